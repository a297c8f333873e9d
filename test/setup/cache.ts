import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const marker = 'complete';

export const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

/**
 * A folder of `.cache/`, filled by `install` if no test did it before. Scripts of a virtual environment know where they are,
 * so it is filled in place, and marked when it is whole.
 */
export function cachedEnvironment(name: string, install: (folder: string) => void): string {
  const folder = resolve('.cache/environments', name);
  if (existsSync(join(folder, marker))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  install(folder);
  writeFileSync(join(folder, marker), '');
  return folder;
}

/** A virtual environment in `.venv` of the folder, with what pip is told to install. */
export function makeVenv(folder: string, requirements: readonly string[]): void {
  run('python3', ['-m', 'venv', '.venv'], folder);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  run('.venv/bin/python', [...pip, ...requirements], folder);
}
