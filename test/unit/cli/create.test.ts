import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { twinstack } from '../../setup/cli.ts';
import { temporaryFolder } from '../../setup/temporary.ts';

const quick = ['--no-install', '--no-git'];

describe('create', () => {
  it('makes one service in the folder itself', () => {
    const cwd = temporaryFolder();
    const { status, stdout } = twinstack(['create', 'shop', '--stack', 'express', '--model', 'bookstore', ...quick], {
      cwd,
    });
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'shop/package.json'), 'utf8'))).toMatchObject({ name: 'shop' });
    expect(stdout).toContain('dev shop');
    expect(stdout).toContain('create shop --stack express --model bookstore --no-install --no-git');
  });

  it('makes a workspace of several', () => {
    const cwd = temporaryFolder();
    const { status } = twinstack(['create', 'shop', '--yes', ...quick], { cwd });
    expect(status).toBe(0);
    expect(readdirSync(join(cwd, 'shop/services')).sort()).toEqual(['express', 'fastapi']);
  });

  it('takes resources inline, with references', () => {
    const cwd = temporaryFolder();
    const resources = [
      '--resource',
      'author name:string(1..100)',
      '--resource',
      'book title:string authorId:ref(author)',
    ];
    expect(twinstack(['create', 'shop', '--stack', 'fastapi', ...resources, ...quick], { cwd }).status).toBe(0);
    expect(Object.keys(JSON.parse(readFileSync(join(cwd, 'shop/openapi.json'), 'utf8')).paths)).toContain(
      '/v1/books/{id}',
    );
  });

  it('writes nothing with --dry-run', () => {
    const cwd = temporaryFolder();
    const { status, stdout } = twinstack(['create', 'shop', '--yes', '--dry-run'], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/create {4}services\/express\/package\.json/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('prints one JSON document with --json', () => {
    const cwd = temporaryFolder();
    const { status, stdout } = twinstack(['create', 'shop', '--yes', '--json', ...quick], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'shop', stacks: ['express', 'fastapi'], database: 'sqlite' });
  });

  it('makes the same again from a recipe, and nothing is left to do the second time', () => {
    const cwd = temporaryFolder();
    twinstack(['create', 'shop', '--stack', 'express', '--model', 'devices', ...quick], { cwd });
    const again = twinstack(['create', 'shop', '--recipe', 'shop', '--dry-run'], { cwd });
    expect(again.status).toBe(0);
    expect(again.stdout).not.toMatch(/^ {2}(create|conflict) /m);
    const copy = twinstack(['create', 'copy', '--recipe', 'shop/twinstack.json', ...quick], { cwd });
    expect(copy.status).toBe(0);
    expect(readFileSync(join(cwd, 'copy/openapi.json'))).toEqual(readFileSync(join(cwd, 'shop/openapi.json')));
  });

  it('never overwrites a foreign file without --force, and names it', () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    writeFileSync(join(cwd, 'shop/README.md'), 'mine');
    const refused = twinstack(['create', 'shop', '--yes', ...quick], { cwd });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/README\.md[\s\S]*--force/);
    expect(readdirSync(join(cwd, 'shop'))).toEqual(['README.md']);
    expect(twinstack(['create', 'shop', '--yes', '--force', ...quick], { cwd }).status).toBe(0);
    expect(readFileSync(join(cwd, 'shop/README.md'), 'utf8')).not.toBe('mine');
  });

  it('makes a git repository, but not inside of another', () => {
    const cwd = temporaryFolder();
    twinstack(['create', 'shop', '--yes', '--no-install'], { cwd });
    expect(existsSync(join(cwd, 'shop/.git'))).toBe(true);
    twinstack(['create', 'shop/inner', '--yes', '--no-install'], { cwd });
    expect(existsSync(join(cwd, 'shop/inner/.git'))).toBe(false);
  });

  it('works in the folder that it is called from', () => {
    const cwd = join(temporaryFolder(), 'here');
    mkdirSync(cwd);
    expect(twinstack(['create', '.', '--yes', ...quick], { cwd }).status).toBe(0);
    expect(existsSync(join(cwd, 'twinstack.json'))).toBe(true);
  });
});

