import { join } from 'node:path';
import { execa } from 'execa';
import { languageOf } from '../../generator/catalog.ts';
import { createProject } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { cleanTasks, runTask } from '../setup/tasks.ts';
import type { Kind } from './arguments.ts';

export interface Service extends Kind {
  /** Absolute. */
  readonly path: string;
  /** Beside this process's own: where the database server is. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface Step {
  readonly name: string;
  /** @throws Error that says what is wrong, with what the tool printed */
  run(service: Service): Promise<unknown>;
}

/** Makes the service. Throws what the tool says when it doesn't. */
export function create({ stack, database, model }: Kind, folder: string): string {
  const path = join(folder, 'my-api');
  const choice = ['--stack', stack.id, '--database', database.id, '--model', model];
  createProject(path, choice);
  return path;
}

/** What is done with a service that was made, in this order. */
export const steps: readonly Step[] = [
  { name: 'install', run: async ({ stack, path }) => linkEnvironment(languageOf(stack), path) },
  ...cleanTasks.map((name) => ({
    name,
    run: ({ stack, path, env, signal }: Service) => runTask(languageOf(stack), path, name, { env, signal }),
  })),
  { name: 'verify', run: verify },
];

async function verify({ path, env, signal }: Service): Promise<void> {
  await execa(process.execPath, ['dist/cli.cjs', 'verify', path, '--no-build'], {
    env,
    all: true,
    stdin: 'ignore',
    cancelSignal: signal,
  });
}
