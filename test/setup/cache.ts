import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';

const marker = 'complete';

export const run = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) =>
  execa(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });

const begun = new Map<string, Promise<string>>();

/** Where a folder of `.cache/` is, whether it is filled or not. */
export const environmentFolder = (name: string): string => resolve('.cache/environments', name);

/**
 * A folder of `.cache/`, filled by `install` if no test did it before. Scripts of a virtual environment know where they are,
 * so it is filled in place, and marked when it is whole.
 */
export function cachedEnvironment(name: string, install: (folder: string) => Promise<unknown>): Promise<string> {
  const filled = begun.get(name) ?? fill(environmentFolder(name), install);
  begun.set(name, filled);
  return filled;
}

async function fill(folder: string, install: (folder: string) => Promise<unknown>): Promise<string> {
  if (existsSync(join(folder, marker))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await install(folder);
  writeFileSync(join(folder, marker), '');
  return folder;
}

/** A virtual environment in `.venv` of the folder, with what pip is told to install. */
export async function makeVenv(folder: string, requirements: readonly string[]): Promise<void> {
  await run('python3', ['-m', 'venv', '.venv'], folder);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run('.venv/bin/python', [...pip, ...requirements], folder);
}
