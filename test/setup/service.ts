import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Database, languageOf, type Stack } from '../../generator/catalog.ts';
import { toolsEnvironment } from '../../generator/install.ts';
import { freePort, isUp, type ServiceProcess, startProcess } from '../../generator/processes.ts';
import { createProject } from './cli.ts';
import { linkEnvironment } from './environments.ts';

export interface Prepared {
  readonly stack: Stack;
  /** Absolute. */
  readonly path: string;
}

interface Kind {
  readonly stack: Stack;
  readonly database: Database;
  /** As `--model` takes it. */
  readonly model: string;
  /** An empty folder of its own. */
  readonly folder: string;
}

/** Generates a service, installs and builds it. Throws when one of these goes wrong. */
export async function prepareService({ stack, database, model, folder }: Kind): Promise<Prepared> {
  const path = join(folder, 'my-api');
  const choice = ['--stack', stack.id, '--database', database.id, '--model', model];
  createProject(path, choice);
  await linkEnvironment(languageOf(stack), path);
  if (stack.commands.build) await runCommand({ stack, path }, stack.commands.build, {});
  return { stack, path };
}

/** Runs one of the service's commands to its end. Throws when it fails. */
export async function runCommand(
  { stack, path }: Prepared,
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const tools = toolsEnvironment(languageOf(stack), path, { ...process.env, ...env });
  await promisify(execFile)(program, args, { cwd: path, env: tools });
}

/** Starts a prepared service on a free port, quietly. Throws when it doesn't answer. */
export async function startPrepared(
  { stack, path }: Prepared,
  env: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const port = await freePort();
  const started = startProcess({
    command: stack.commands.start,
    folder: path,
    language: languageOf(stack),
    baseUrl: `http://127.0.0.1:${port}`,
    env: {
      APP_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      MIGRATE_ON_START: 'true',
      ...env,
    },
  });
  if (!(await isUp(started))) throw new Error(`${stack.title} did not start: ${started.stdout()}${started.stderr()}`);
  return started;
}
