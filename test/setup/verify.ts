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
  const { status, stdout, stderr } = await twinstackBeside(['verify', ...args, '--json'], env);
  expect(stderr).toBe('');
  const results = (JSON.parse(stdout) as Report).targets.flatMap((target) => target.results);
  expect(results.filter(({ outcome }) => !['pass', 'skip'].includes(outcome.status))).toEqual([]);
  expect(results.filter(({ outcome }) => outcome.status === 'pass').length).toBeGreaterThan(0);
  expect(status).toBe(0);
}

/** The ids of the checks that a service does not pass, sorted. Throws when none passes. */
export async function failuresOf(args: readonly string[]): Promise<string[]> {
  const { stdout, stderr } = await twinstackBeside(['verify', ...args, '--json']);
  if (stderr) throw new Error(stderr);
  const results = (JSON.parse(stdout) as Report).targets.flatMap((target) => target.results);
  if (!results.some(({ outcome }) => outcome.status === 'pass')) throw new Error(stdout);
  return results
    .filter(({ outcome }) => !['pass', 'skip'].includes(outcome.status))
    .map(({ id }) => id)
    .sort();
}
