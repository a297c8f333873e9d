import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fs from 'fs-extra';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../setup/temporary.ts';

interface Run {
  readonly status: number;
  readonly output: string;
}

/** A copy of this repository, as far as smoke tests need it, with passes of its own. */
function repository(): string {
  const copy = temporaryFolder('smoke');
  for (const name of ['generator', 'test', 'node_modules', 'package.json'])
    symlinkSync(resolve(name), join(copy, name));
  fs.copySync('dist', join(copy, 'dist'));
  mkdirSync(join(copy, '.cache'));
  mkdirSync(join(copy, 'tmp'));
  symlinkSync(resolve('.cache/environments'), join(copy, '.cache/environments'));
  return copy;
}

function smoke(cwd: string): Promise<Run> {
  const args = ['test/setup/typescript.mjs', 'test/smoke/smoke.ts', '--stack', 'express', '--database', 'sqlite'];
  const env = { ...process.env, TMPDIR: join(cwd, 'tmp') };
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) => {
      done({ status: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

/** Changes what is generated, as a mistake in a template would, without another length of anything. */
function breakTemplates(copy: string): void {
  const file = join(copy, 'dist/templates.bin');
  const bytes = readFileSync(file);
  const at = bytes.indexOf('import express');
  expect(at).toBeGreaterThan(0);
  bytes.write('import  xpress', at);
  writeFileSync(file, bytes);
}

it('a smoke test passes, is skipped while nothing changes, and finds a template that is broken', async () => {
  const copy = repository();
  const first = await smoke(copy);
  expect(first.output).toMatch(
    /install, .* s\n.*typecheck, .* s\n.*build, .* s\n.*test, .* s\n.*lint, .* s\n.*verify, .* s\n/,
  );
  expect(first).toMatchObject({ status: 0, output: expect.stringMatching(/^1 passed, 0 failed, 0 skipped$/m) });

  const second = await smoke(copy);
  expect(second).toMatchObject({ status: 0, output: expect.stringMatching(/^0 passed, 0 failed, 1 skipped$/m) });
  expect(fs.readdirSync(join(copy, 'tmp'))).toEqual([]);

  breakTemplates(copy);
  const third = await smoke(copy);
  expect(third.output).toMatch(/express sqlite tasks: typecheck FAILED in .*\n[\s\S]*src\/app\.ts/);
  expect(third).toMatchObject({ status: 1, output: expect.stringMatching(/^0 passed, 1 failed, 0 skipped$/m) });
});
