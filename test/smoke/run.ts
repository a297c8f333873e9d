import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../setup/postgres.ts';
import type { Kind, Request } from './arguments.ts';
import { passedBefore, rememberPass, stateOf } from './passes.ts';
import { create, steps } from './steps.ts';

interface Run {
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

type Outcome = 'passed' | 'failed' | 'skipped';

/**
 * Makes and tries every kind of service that is asked for, one after another, with a line for each step.
 *
 * @returns false when a step of any failed; its service is left on the disk
 * @throws the signal's reason when it is aborted
 */
export async function smoke({ kinds, force }: Request, run: Run): Promise<boolean> {
  const server = new Server();
  const counts: Record<Outcome, number> = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const kind of kinds) {
      counts[await tryKind(kind, force, server, run)]++;
    }
  } finally {
    await server.stop();
  }
  run.print(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0;
}

async function tryKind(kind: Kind, force: boolean, server: Server, { print, signal }: Run): Promise<Outcome> {
  const title = `${kind.stack.id} ${kind.database.id} ${kind.model}`;
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-smoke-'));
  let current = 'create';
  try {
    const path = create(kind, folder);
    const state = stateOf(kind, path);
    if (!force && passedBefore(kind, state)) {
      print(`${title}: skipped, nothing has changed since it passed`);
      rmSync(folder, { recursive: true });
      return 'skipped';
    }
    const env = kind.database.server ? await server.environment() : {};
    for (const { name, run } of steps) {
      current = name;
      const begun = performance.now();
      await run({ ...kind, path, env, signal });
      print(`${title}: ${name}, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    }
    rememberPass(kind, state);
    rmSync(folder, { recursive: true });
    return 'passed';
  } catch (error) {
    if (signal.aborted) rmSync(folder, { recursive: true, force: true });
    signal.throwIfAborted();
    print(`${title}: ${current} FAILED in ${folder}\n${(error as Error).message}`);
    return 'failed';
  }
}

/** A PostgreSQL server for all services that need one, started for the first. */
class Server {
  #started: PostgresServer | undefined;

  async environment(): Promise<Readonly<Record<string, string>>> {
    this.#started ??= await startPostgres();
    return { DATABASE_URL: this.#started.url, TEST_DATABASE_URL: this.#started.url };
  }

  async stop(): Promise<void> {
    await this.#started?.stop();
  }
}
