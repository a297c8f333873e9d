import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Language } from '../../generator/catalog.ts';

const marker = 'complete';

interface Recipe {
  /** The files that say what to install. */
  readonly manifests: readonly string[];
  readonly folder: string;
  install(folder: string): void;
  /** Puts the folder where it is needed. */
  link(from: string, to: string): void;
}

const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

/** How tests install a language, once for each lock file; users' ways are tested on their own. */
const recipes: Readonly<Record<string, Recipe>> = {
  node: {
    manifests: ['package.json', 'package-lock.json'],
    folder: 'node_modules',
    install: (folder) => run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], folder),
    // Bundlers follow a link to the folder, and then don't find what they look for above it.
    link: linkFiles,
  },
  python: {
    manifests: ['requirements-dev.lock'],
    folder: '.venv',
    install: (folder) => makeVenv(folder, ['--require-hashes', '-r', 'requirements-dev.lock']),
    link: symlinkSync,
  },
};

/** A virtual environment in `.venv` of the folder, with what pip is told to install. */
export function makeVenv(folder: string, requirements: readonly string[]): void {
  run('python3', ['-m', 'venv', '.venv'], folder);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  run('.venv/bin/python', [...pip, ...requirements], folder);
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const link = entry.isDirectory() ? linkFiles : linkSync;
    link(join(from, entry.name), join(to, entry.name));
  }
}

/**
 * Gives a generated service its dependencies: links to an environment in `.cache/`, which is installed when no service
 * with the same lock file had one before.
 */
export function linkEnvironment(language: Language, service: string): void {
  const recipe = recipeOf(language);
  recipe.link(join(prepareEnvironment(language, service), recipe.folder), join(service, recipe.folder));
}

/** Installs the service's dependencies in `.cache/` if they aren't there, and tells where. */
export function prepareEnvironment(language: Language, service: string): string {
  const recipe = recipeOf(language);
  return cachedEnvironment(`${language.id}-${hashOf(language, recipe, service)}`, (folder) => {
    for (const name of recipe.manifests) copyFileSync(join(service, name), join(folder, name));
    recipe.install(folder);
  });
}

/**
 * A folder of `.cache/`, filled by `install` if no test did it before. Scripts of a virtual environment know where they are,
 * so it is filled in place, and marked when it is whole.
 */
export function cachedEnvironment(name: string, install: (folder: string) => void): string {
  const folder = resolve('.cache/environments', name);
  if (existsSync(join(folder, marker))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  install(folder);
  writeFileSync(join(folder, marker), '');
  return folder;
}

function recipeOf(language: Language): Recipe {
  const recipe = recipes[language.id];
  if (!recipe) throw new Error(`test/setup/environments.ts has no way to install ${language.title}`);
  return recipe;
}

/** The name of the project, which differs from test to test, says nothing about its dependencies. */
function hashOf(language: Language, { manifests }: Recipe, service: string): string {
  const hash = createHash('sha256').update(process.version).update(language.id);
  for (const name of manifests) hash.update(withoutName(readFileSync(join(service, name), 'utf8')));
  return hash.digest('hex').slice(0, 16);
}

const withoutName = (text: string): string => text.replace(/^ {2,6}"name": "[^"]*",$/gm, '');
