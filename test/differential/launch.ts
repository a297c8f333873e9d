import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Database, languageOf, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { toolsEnvironment } from '../../generator/install.ts';
import { freePort, isUp, type ServiceProcess, startProcess } from '../../generator/processes.ts';
import { twinstack } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { allowedOrigin } from './generate/headers.ts';
import type { Service } from './play.ts';

export interface Running extends Service {
  stop(): Promise<void>;
}

interface Kind {
  readonly stack: Stack;
  readonly database: Database;
  /** As `--model` takes it. */
  readonly model: string;
  /** An empty folder of its own. */
  readonly folder: string;
}

/** Every stack with every database, or those that are named. Throws for a name that there isn't. */
export function kindsOf(stacks?: readonly string[], databases?: readonly string[]): Pick<Kind, 'stack' | 'database'>[] {
  const catalog = loadCatalog();
  return chosen(catalog.stacks, stacks).flatMap((stack) =>
    chosen(catalog.databases, databases).map((database) => ({ stack, database })),
  );
}

function chosen<T extends { readonly id: string }>(all: readonly T[], names?: readonly string[]): readonly T[] {
  return names === undefined
    ? all
    : names.map((name) => {
        const found = all.find(({ id }) => id === name);
        if (!found) throw new Error(`There is no ${name}: there are ${all.map(({ id }) => id).join(', ')}.`);
        return found;
      });
}

/** Generates a service, installs, builds and starts it. Throws when one of these goes wrong. */
export async function launch({ stack, database, model, folder }: Kind): Promise<Running> {
  const path = join(folder, 'my-api');
  const choice = ['--stack', stack.id, '--database', database.id, '--model', model];
  const { status, stderr } = twinstack(['create', path, ...choice, '--no-install', '--no-git']);
  if (status !== 0) throw new Error(stderr);
  const language = languageOf(stack);
  linkEnvironment(language, path);
  const [program, ...args] = stack.commands.build ?? [];
  const env = toolsEnvironment(language, path, process.env);
  if (program !== undefined) await promisify(execFile)(program, args, { cwd: path, env });

  let count = 0;
  const start = async (): Promise<ServiceProcess> => {
    const port = await freePort();
    count += 1;
    const data = join(folder, `data-${count}`);
    mkdirSync(data);
    const started = startProcess({
      command: stack.commands.start,
      folder: path,
      language,
      baseUrl: `http://127.0.0.1:${port}`,
      env: {
        APP_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'error',
        CORS_ORIGINS: allowedOrigin,
        DATABASE_URL: database.scratchUrl.replace('{folder}', data),
      },
    });
    if (!(await isUp(started))) throw new Error(`${stack.title} did not start: ${started.stdout()}${started.stderr()}`);
    return started;
  };

  let running = await start();
  return {
    name: `${stack.id} ${database.id}`,
    get baseUrl() {
      return running.baseUrl;
    },
    async renew() {
      await running.stop();
      running = await start();
    },
    stop: () => running.stop(),
  };
}
