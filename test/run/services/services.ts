import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Language, languageOf, loadCatalog } from '../../../generator/catalog.ts';
import { toolsEnvironment } from '../../../generator/install.ts';
import { twinstack } from '../../setup/cli.ts';
import { linkEnvironment } from '../../setup/environments.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { expectContract } from '../../setup/verify.ts';

/** The tasks that must be clean in every service, as its README shows them; `lint` is also about format. */
const checks = ['lint', 'typecheck', 'build', 'test'];
const runners: Readonly<Record<string, readonly [string, ...string[]]>> = {
  node: ['npm', 'run', '--silent'],
  python: ['poe', '--quiet'],
};

/**
 * Tests that every stack's service is clean and keeps the contract with this model, on the embedded database and, if
 * asked for, on servers too.
 */
export function testServices(model: string, { onServers }: { onServers: boolean }): void {
  const { stacks, databases } = loadCatalog();
  const cases = stacks.flatMap((stack) =>
    databases
      .filter(({ server }) => onServers || !server)
      .map((database) => ({ stack, database, id: `${stack.id} ${database.id} ${model}` })),
  );

  describe.each(cases)('$id', ({ stack, database }) => {
    const language = languageOf(stack);
    const folder = suiteFolder(stack.id);
    const service = () => join(folder.path, 'my-api');

    beforeAll(() => {
      const choice = ['--stack', stack.id, '--database', database.id, '--model', model];
      const { status, stderr } = twinstack(['create', service(), ...choice, '--no-install', '--no-git']);
      if (status !== 0) throw new Error(stderr);
      linkEnvironment(language, service());
    });

    it.each(checks)('task %s is clean', async (task) => {
      await expect(runTask(language, service(), task), `${task} in ${service()}`).resolves.not.toHaveProperty('code');
    });

    it('passes every check of verify', async () => {
      // On the tests' own server, where the database is one.
      const env = database.server ? { DATABASE_URL: process.env.TEST_DATABASE_URL } : {};
      await expectContract([service(), '--no-build'], env);
    });
  });
}

function runTask(language: Language, service: string, task: string): Promise<object> {
  const [runner, ...args] = runners[language.id] ?? ['no runner for this language'];
  const options = { cwd: service, env: toolsEnvironment(language, service, process.env) };
  return promisify(execFile)(runner, [...args, task], options).catch((error: object) => error);
}
