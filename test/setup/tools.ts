import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cachedEnvironment, makeVenv } from './cache.ts';

/** Linters of what is generated that PyPI has and npm has not. Dependabot reads this file. */
const requirements = resolve('test/setup/requirements.txt');

/**
 * Where a program of `requirements.txt` is. What is named there is installed in `.cache/` if it isn't yet; the set-up of the
 * project `run` does it before its tests, which run side by side, ask for one.
 *
 * @returns an absolute path
 */
export function pythonTool(program: string): string {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = cachedEnvironment(`tools-${hash}`, (empty) => makeVenv(empty, ['-r', requirements]));
  return join(folder, '.venv/bin', program);
}
