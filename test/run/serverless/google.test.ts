import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Language, languageOf } from '../../../generator/catalog.ts';
import { freePort, isUp, type ServiceProcess, startProcess } from '../../../generator/processes.ts';
import { openScratch } from '../../../generator/scratch.ts';
import { createServerless, serverlessCases } from '../../setup/serverless.ts';
import { runTask, taskCommand } from '../../setup/tasks.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { failuresOf } from '../../setup/verify.ts';

/** Checks that fail because the framework's server answers before the application does; docs/serverless.md tells why. */
const parsing = ['errors.header-overflow', 'errors.malformed-http', 'routes.methods-case-sensitive'];
const routing = ['errors.malformed-http', 'routes.methods-case-sensitive', 'routes.rare-methods', 'routes.unknown'];
const except: Readonly<Record<string, readonly string[]>> = {
  node: parsing,
  next: parsing,
  wsgi: parsing,
  asgi: routing,
};
const startTasks: Readonly<Record<string, string>> = { node: 'start:google', python: 'start-google' };

describe.each(serverlessCases())('$id on Google Cloud', (one) => {
  const { stack, database } = one;
  const language = languageOf(stack);
  const folder = suiteFolder(stack.id);
  const service = () => join(folder.path, 'my-api');

  beforeAll(() => createServerless(service(), one));

  it.each(['typecheck', 'build', 'lint'])('task %s is clean', async (task) => {
    await runTask(language, service(), task);
  });

  it('keeps the contract, served by the functions framework', async () => {
    const scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? '');
    onTestFinished(() => scratch.close());
    const running = await startFunction(language, service(), await scratch.create());
    onTestFinished(() => running.stop());
    expect(await failuresOf([running.baseUrl])).toEqual(except[stack.entry]);
    expect(running.stderr()).toBe('');
  });
});

async function startFunction(language: Language, folder: string, databaseUrl: string): Promise<ServiceProcess> {
  const port = String(await freePort());
  const running = startProcess({
    command: taskCommand(language, startTasks[language.id] ?? ''),
    folder,
    language,
    baseUrl: `http://127.0.0.1:${port}`,
    env: {
      APP_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: port,
      LOG_LEVEL: 'error',
      MIGRATE_ON_START: 'true',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_MAX: '1',
    },
  });
  if (!(await isUp(running))) throw new Error(`${running.stdout()}${running.stderr()}`);
  return running;
}
