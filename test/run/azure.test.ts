import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import { freePort } from '../../generator/processes.ts';
import { openScratch, type Scratch } from '../../generator/scratch.ts';
import { buildFunctionApp } from '../setup/azure/build.ts';
import { type FunctionApp, startFunctionApp } from '../setup/azure/host.ts';
import { twinstack } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { runCommand } from '../setup/service.ts';
import { runTask } from '../setup/tasks.ts';
import { suiteFolder } from '../setup/temporary.ts';
import { failuresOf } from '../setup/verify.ts';

const { stacks, databases } = loadCatalog();
/** docs/serverless.md tells why. */
const answeredByHost = [
  'bodies.chunked',
  'bodies.largest-chunked',
  'bodies.no-media-type-chunked',
  'bodies.too-large-chunked',
  'errors.header-overflow',
  'errors.malformed-http',
  'routes.dot-segments',
  'routes.methods-case-sensitive',
  'routes.percent-encoded',
  'routes.percent-in-item',
  'routes.rare-methods',
];

/** On a server each stack; on the embedded database, one of each entry. */
const cases = databases.flatMap((database) =>
  stacks
    .filter(({ entry }, index) => database.server || stacks.findIndex((other) => other.entry === entry) === index)
    .map((stack) => ({ id: `${stack.id} ${database.id}`, stack, database })),
);

describe.each(cases)('$id on Azure', ({ stack, database }) => {
  const language = languageOf(stack);
  const folder = suiteFolder(`azure-${stack.id}`);
  const service = () => join(folder.path, 'my-api');
  const deployed = () => join(folder.path, 'deployed');
  let scratch: Scratch;
  let started: FunctionApp;

  beforeAll(async () => {
    const choice = [
      '--stack',
      stack.id,
      '--database',
      database.id,
      '--model',
      'bookstore',
      '--target',
      'azure-functions',
    ];
    const { status, stderr } = twinstack(['create', service(), ...choice, '--no-install', '--no-git']);
    if (status !== 0) throw new Error(stderr);
    linkEnvironment(language, service());
    expect(await buildFunctionApp(language, service())).toMatch(/^build\/azure: \d+\.\d MB$/m);
    cpSync(join(service(), 'build/azure'), deployed(), { recursive: true });
    scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? database.url);
    const url = await scratch.create();
    if (database.server) await runCommand({ stack, path: service() }, stack.commands.migrate, { DATABASE_URL: url });
    const env = { APP_ENV: 'production', DATABASE_POOL_MAX: '1', METRICS_ENABLED: 'true', LOG_LEVEL: 'error' };
    started = await startFunctionApp(language, deployed(), { ...env, DATABASE_URL: url });
  });
  afterAll(async () => {
    await started?.stop();
    await scratch?.close();
  });

  it('keeps the contract, but for what the host answers', async () => {
    expect(await failuresOf([started.url])).toEqual(answeredByHost);
  });

  it('needs no database to start', async () => {
    const elsewhere = database.server ? `postgresql://nobody@127.0.0.1:${await freePort()}/none` : undefined;
    const env = { DATABASE_URL: elsewhere ?? (await scratch.create()), LOG_LEVEL: 'error' };
    const other = await startFunctionApp(language, deployed(), env);
    try {
      const statuses = await Promise.all(
        ['/livez', '/readyz'].map(async (path) => (await fetch(other.url + path)).status),
      );
      expect(statuses).toEqual([200, elsewhere ? 503 : 200]);
    } finally {
      await other.stop();
    }
  });

  it.each(['lint', 'typecheck'])('task %s is clean', async (task) => {
    await runTask(language, service(), task);
  });
});
