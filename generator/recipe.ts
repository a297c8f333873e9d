import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Answers } from './answers.ts';
import { TwinstackError } from './errors.ts';

export const recipeFile = 'twinstack.json';

/**
 * The answers that a project was made from.
 *
 * @param path a `twinstack.json`, or the folder it is in
 * @throws TwinstackError when it can't be read or isn't a recipe
 */
export function readRecipe(path: string, cwd: string): Answers {
  const absolute = resolve(cwd, path);
  const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return parseRecipe(readText(isFolder ? join(absolute, recipeFile) : absolute, path), path);
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new TwinstackError(
      `'${shown}' has no recipe that can be read (${code}).`,
      `Name a ${recipeFile}, or the folder of a project that twinstack made.`,
    );
  }
}

export function parseRecipe(text: string, shown: string): Answers {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TwinstackError(`'${shown}' isn't JSON: ${(error as Error).message}.`, 'Restore the recipe from git.');
  }
  const { name, stacks, database, targets, model } = (value ?? {}) as Record<string, unknown>;
  const complete =
    typeof name === 'string' &&
    Array.isArray(stacks) &&
    stacks.every((id) => typeof id === 'string') &&
    Array.isArray(targets) &&
    targets.every((id) => typeof id === 'string') &&
    typeof database === 'string' &&
    typeof model === 'object' &&
    model !== null;
  if (!complete) {
    throw new TwinstackError(
      `'${shown}' isn't a recipe: it needs name, stacks, database, targets and model.`,
      'Restore the recipe from git.',
    );
  }
  return { name, stacks, database, targets, model: { recorded: model, from: shown } };
}
