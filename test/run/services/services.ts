import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Database, type Language, languageOf, loadCatalog } from '../../../generator/catalog.ts';
import { toolsEnvironment } from '../../../generator/install.ts';
import { type Run, twinstack, twinstackBeside } from '../../setup/cli.ts';
import { linkEnvironment } from '../../setup/environments.ts';
import { suiteFolder } from '../../setup/temporary.ts';

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
      const { status, stdout, stderr } = await verify(database, service());
      expect(stderr).toBe('');
      const [report] = JSON.parse(stdout).targets as { results: { id: string; outcome: { status: string } }[] }[];
      const failed = report?.results.filter(({ outcome }) => !['pass', 'skip'].includes(outcome.status));
      expect(failed).toEqual([]);
      expect(status).toBe(0);
    });
  });
}

/** On the tests' own server, where the database is one. */
function verify(database: Database, service: string): Promise<Run> {
  const env = database.server ? { DATABASE_URL: process.env.TEST_DATABASE_URL } : {};
  return twinstackBeside(['verify', service, '--no-build', '--json'], env);
}

function runTask(language: Language, service: string, task: string): Promise<object> {
  const [runner, ...args] = runners[language.id] ?? ['no runner for this language'];
  const options = { cwd: service, env: toolsEnvironment(language, service, process.env) };
  return promisify(execFile)(runner, [...args, task], options).catch((error: object) => error);
}
