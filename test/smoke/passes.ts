import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { languageOf } from '../../generator/catalog.ts';
import { postgresProgram } from '../setup/postgres.ts';
import type { Kind } from './arguments.ts';
import { type Contents, filesIn, fingerprint } from './fingerprint.ts';
import { steps } from './steps.ts';

const folder = resolve('.cache/smoke');

/** Of each kind, the hash of everything that its last pass depended on. */
const fileOf = ({ stack, database, model }: Kind): string =>
  join(folder, `${stack.id}-${database.id}-${basename(model, extname(model))}`);

/** What the result of a smoke test depends on: the service, what runs it, and what checks it. */
export function stateOf(kind: Kind, service: string): string {
  return fingerprint({
    service: fingerprint(filesIn(service)),
    catalogue: JSON.stringify([kind.stack, languageOf(kind.stack), kind.database]),
    checks: fingerprint(checks()),
    steps: steps.map(({ name }) => name).join(),
    machine: `${process.platform} ${process.arch}`,
    node: process.version,
    python: execFileSync('python3', ['--version']),
    server: kind.database.server ? execFileSync(postgresProgram('postgres'), ['--version']) : '',
  });
}

/** What only makes a service counts by what it makes. */
const creating = ['cli.cjs', 'prompts.cjs'];

/** The scripts of the tool that `verify` runs. */
function checks(): Contents {
  const scripts = readdirSync('dist').filter((name) => name.endsWith('.cjs') && !creating.includes(name));
  return Object.fromEntries(scripts.map((name) => [name, readFileSync(join('dist', name))]));
}

export function passedBefore(kind: Kind, state: string): boolean {
  try {
    return readFileSync(fileOf(kind), 'utf8') === state;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

export function rememberPass(kind: Kind, state: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(kind), state);
}
