import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import { toolsEnvironment } from '../../generator/install.ts';
import { twinstack } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { suiteFolder } from '../setup/temporary.ts';

const { stacks, databases, models } = loadCatalog();
const modelArguments = [...models.map(({ id }) => id), 'test/models/hurt.yaml'];
const cases = stacks.flatMap((stack) =>
  databases.flatMap((database) =>
    modelArguments.map((model) => ({ stack, database, model, id: `${stack.id} ${database.id} ${model}` })),
  ),
);

/** The tasks that must be clean in every service, as its README shows them; `lint` is also about format. */
const checks = ['lint', 'typecheck', 'build', 'test'];
const runners: Readonly<Record<string, readonly [string, ...string[]]>> = {
  node: ['npm', 'run', '--silent'],
  python: ['poe', '--quiet'],
};

describe.each(cases)('$id', ({ stack, database, model }) => {
  const language = languageOf(stack);
  const folder = suiteFolder(stack.id);
  const service = join(folder.path, 'my-api');

  beforeAll(() => {
    const args = [
      'create',
      service,
      '--stack',
      stack.id,
      '--database',
      database.id,
      '--model',
      model,
      '--no-install',
      '--no-git',
    ];
    const { status, stderr } = twinstack(args);
    if (status !== 0) throw new Error(stderr);
    linkEnvironment(language, service);
  });
  afterAll(folder.remove);

  it.each(checks)('task %s is clean', async (task) => {
    const [runner, ...args] = runners[language.id] ?? ['no runner for this language'];
    const options = { cwd: service, env: toolsEnvironment(language, service, process.env) };
    const result = await promisify(execFile)(runner, [...args, task], options).catch((error: object) => error as never);
    expect(result, `${task} in ${service}`).not.toHaveProperty('code');
  });

  it('passes every check of verify', () => {
    const { status, stdout, stderr } = twinstack(['verify', service, '--no-build', '--json'], { timeout: 600_000 });
    expect(stderr).toBe('');
    const [report] = JSON.parse(stdout).targets as { results: { id: string; outcome: { status: string } }[] }[];
    const failed = report?.results.filter(({ outcome }) => !['pass', 'skip'].includes(outcome.status));
    expect(failed).toEqual([]);
    expect(status).toBe(0);
  });
});
