import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** An empty folder, removed after the test unless it failed: what failed stays for a look, and its place is printed. */
export function temporaryFolder(name = 'test'): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `twinstack-${name}-`));
  onTestFinished(({ task }) => {
    if (task.result?.state === 'fail') console.error(`left for a look: ${folder}`);
    else fs.removeSync(folder);
  });
  return folder;
}

/** A folder for all tests of a `describe` block or a file, there from `beforeAll` on; TWINSTACK_KEEP keeps it. */
export function suiteFolder(name: string): { readonly path: string } {
  const folder = { path: '' };
  beforeAll(() => {
    folder.path = mkdtempSync(join(realpathSync(tmpdir()), `twinstack-${name}-`));
  });
  afterAll(() => {
    if (process.env.TWINSTACK_KEEP) console.error(`kept: ${folder.path}`);
    else fs.removeSync(folder.path);
  });
  return folder;
}
