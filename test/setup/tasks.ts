import { execa } from 'execa';
import type { Language } from '../../generator/catalog.ts';
import { toolsEnvironment } from '../../generator/install.ts';

/**
 * The tasks that must be clean in every service, as its README shows them. `lint` is also about format, and comes last: it must
 * not look at what the others make.
 */
export const cleanTasks = ['typecheck', 'build', 'test', 'lint'];

const runners: Readonly<Record<string, readonly [string, ...string[]]>> = {
  node: ['npm', 'run', '--silent'],
  python: ['poe', '--quiet'],
};

/** How a task is run, as READMEs show it. Throws for a language that has no row here. */
export function taskCommand({ id, title }: Language, task: string): readonly [string, ...string[]] {
  const runner = runners[id];
  if (!runner) throw new Error(`test/setup/tasks.ts has no way to run the tasks of ${title}`);
  return [...runner, task];
}

/**
 * Runs a task of a service that has its dependencies.
 *
 * @param env beside this process's own
 * @param options of the task, as they are typed after its name
 * @returns what it printed
 * @throws Error with the command and what it printed, when it fails
 */
export async function runTask(
  language: Language,
  service: string,
  task: string,
  {
    env = {},
    options = [],
    signal,
  }: { env?: NodeJS.ProcessEnv; options?: readonly string[]; signal?: AbortSignal } = {},
): Promise<string> {
  const [program, ...args] = taskCommand(language, task);
  const { all } = await execa(program, [...args, ...options], {
    cwd: service,
    env: toolsEnvironment(language, service, { ...process.env, ...env }),
    all: true,
    stdin: 'ignore',
    ...(signal && { cancelSignal: signal }),
  });
  return all;
}
