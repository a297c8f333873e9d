import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MissingError, TwinstackError } from './errors.ts';
import { type Selection, type Service, servicesOf } from './project.ts';
import { readRecipe, recipeFile } from './recipe.ts';
import { select } from './selection.ts';

export interface Workspace {
  /** Absolute. */
  readonly folder: string;
  readonly selection: Selection;
  readonly services: readonly (Service & { readonly path: string })[];
}

/**
 * A generated project, as its recipe describes it.
 *
 * @throws TwinstackError when the folder holds no recipe, or a service of it is missing
 */
export async function openWorkspace(directory: string, cwd: string): Promise<Workspace> {
  const folder = resolve(cwd, directory);
  const answers = readRecipe(directory, cwd);
  const { stacks, database, model } = answers;
  if (!stacks || database === undefined || !model)
    throw new TwinstackError(`'${directory}' has no complete ${recipeFile}.`);
  const selection = await select({ ...answers, directory, stacks, database, model }, cwd);
  const services = servicesOf(selection).map((service) => ({
    ...service,
    path: join(folder, service.folder),
  }));
  for (const { path, choice } of services) {
    if (!existsSync(path))
      throw new TwinstackError(`The ${choice.stack.title} service is missing: there is no '${path}'.`);
  }
  return { folder, selection, services };
}

/** @throws MissingError naming each service whose dependencies aren't installed, with the command that does it */
export function requireInstalled({ services }: Workspace): void {
  const missing = services.filter(
    ({ path, choice }) => !choice.language.path.some((tools) => existsSync(join(path, tools))),
  );
  if (missing.length === 0) return;
  throw new MissingError(
    `The dependencies of ${missing.map(({ choice }) => choice.stack.title).join(' and ')} aren't installed.`,
    missing.map(({ path, choice }) => `cd ${path} && ${choice.language.installHint}`).join('\n  '),
  );
}
