import { createHash } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../generator/catalog.ts';
import { cachedEnvironment, run } from './cache.ts';
import { pythonTool } from './tools.ts';

interface Recipe {
  /** The files that say what to install. */
  readonly manifests: readonly string[];
  readonly folder: string;
  install(folder: string): void;
  /** Puts the folder where it is needed. */
  link(from: string, to: string): void;
}

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
      const uv = pythonTool('uv');
      run(uv, ['venv', '--quiet', '--python', 'python3'], folder);
      run(uv, ['pip', 'sync', '--quiet', '--require-hashes', '--compile-bytecode', 'requirements-dev.lock'], folder);
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
  return cachedEnvironment(`${language.id}-${hashOf(language, recipe, service)}`, (folder) => {
    for (const name of recipe.manifests) copyFileSync(join(service, name), join(folder, name));
    recipe.install(folder);
  });
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
