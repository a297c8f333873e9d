import { defineConfig } from 'vitest/config';

const setupFiles = ['test/setup/assets.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/setup/build.ts'],
    projects: [
      { test: { setupFiles, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { setupFiles, name: 'templates', include: ['test/templates/**/*.test.ts'] } },
      { test: { setupFiles, name: 'matrix', include: ['test/matrix/**/*.test.ts'] } },
      { test: { setupFiles, name: 'golden', include: ['test/golden/*.test.ts'] } },
      {
        test: {
          setupFiles,
          name: 'run',
          include: ['test/run/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          // Each file starts services; two at a time keep two cores busy and leave the checks' clocks alone.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          globalSetup: ['test/setup/install.ts'],
        },
      },
    ],
  },
});
