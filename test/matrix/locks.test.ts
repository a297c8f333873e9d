import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import { generate } from '../../generator/project.ts';

/** After a manifest has changed: `npm run lock`. */
const { stacks, databases, targets: known, models } = loadCatalog();
const [tasks] = models;
if (!tasks) throw new Error('no ready model');
const { model } = tasks;

/** None, each alone, and all together. */
const targetLists = [[], ...known.map((target) => [target]), known];

const choices = stacks.flatMap((stack) =>
  databases.flatMap((database) => targetLists.map((targets) => ({ stack, database, targets }))),
);

async function filesOf({ stack, database, targets }: (typeof choices)[number]): Promise<(path: string) => string> {
  const tree = await generate({ name: 'my-api', stacks: [stack], database, targets, model });
  return (path) => String(tree.get(path)?.content);
}

const of = (language: string) =>
  choices.filter(({ stack }) => languageOf(stack).id === language).map((choice) => [nameOf(choice), choice] as const);

const nameOf = ({ stack, database, targets }: (typeof choices)[number]) =>
  `${stack.id} ${database.id} for ${targets.map(({ id }) => id).join('+') || 'no target'}`;

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

describe.each(of('node'))('%s', async (_name, choice) => {
  const read = await filesOf(choice);
  const manifest = JSON.parse(read('package.json'));
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  const locked = Object.entries(packages).filter(([path]) => path !== '');

  it.each(['name', 'version', 'engines', 'dependencies', 'devDependencies'])('is locked with its own %s', (key) => {
    expect(packages['']).toHaveProperty(key, manifest[key]);
  });

  it('has a version in the range of each dependency', () => {
    const ranges: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
    const outside = Object.entries(ranges).filter(
      ([name, range]) => !semver.satisfies(packages[`node_modules/${name}`]?.version ?? '', range),
    );
    expect(outside).toEqual([]);
  });

  it('has an entry for every dependency of every package', () => {
    const { overrides = {} } = manifest;
    const missing = locked.flatMap(([path, { dependencies = {} }]) =>
      Object.entries(dependencies).filter(
        ([name, range]) => !semver.satisfies(versionSeenFrom(path, name), overrides[name] ?? range),
      ),
    );
    expect(missing).toEqual([]);

    function versionSeenFrom(path: string, name: string): string {
      const found = packages[`${path}/node_modules/${name}`];
      if (found) return found.version ?? '';
      const above = path.lastIndexOf('/node_modules/');
      return above < 0
        ? (packages[`node_modules/${name}`]?.version ?? '')
        : versionSeenFrom(path.slice(0, above), name);
    }
  });

  it('has checksums, and no addresses', () => {
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('runs no script when it is installed', () => {
    expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });
});

/** The strings of a list in TOML, one a line. */
function listOf(toml: string, key: string): string[] {
  const [, block = ''] = new RegExp(`^${key} = \\[\\n([^\\]]*(?:\\[[^\\]]*\\][^\\]]*)*)^\\]`, 'm').exec(toml) ?? [];
  return [...block.matchAll(/^ +"(.*)",$/gm)].map(([, text = '']) => text);
}

interface Pin {
  readonly version: string;
  readonly hashes: readonly string[];
}

function pinsOf(lock: string): Map<string, Pin> {
  const entries = lock.trimEnd().split(/\n(?=\S)/);
  return new Map(
    entries.map((entry) => {
      const [, name = entry, version = ''] = /^([a-z0-9-]+)==([^\s;]+)/.exec(entry) ?? [];
      return [name, { version, hashes: entry.match(/--hash=sha256:[0-9a-f]{64}\b/g) ?? [] }];
    }),
  );
}

/** Does the pin satisfy `psycopg[binary]>=3.3,<4; marker`? Python's versions have other words, but the same numbers. */
function satisfies(requirement: string, pins: ReadonlyMap<string, Pin>): boolean {
  const [, name = '', range = ''] = /^([\w.-]+)(?:\[.*?\])?([^;]*)/.exec(requirement) ?? [];
  const version = semver.coerce(pins.get(name.toLowerCase())?.version);
  return version !== null && semver.satisfies(version, range.replaceAll(',', ' '));
}

describe.each(of('python'))('%s', async (_name, choice) => {
  const read = await filesOf(choice);
  const manifest = read('pyproject.toml');
  const production = listOf(manifest, 'dependencies');
  const development = listOf(manifest, 'dev');
  const locks = { 'requirements.lock': production, 'requirements-dev.lock': [...production, ...development] };

  it('has requirements in both groups', () => {
    expect(production.length).toBeGreaterThan(5);
    expect(development.length).toBeGreaterThan(5);
  });

  it.each(Object.entries(locks))('has a version in the range of each requirement in %s', (path, requirements) => {
    const pins = pinsOf(read(path));
    expect(requirements.filter((requirement) => !satisfies(requirement, pins))).toEqual([]);
  });

  it.each(Object.keys(locks))('has checksums, and no addresses, in %s', (path) => {
    const text = read(path);
    expect([...pinsOf(text)].filter(([, { version, hashes }]) => !version || hashes.length === 0)).toEqual([]);
    expect(text).not.toContain('://');
    expect(text).not.toMatch(/^-/m);
  });

  it('installs in production what it is tested with', () => {
    const tested = pinsOf(read('requirements-dev.lock'));
    const other = [...pinsOf(read('requirements.lock'))].filter(
      ([name, { version }]) => tested.get(name)?.version !== version,
    );
    expect(other).toEqual([]);
  });
});

it('every language has its test here', () => {
  expect(loadCatalog().languages.map(({ id }) => id)).toEqual(['node', 'python']);
});
