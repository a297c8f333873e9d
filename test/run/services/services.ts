import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Database, languageOf, loadCatalog, type Stack } from '../../../generator/catalog.ts';
import { createProject } from '../../setup/cli.ts';
import { linkEnvironment } from '../../setup/environments.ts';
import { cleanTasks, runTask } from '../../setup/tasks.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { expectContract } from '../../setup/verify.ts';

const { stacks, databases } = loadCatalog();

type Choice = (stack: Stack) => readonly Database[];

export const onEmbedded: Choice = () => databases.filter(({ server }) => !server);
export const onServers: Choice = () => databases.filter(({ server }) => server);

/** The first stack of a language on the first database, the next one on the next: what they share is tested on all. */
export const inTurn: Choice = (stack) => {
  const alike = stacks.filter(({ language }) => language === stack.language);
  const turn = alike.indexOf(stack) % databases.length;
  return databases.slice(turn, turn + 1);
};

/** What a repository around the service may have; none of it is the service's business. */
const surroundings = {
  'biome.json': '{ "linter": { "rules": { "recommended": "no" } } }',
  'conftest.py': 'raise RuntimeError("of the folder above")\n',
  'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
  'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "--unknown"\n\n[tool.ruff.lint]\nselect = ["ALL"]\n',
  'tsconfig.json': '{ "compilerOptions": { "types": ["unknown"] } }',
  'vitest.config.ts': 'throw new Error("of the folder above");\n',
};

/** Tests that every stack's service is clean and keeps the contract with this model, on the databases that are chosen. */
export function testServices(model: string, databasesOf: Choice): void {
  const cases = stacks.flatMap((stack) =>
    databasesOf(stack).map((database) => ({ stack, database, id: `${stack.id} ${database.id} ${model}` })),
  );

  describe.each(cases)('$id', ({ stack, database }) => {
    const language = languageOf(stack);
    const folder = suiteFolder(stack.id);
    const service = () => join(folder.path, 'my-api');

    beforeAll(async () => {
      const choice = ['--stack', stack.id, '--database', database.id, '--model', model];
      createProject(service(), choice);
      await linkEnvironment(language, service());
      for (const [name, text] of Object.entries(surroundings)) writeFileSync(join(folder.path, name), text);
    });

    it.each(cleanTasks)('task %s is clean', async (task) => {
      expect(await runTask(language, service(), task)).not.toMatch(/\bwarn/i);
    });

    it('passes every check of verify', async () => {
      // On the tests' own server, where the database is one.
      const env = database.server ? { DATABASE_URL: process.env.TEST_DATABASE_URL } : {};
      await expectContract([service(), '--no-build'], env);
    });
  });
}
