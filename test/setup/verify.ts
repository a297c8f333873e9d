import { expect } from 'vitest';
import { twinstackBeside } from './cli.ts';

interface Result {
  readonly id: string;
  readonly outcome: { readonly status: string };
}

interface Report {
  readonly targets: readonly { readonly results: readonly Result[] }[];
}

/**
 * Runs `verify` on a service, a folder or a URL, and expects every check that applies to pass.
 *
 * @param except ids of checks that fail for a reason, and are expected to
 */
export async function expectContract(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  except: readonly string[] = [],
): Promise<void> {
  const { status, stdout, stderr } = await twinstackBeside(['verify', ...args, '--json'], env);
  expect(stderr).toBe('');
  const results = (JSON.parse(stdout) as Report).targets.flatMap((target) => target.results);
  const failed = results.filter(({ outcome }) => !['pass', 'skip'].includes(outcome.status));
  expect(failed.filter(({ id }) => !except.includes(id))).toEqual([]);
  expect(failed.map(({ id }) => id).sort()).toEqual([...except].sort());
  expect(results.filter(({ outcome }) => outcome.status === 'pass').length).toBeGreaterThan(0);
  expect(status).toBe(except.length > 0 ? 1 : 0);
}
