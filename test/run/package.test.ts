import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { suiteFolder } from '../setup/temporary.ts';

const folder = suiteFolder('package');
let project = '';
let tarball = '';

function npm(args: readonly string[], cwd: string) {
  // npm hands its own settings down to what it runs, so the settings of the npm that runs these tests are left out.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  return spawnSync('npm', args, { cwd, encoding: 'utf8', env });
}

beforeAll(() => {
  project = join(folder.path, 'somewhere');
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path], {
      encoding: 'utf8',
    }),
  );
  tarball = join(folder.path, packed[0].filename);
  execFileSync('mkdir', ['-p', project]);
  const { status, stderr } = npm(['install', '--no-audit', '--no-fund', tarball], project);
  if (status !== 0) throw new Error(stderr);
});

describe('the package', () => {
  const installed = () => join(project, 'node_modules/create-twinstack');

  it('is one package without dependencies and install scripts', () => {
    const manifest = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8'));
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'create-twinstack',
    ]);
  });

  it('has about ten files, and none of the templates as files', () => {
    const files = readdirSync(installed(), { recursive: true }).filter((name) =>
      statSync(join(installed(), String(name))).isFile(),
    );
    expect(files.length).toBeLessThanOrEqual(16);
    expect(files.filter((name) => String(name).endsWith('.hbs'))).toEqual([]);
  });

  it('brings the JSON Schema of model files', () => {
    const schema = JSON.parse(readFileSync(join(installed(), 'dist/model.schema.json'), 'utf8'));
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', required: ['resources'] });
  });

  it.each(['create-twinstack', 'twinstack create'])('makes a project through the link of npm: %s', (words) => {
    const [bin = '', ...args] = words.split(' ');
    const target = join(folder.path, `by-${bin}`);
    const result = spawnSync(
      join(project, 'node_modules/.bin', bin),
      [...args, target, '--yes', '--no-install', '--no-git'],
      { encoding: 'utf8' },
    );
    expect(result.stderr).toMatch(/Created/);
    expect(result.status).toBe(0);
    expect(existsSync(join(target, 'services/express/package.json'))).toBe(true);
  });

  it('makes a project from the tarball, through npx', () => {
    const args = [
      'exec',
      '--yes',
      `--package=${tarball}`,
      '--',
      'create-twinstack',
      'fresh',
      '--yes',
      '--no-install',
      '--no-git',
    ];
    const { status, stderr } = npm(args, folder.path);
    expect(stderr).toMatch(/Created fresh/);
    expect(status).toBe(0);
    expect(existsSync(resolve(folder.path, 'fresh/twinstack.json'))).toBe(true);
  });

  it('tells its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const { stdout } = spawnSync(join(project, 'node_modules/.bin/twinstack'), ['--version'], { encoding: 'utf8' });
    expect(stdout.trim()).toBe(version);
  });
});
