import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cachedEnvironment, environmentFolder, makeVenv } from './cache.ts';

/** Linters of what is generated that PyPI has and npm has not. Dependabot reads this file. */
const requirements = resolve('test/setup/requirements.txt');

function environmentName(): string {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  return `tools-${hash}`;
}

/** Installs what is named in `requirements.txt` in `.cache/`, if it isn't there yet. */
export const installPythonTools = (): Promise<string> =>
  cachedEnvironment(environmentName(), (empty) => makeVenv(empty, ['-r', requirements]));

/**
 * Where a program of `requirements.txt` is, which `installPythonTools` must have installed: the set-up of the project `run`
 * does it.
 *
 * @returns an absolute path
 */
export const pythonTool = (program: string): string => join(environmentFolder(environmentName()), '.venv/bin', program);
