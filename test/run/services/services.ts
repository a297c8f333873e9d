import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { languageOf, loadCatalog } from '../../../generator/catalog.ts';
import { createProject } from '../../setup/cli.ts';
import { linkEnvironment } from '../../setup/environments.ts';
import { cleanTasks, runTask } from '../../setup/tasks.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { expectContract } from '../../setup/verify.ts';

/** Tests that every stack's service is clean and keeps the contract with this model, on databases that are servers or aren't. */
export function testServices(model: string, { onServers }: { onServers: boolean }): void {
  const { stacks, databases } = loadCatalog();
  const cases = stacks.flatMap((stack) =>
    databases
      .filter(({ server }) => server === onServers)
      .map((database) => ({ stack, database, id: `${stack.id} ${database.id} ${model}` })),
  );

  describe.each(cases)('$id', ({ stack, database }) => {
    const language = languageOf(stack);
    const folder = suiteFolder(stack.id);
    const service = () => join(folder.path, 'my-api');

    beforeAll(() => {
      const choice = ['--stack', stack.id, '--database', database.id, '--model', model];
      createProject(service(), choice);
      linkEnvironment(language, service());
    });

    it.each(cleanTasks)('task %s is clean', async (task) => {
      await runTask(language, service(), task);
    });

    it('passes every check of verify', async () => {
      // On the tests' own server, where the database is one.
      const env = database.server ? { DATABASE_URL: process.env.TEST_DATABASE_URL } : {};
      await expectContract([service(), '--no-build'], env);
    });
  });
}
