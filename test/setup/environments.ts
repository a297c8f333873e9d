import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Language } from '../../generator/catalog.ts';
import { cachedEnvironment, run } from './cache.ts';
import { runTask } from './tasks.ts';
import { installPythonTools, pythonTool } from './tools.ts';

interface Recipe {
  /** The files that say what to install. */
  readonly manifests: readonly string[];
  readonly folder: string;
  install(folder: string): Promise<unknown>;
  /** Puts the folder where it is needed. */
  link(from: string, to: string): void;
  /** What a task learns of the dependencies: `typecheck` would read them anew in every service, for ten seconds. */
  readonly learnt?: { readonly task: string; readonly folder: string };
}

/** How tests install a language, once for each lock file; users' ways are tested on their own. */
const recipes: Readonly<Record<string, Recipe>> = {
  node: {
    manifests: ['package.json', 'package-lock.json'],
    folder: 'node_modules',
    install: (folder) =>
      run('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--silent'], folder),
    // Bundlers follow a link to the folder, and then don't find what they look for above it.
    link: linkFiles,
  },
  python: {
    manifests: ['requirements-dev.lock'],
    folder: '.venv',
    install: async (folder) => {
      await installPythonTools();
      const uv = pythonTool('uv');
      const sync = ['pip', 'sync', '--quiet', '--require-hashes', '--compile-bytecode', 'requirements-dev.lock'];
      await run(uv, ['venv', '--quiet', '--python', 'python3'], folder);
      await run(uv, sync, folder);
    },
    link: symlinkSync,
    learnt: { task: 'typecheck', folder: '.mypy_cache' },
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
export async function linkEnvironment(language: Language, service: string): Promise<void> {
  const { folder, learnt, link } = recipeOf(language);
  const environment = await prepareEnvironment(language, service);
  link(join(environment, folder), join(service, folder));
  const known = learnt && join(environment, learnt.folder);
  if (known && existsSync(known)) cpSync(known, join(service, learnt.folder), { recursive: true });
}

/** Installs the service's dependencies in `.cache/` if they aren't there, and tells where. */
export function prepareEnvironment(language: Language, service: string): Promise<string> {
  const recipe = recipeOf(language);
  return cachedEnvironment(`${language.id}-${hashOf(language, recipe, service)}`, async (folder) => {
    for (const name of recipe.manifests) copyFileSync(join(service, name), join(folder, name));
    await recipe.install(folder);
  });
}

/** Keeps what the language's tools find out about the dependencies of a service that is linked, for all that come later. */
export async function learn(language: Language, service: string): Promise<void> {
  const { learnt } = recipeOf(language);
  if (!learnt) return;
  const environment = await prepareEnvironment(language, service);
  const known = join(environment, learnt.folder);
  if (existsSync(known)) return;
  // Most libraries are in the environments of other stacks, too.
  const others = readdirSync(dirname(environment)).map((name) => join(dirname(environment), name, learnt.folder));
  const other = others.find((folder) => existsSync(folder));
  if (other) cpSync(other, join(service, learnt.folder), { recursive: true });
  await runTask(language, service, learnt.task);
  cpSync(join(service, learnt.folder), known, { recursive: true });
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