describe('without a terminal', () => {
  it('says what is missing, and never waits', () => {
    const { status, stderr } = twinstack(['create'], { cwd: temporaryFolder() });
    expect(status).toBe(2);
    expect(stderr).toMatch(/Missing: <directory>, --stack, --resource or --model/);
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown stack', ['shop', '--stack', 'fastpi'], /no stack 'fastpi'[\s\S]*Did you mean fastapi/],
    ['an unknown database', ['shop', '--database', 'sqlight'], /no database 'sqlight'[\s\S]*sqlite/],
    ['an unknown model', ['shop', '--model', 'task'], /no ready model 'task'[\s\S]*tasks/],
    [
      'a model file that is not there',
      ['shop', '--model', 'no.yaml'],
      /no\.yaml' can't be read: there is no such file/,
    ],
    ['a name that no package can have', ['My_Shop'], /'My_Shop' can't be a package name/],
    ['a name that is reserved', ['con'], /reserved/],
    ['a name that is another value in YAML', ['null'], /reserved/],
    ['an unknown flag', ['shop', '--stak', 'x'], /--stack/],
    ['two descriptions of the data', ['shop', '-r', 'a b:date', '-m', 'tasks'], /both given/],
    ['a recipe that is not there', ['shop', '--recipe', 'nowhere'], /no recipe that can be read/],
    [
      'a database that a target does not go with',
      ['shop', '--database', 'sqlite', '--target', 'kubernetes'],
      /Kubernetes needs a database that is a server: [\s\S]*Give --database postgres/,
    ],
    [
      'a name that is too long for a target',
      ['a'.repeat(50), '--database', 'postgres', '--target', 'kubernetes'],
      /'a{50}-express' has 58 characters[\s\S]*55 at most[\s\S]*--name/,
    ],
    [
      'several mistakes at once',
      ['con', '--stack', 'x', '-d', 'y', '-r', 'a b:c'],
      /directory:[\s\S]*--stack:[\s\S]*--database:[\s\S]*--resource/,
    ],
  ])('%s is bad input', (_what, args, message) => {
    const cwd = temporaryFolder();
    const { status, stderr, stdout } = twinstack(['create', ...args, '--yes', ...quick], { cwd });
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('a missing runtime is said before anything is written', () => {
    const cwd = temporaryFolder();
    const { status, stderr } = twinstack(['create', 'shop', '--yes', '--no-git'], { cwd, env: { PATH: cwd } });
    expect(status).toBe(3);
    expect(stderr).toMatch(/Python 3\.11 or newer is needed/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('a runtime that is too old is said with its version', () => {
    const bin = temporaryFolder('bin');
    for (const name of ['python3', 'python', 'py']) {
      writeFileSync(join(bin, name), '#!/bin/sh\necho Python 3.9.2\n', { mode: 0o755 });
    }
    const cwd = temporaryFolder();
    const { status, stderr } = twinstack(['create', 'shop', '--stack', 'fastapi', '--yes'], {
      cwd,
      env: { PATH: bin },
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(/too old \(.*3\.9\.2/);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('a full disk', () => {
  it('leaves nothing', ({ skip }) => {
    const folder = temporaryFolder();
    const script =
      'mount -t tmpfs -o size=60k tmpfs "$0" && cd "$0" && "$1" "$2" create shop --yes --no-install --no-git; echo "status $?"; ls -A "$0"';
    const args = ['-c', script, folder, process.execPath, join(process.cwd(), 'dist/cli.cjs')];
    const result = spawnSync('unshare', ['--map-root-user', '--mount', 'sh', ...args], { encoding: 'utf8' });
    if (result.status !== 0) skip(`no mount namespace: ${result.stderr}`);
    expect(result.stderr).toMatch(/the disk is full/);
    expect(result.stdout).toBe('status 3\n');
  });
});
