import { expect } from 'vitest';
import { twinstackBeside } from './cli.ts';

interface Result {
  readonly id: string;
  readonly outcome: { readonly status: string };
}

interface Report {
  readonly targets: readonly { readonly results: readonly Result[] }[];
}

/** Runs `verify` on a service, a folder or a URL, and expects every check that applies to pass. */
export async function expectContract(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const { status, failed } = await verify(args, env);
  expect(failed).toEqual([]);
  expect(status).toBe(0);
}

/**
 * Runs `verify` and expects exactly these checks not to pass.
 *
 * @param excepted ids, in any order
 */
export async function expectContractExcept(excepted: readonly string[], args: readonly string[]): Promise<void> {
  const { failed } = await verify(args);
  expect(failed.filter(({ id }) => !excepted.includes(id))).toEqual([]);
  expect(failed.map(({ id }) => id).sort()).toEqual([...excepted].sort());
}

/** Expects that some check passes and nothing is printed beside the report. Returns the results that are neither pass nor skip. */
async function verify(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = await twinstackBeside(['verify', ...args, '--json'], env);
  expect(stderr).toBe('');
  const results = (JSON.parse(stdout) as Report).targets.flatMap((target) => target.results);
  expect(results.filter(({ outcome }) => outcome.status === 'pass').length).toBeGreaterThan(0);
  return { status, failed: results.filter(({ outcome }) => !['pass', 'skip'].includes(outcome.status)) };
}
