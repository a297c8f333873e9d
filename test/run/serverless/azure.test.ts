import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf } from '../../../generator/catalog.ts';
import { freePort } from '../../../generator/processes.ts';
import { openScratch, type Scratch } from '../../../generator/scratch.ts';
import { type FunctionApp, startFunctionApp } from '../../setup/azure/host.ts';
import { buildFor, checksOf, createServerless, serverlessCases } from '../../setup/serverless.ts';
import { runCommand } from '../../setup/service.ts';
import { runTask } from '../../setup/tasks.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { expectContractExcept } from '../../setup/verify.ts';

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
];
const except: Readonly<Record<string, readonly string[]>> = {
  node: [...answeredByHost, 'routes.rare-methods'],
  python: answeredByHost,
};

describe.each(serverlessCases())('$id on Azure', (one) => {
  const { stack, database } = one;
  const language = languageOf(stack);
  const folder = suiteFolder(`azure-${stack.id}`);
  const service = () => join(folder.path, 'my-api');
  const deployed = () => join(folder.path, 'deployed');
  let scratch: Scratch;
  let started: FunctionApp;

  beforeAll(async () => {
    await createServerless(service(), one);
    expect(await buildFor('azure', language, service())).toMatch(/^build\/azure: \d+\.\d MB$/m);
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
    const expected = database.server ? (except[language.id] ?? []) : [];
    await expectContractExcept(expected, [started.url, ...checksOf(database)]);
  });

  it('leaves nothing that lint finds', async () => {
    await runTask(language, service(), 'lint');
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
});
