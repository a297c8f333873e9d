import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Database, languageOf, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { suits } from '../../generator/combinations.ts';
import { createProject } from '../setup/cli.ts';
import { prepareEnvironment } from '../setup/environments.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { pythonTool } from '../setup/tools.ts';

const { stacks, databases, targets } = loadCatalog();

/** What package managers say of the lock files of a service for every target there is; locks.test.ts of the matrix has the rest. */
function serviceForAllTargets(stack: Stack, database: Database): string {
  const folder = join(temporaryFolder('locks'), 'my-api');
  const suited = targets.filter((target) => suits(target, database)).map(({ id }) => id);
  const choice = ['--stack', stack.id, '--database', database.id, '--target', suited.join(',')];
  createProject(folder, choice);
  return folder;
}

const of = (language: string) =>
  databases.flatMap((database) =>
    stacks.filter((stack) => languageOf(stack).id === language).map((stack) => ({ stack, database })),
  );

/** Versions of npm write other remarks into the same lock file. */
function pinsOf(folder: string): unknown {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const pins = Object.entries<{ version: string; integrity?: string }>(packages);
  return pins.map(([path, { version, integrity }]) => [path, version, integrity]);
}

describe.each(of('node'))('$stack.id with $database.id for every target', ({ stack, database }) => {
  it('is locked so that npm leaves it as it is', () => {
    const folder = serviceForAllTargets(stack, database);
    const before = pinsOf(folder);
    execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
    });
    expect(pinsOf(folder)).toEqual(before);
  });

  it('is installed by npm ci', async () => {
    await prepareEnvironment(languageOf(stack), serviceForAllTargets(stack, database));
  });
});

const closed = ['--quiet', '--dry-run', '--require-hashes'];

describe.each(of('python'))('$stack.id with $database.id for every target', ({ stack, database }) => {
  it('is installed with hashes, and all requirements are met', async () => {
    const folder = await prepareEnvironment(languageOf(stack), serviceForAllTargets(stack, database));
    const check = execFileSync('.venv/bin/python', ['-m', 'pip', 'check'], { cwd: folder, encoding: 'utf8' });
    expect(check).toBe('No broken requirements found.\n');
  });

  it.each(['requirements.lock', 'requirements-dev.lock'])('needs nothing that %s lacks', (file) => {
    const folder = serviceForAllTargets(stack, database);
    const uv = ['pip', 'install', ...closed, '--python', 'python3', '--target', 'nowhere', '--requirement', file];
    execFileSync(pythonTool('uv'), uv, { cwd: folder });
  });
});

// It takes pip, which Dockerfiles use too, half a minute to read what uv reads at once.
it.each(of('python').slice(0, 1))('pip takes the lock file of $stack.id with $database.id', ({ stack, database }) => {
  const pip = ['-m', 'pip', 'install', ...closed, '--ignore-installed', '--requirement', 'requirements-dev.lock'];
  const cwd = serviceForAllTargets(stack, database);
  execFileSync('python3', [...pip, '--disable-pip-version-check', '--break-system-packages'], { cwd });
});
