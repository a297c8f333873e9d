import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import { freePort } from '../../generator/processes.ts';
import { openScratch, type Scratch } from '../../generator/scratch.ts';
import { twinstack } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { type LambdaFunction, startFunction } from '../setup/lambda/function.ts';
import { runCommand } from '../setup/service.ts';
import { runTask } from '../setup/tasks.ts';
import { suiteFolder } from '../setup/temporary.ts';
import { pythonTool } from '../setup/tools.ts';
import { failuresOf } from '../setup/verify.ts';

const { stacks, databases } = loadCatalog();
const run = promisify(execFile);

/** What makes the archive, as this machine can run it. */
const builds: Readonly<Record<string, { task: string; options: readonly string[] }>> = {
  node: { task: 'build:lambda', options: ['--', '--arch', process.arch] },
  python: { task: 'build-lambda', options: ['--arch', process.arch === 'x64' ? 'x86_64' : 'aarch64'] },
};

/** docs/serverless.md tells why. */
const answeredByGateway = ['errors.header-overflow', 'errors.malformed-http', 'routes.methods-case-sensitive'];
const decodedByHttpApi = ['routes.percent-encoded', 'routes.percent-in-item'];

const cases = stacks.flatMap((stack) =>
  databases.map((database) => ({ id: `${stack.id} ${database.id}`, stack, database })),
);

describe.each(cases)('$id on Lambda', ({ stack, database }) => {
  const language = languageOf(stack);
  const folder = suiteFolder(`lambda-${stack.id}`);
  const service = () => join(folder.path, 'my-api');
  const archive = () => join(service(), 'lambda.zip');
  const unpacked = () => join(folder.path, 'task');
  let scratch: Scratch;
  let started: LambdaFunction;

  const build = async () => {
    const { task, options } = builds[language.id] ?? { task: 'no way to build for this language', options: [] };
    const python = await run(pythonTool('python'), ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    const more = language.id === 'python' ? ['--python', python.stdout.trim()] : [];
    return runTask(language, service(), task, { options: [...options, ...more] });
  };

  beforeAll(async () => {
    const choice = ['--stack', stack.id, '--database', database.id, '--model', 'bookstore', '--target', 'aws-lambda'];
    const { status, stderr } = twinstack(['create', service(), ...choice, '--no-install', '--no-git']);
    if (status !== 0) throw new Error(stderr);
    linkEnvironment(language, service());
    expect(await build()).toMatch(/^lambda\.zip: \d+\.\d MB$/m);
    mkdirSync(unpacked());
    await run(pythonTool('python'), ['-m', 'zipfile', '-e', archive(), unpacked()]);
    scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? database.url);
    const url = await scratch.create();
    if (database.server) {
      if (stack.commands.build) await runCommand({ stack, path: service() }, stack.commands.build, {});
      await runCommand({ stack, path: service() }, stack.commands.migrate, { DATABASE_URL: url });
    }
    const env = { DATABASE_URL: url, METRICS_ENABLED: 'true', LOG_LEVEL: 'error' };
    started = await startFunction(language, service(), unpacked(), env);
  });
  afterAll(async () => {
    await started?.stop();
    await scratch?.close();
  });

  it('keeps the contract behind a function URL, but for what the gateway answers', async () => {
    expect(await failuresOf([started.urls['function-url']])).toEqual(answeredByGateway);
  });

  it('keeps it behind an HTTP API, but for paths that this decodes', async () => {
    const only = ['--only', 'routes,headers,operations'];
    const expected = [...decodedByHttpApi, ...answeredByGateway.filter((id) => id.startsWith('routes.'))];
    expect(await failuresOf([started.urls['http-api'], ...only])).toEqual(expected.sort());
  });

  it('needs no database to start', async () => {
    const elsewhere = database.server ? `postgresql://nobody@127.0.0.1:${await freePort()}/none` : undefined;
    const env = { ...(elsewhere ? { DATABASE_URL: elsewhere } : { DATABASE_URL: await scratch.create() }) };
    const other = await startFunction(language, service(), unpacked(), { ...env, LOG_LEVEL: 'error' });
    try {
      const statuses = await Promise.all(
        ['/livez', '/readyz'].map(async (path) => (await fetch(other.urls['http-api'] + path)).status),
      );
      expect(statuses).toEqual([200, elsewhere ? 503 : 200]);
    } finally {
      await other.stop();
    }
  });

  it('is packed in the same bytes again', async () => {
    const before = readFileSync(archive());
    await build();
    expect(readFileSync(archive()).equals(before)).toBe(true);
  });

  it.each(['lint', 'typecheck'])('task %s is clean', async (task) => {
    await runTask(language, service(), task);
  });

  it('has a template that is clean in cfn-lint', async () => {
    await run(pythonTool('cfn-lint'), [join(service(), 'template.yaml')]);
  });
});
