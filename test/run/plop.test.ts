import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fs from 'fs-extra';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../setup/temporary.ts';

const parts = [
  'generator',
  'templates',
  'test',
  'package.json',
  'tsconfig.json',
  'rolldown.config.ts',
  'vitest.config.ts',
];

it('a new stack is scaffolded by plop, and the matrix takes it up with nothing else touched', () => {
  const copy = temporaryFolder('plop');
  for (const part of parts) fs.copySync(part, join(copy, part));
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const run = (...words: string[]) => spawnSync('npm', ['run', '--silent', ...words], { cwd: copy, encoding: 'utf8' });

  const plop = run('plop', '--', 'stack', 'demo', 'Demo', 'express');
  expect(plop.stdout + plop.stderr).toMatch(/templates\/stacks\/demo\/stack\.json/);
  expect(plop.status).toBe(0);

  const matrix = spawnSync('npx', ['vitest', 'run', '--project', 'matrix', '-t', 'demo', '--reporter', 'verbose'], {
    cwd: copy,
    encoding: 'utf8',
  });
  expect(matrix.stdout).toMatch(/demo sqlite tasks/);
  expect(matrix.stdout + matrix.stderr).not.toMatch(/ FAIL /);
  expect(matrix.status).toBe(0);
});
