import { execFileSync } from 'node:child_process';

/** Every test runs against what users get: the bundle, made afresh. */
export function setup(): void {
  execFileSync(
    process.execPath,
    ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts', '--logLevel', 'warn'],
    {
      stdio: 'inherit',
    },
  );
}
