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
    install: (folder) => {
      run('python3', ['-m', 'venv', '.venv'], folder);
      run(
        '.venv/bin/python',
        [
          '-m',
          'pip',
          'install',
          '--quiet',
          '--disable-pip-version-check',
          '--require-hashes',
          '-r',
          'requirements-dev.lock',
        ],
        folder,
      );
    },
    link: symlinkSync,
  },
};

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
  const environment = resolve('.cache/environments', `${language.id}-${hashOf(language, recipe, service)}`);
  if (!existsSync(join(environment, marker))) build(recipe, service, environment);
  return environment;
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

/** Scripts of a virtual environment know where they are, so it is built in place and marked when it is whole. */
function build(recipe: Recipe, service: string, environment: string): void {
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(environment, { recursive: true });
  for (const name of recipe.manifests) copyFileSync(join(service, name), join(environment, name));
  recipe.install(environment);
  writeFileSync(join(environment, marker), '');
}
