import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const define = { ASSETS: JSON.stringify(resolve('dist')) };

export default defineConfig({
  define,
  test: {
    globalSetup: 'test/setup/build.ts',
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'templates', include: ['test/templates/**/*.test.ts'] } },
      { extends: true, test: { name: 'matrix', include: ['test/matrix/**/*.test.ts'] } },
      { extends: true, test: { name: 'golden', include: ['test/golden/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'run',
          include: ['test/run/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
