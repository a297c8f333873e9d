import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';
import { onTestFinished } from 'vitest';

/** An empty folder, removed after the test unless it failed: what failed stays for a look, and its place is printed. */
export function temporaryFolder(name = 'test'): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `twinstack-${name}-`));
  onTestFinished(({ task }) => {
    if (task.result?.state === 'fail') console.error(`left for a look: ${folder}`);
    else fs.removeSync(folder);
  });
  return folder;
}

/** A folder for all tests of a `describe` block; `remove` keeps it when TWINSTACK_KEEP is set. */
export function suiteFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(realpathSync(tmpdir()), `twinstack-${name}-`));
  return { path, remove: () => (process.env.TWINSTACK_KEEP ? console.error(`kept: ${path}`) : fs.removeSync(path)) };
}
