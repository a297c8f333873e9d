import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { languageOf } from '../../../generator/catalog.ts';
import { freePort } from '../../../generator/processes.ts';
import { openScratch } from '../../../generator/scratch.ts';
import { startGoogleFunction } from '../../setup/google.ts';
import { checksOf, createServerless, serverlessCases } from '../../setup/serverless.ts';
import { runTask } from '../../setup/tasks.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { expectContractExcept } from '../../setup/verify.ts';

/** Checks that fail because the framework's server answers before the application does; docs/serverless.md tells why. */
const parsing = ['errors.header-overflow', 'errors.malformed-http', 'routes.methods-case-sensitive'];
const routing = ['errors.malformed-http', 'routes.methods-case-sensitive', 'routes.rare-methods', 'routes.unknown'];
const except: Readonly<Record<string, readonly string[]>> = {
  node: parsing,
  next: parsing,
  wsgi: parsing,
  asgi: routing,
};

const builds: Readonly<Record<string, string>> = { node: 'build', python: 'build-google' };

describe.each(serverlessCases())('$id on Google Cloud', (one) => {
  const { stack, database } = one;
  const language = languageOf(stack);
  const folder = suiteFolder(stack.id);
  const service = () => join(folder.path, 'my-api');

  beforeAll(() => createServerless(service(), one));

  it.each(['typecheck', builds[language.id] ?? '', 'lint'])('task %s is clean', async (task) => {
    await runTask(language, service(), task);
  });

  it('keeps the contract, served by the functions framework', async () => {
    const scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? '');
    onTestFinished(() => scratch.close());
    const env = { LOG_LEVEL: 'error', MIGRATE_ON_START: 'true', DATABASE_URL: await scratch.create() };
    const running = await startGoogleFunction(language, service(), env);
    onTestFinished(() => running.stop());
    const expected = database.server ? (except[stack.entry] ?? []) : [];
    await expectContractExcept(expected, [running.baseUrl, ...checksOf(database)]);
    expect(running.stderr()).toBe('');
  });

  it('needs no database to start', async () => {
    const scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? '');
    onTestFinished(() => scratch.close());
    const elsewhere = database.server ? `postgresql://nobody@127.0.0.1:${await freePort()}/none` : undefined;
    const env = { LOG_LEVEL: 'error', DATABASE_URL: elsewhere ?? (await scratch.create()) };
    const running = await startGoogleFunction(language, service(), env);
    onTestFinished(() => running.stop());
    expect((await fetch(`${running.baseUrl}/readyz`)).status).toBe(elsewhere ? 503 : 200);
  });
});
