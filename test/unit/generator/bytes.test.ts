import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../setup/temporary.ts';

/** One line for each file, and the hash of its bytes. */
function fingerprint(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path.slice(folder.length)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`);
}

it('the same answers give the same bytes in another folder, time zone and locale, and on another day', () => {
  const make = (env: NodeJS.ProcessEnv, model: string) => {
    const target = join(temporaryFolder('bytes'), 'my-api');
    const args = [
      'dist/cli.cjs',
      'create',
      target,
      '--stack',
      'all',
      '--model',
      model,
      '--yes',
      '--no-install',
      '--no-git',
    ];
    execFileSync(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
    return fingerprint(target);
  };
  for (const model of ['bookstore', 'test/models/hurt.yaml']) {
    const first = make({ TZ: 'Pacific/Kiritimati', LANG: 'C', LC_ALL: 'C' }, model);
    const second = make(
      { TZ: 'America/Los_Angeles', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', NODE_ICU_DATA: '' },
      model,
    );
    expect(first.length).toBeGreaterThan(60);
    expect(second).toEqual(first);
  }
});
