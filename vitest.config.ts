import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const setupFiles = ['test/setup/assets.ts'];
/** A busy machine fails no test. */
const patient = { setupFiles, testTimeout: 60_000 };

/** The files that take longest, first: otherwise the last one runs while the other core has nothing to do. */
const longest = [
  'differential',
  'services/hurt',
  'services/bookstore',
  'serverless/azure',
  'serverless/lambda',
  'serverless/google',
  'services/devices',
  'docker',
  'services/tasks',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/run/${name}.test.ts`));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/setup/build.ts'],
    projects: [
      { test: { ...patient, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { ...patient, name: 'templates', include: ['test/templates/**/*.test.ts'] } },
      { test: { ...patient, name: 'matrix', include: ['test/matrix/**/*.test.ts'] } },
      { test: { ...patient, name: 'golden', include: ['test/golden/*.test.ts'] } },
      {
        test: {
          setupFiles,
          name: 'run',
          include: ['test/run/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          // Each file starts services, and waits for them half of the time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          // Vitest runs the one above after this.
          globalSetup: ['test/setup/build.ts', 'test/setup/machine.ts'],
        },
      },
    ],
  },
});
