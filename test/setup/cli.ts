import { execFile, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const cli = resolve('dist/cli.cjs');

/** Runs the built tool without a terminal. */
export function twinstack(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeout?: number } = {},
): Run {
  return spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    input: '',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
    env: { ...process.env, ...options.env },
  });
}

/**
 * Makes a service or a workspace, without its dependencies and without Git.
 *
 * @throws Error with what the tool said
 */
export function createProject(folder: string, choices: readonly string[]): void {
  const { status, stderr } = twinstack(['create', folder, ...choices, '--yes', '--no-install', '--no-git']);
  if (status !== 0) throw new Error(stderr);
}

/** Runs the built tool for as long as it takes, while the caller can go on. */
export function twinstackBeside(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

export const keys = { enter: '\r', down: '\u001B[B', space: ' ', ctrlC: '\u0003', clear: '\u0015' } as const;

/** Runs the built tool in a terminal, as a person would. */
export function inTerminal(args: readonly string[], cwd: string, steps: readonly (readonly [string, ...string[]])[]) {
  const job = {
    command: [process.execPath, cli, ...args],
    cwd,
    steps: steps.map(([expect, ...typed]) => ({ expect, type: typed })),
  };
  const result = spawnSync('python3', [resolve('test/setup/terminal.py')], {
    input: JSON.stringify(job),
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as { status: number; screen: string; missed: string | null };
}
