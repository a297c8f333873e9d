import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fs from 'fs-extra';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../setup/temporary.ts';

const express = ['--stack', 'express', '--database', 'sqlite'];
const lockFile = 'templates/databases/sqlite/express/files/package-lock.json.hbs';

/** What `npm run lock` would change: a copy of the templates, beside everything else. */
function copyOfRepository(): string {
  const folder = temporaryFolder('lock');
  for (const name of ['dist', 'generator', 'node_modules', 'test']) symlinkSync(resolve(name), join(folder, name));
  for (const name of ['databases', 'targets']) fs.copySync(`templates/${name}`, join(folder, 'templates', name));
  return folder;
}

/** `npm run lock` after its build, with a registry that doesn't answer. */
function lock(args: readonly string[], cwd = copyOfRepository(), env: NodeJS.ProcessEnv = {}) {
  const offline = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
  return spawnSync(process.execPath, ['test/setup/typescript.mjs', 'generator/lock/lock.ts', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...offline, npm_config_cache: join(cwd, 'npm'), ...env },
  });
}

describe('npm run lock', () => {
  it('keeps what a lock file pins, if the manifest allows it', () => {
    const cwd = copyOfRepository();
    const { status, stderr } = lock(express, cwd);
    expect(stderr).toMatch(/^Express with SQLite … /);
    expect(status).toBe(0);
    expect(pinsOf(join(cwd, lockFile))).toEqual(pinsOf(lockFile));
  });

  it('names what failed, and then writes nothing', () => {
    const cwd = copyOfRepository();
    const { status, stderr } = lock([...express, '--upgrade'], cwd);
    expect(stderr).toMatch(/error: Express with SQLite: 'npm install .*' failed:[\s\S]*ECONNREFUSED/);
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, lockFile))).toEqual(readFileSync(lockFile));
  });

  it('says how to get a tool that is missing', () => {
    const env = { PATH: temporaryFolder('empty') };
    const { status, stderr } = lock(['--stack', 'flask', '--database', 'sqlite'], copyOfRepository(), env);
    expect(stderr).toMatch(/error: Flask with SQLite: there is no 'uv'\.\n {2}.*pip install uv/);
    expect(status).toBe(3);
  });

  it.each([
    [['--stack', 'expres'], /--stack: there is no 'expres'\.\n {2}Did you mean express\?/],
    [['--database', 'x'], /--database: there is no 'x'/],
    [['--all'], /Unknown option '--all'/],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = lock(args);
    expect(stderr).toMatch(message);
    expect(status).not.toBe(0);
  });
});

/** Versions of npm write other remarks into the same lock file. */
function pinsOf(file: string): unknown {
  const { name, packages } = JSON.parse(readFileSync(file, 'utf8'));
  const pins = Object.entries<{ version: string; integrity?: string }>(packages);
  return { name, pins: pins.map(([path, { version, integrity }]) => [path, version, integrity]) };
}
