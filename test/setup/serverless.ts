import { type Database, languageOf, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { createProject } from './cli.ts';
import { linkEnvironment } from './environments.ts';

export interface ServerlessCase {
  readonly id: string;
  readonly stack: Stack;
  readonly database: Database;
}

/** On the embedded database, what a function does with it; on a server, everything. */
export const checksOf = ({ server }: Database): readonly string[] =>
  server ? [] : ['--only', 'create,read,patch,lists'];

/** On a server each stack; on the embedded database, one of each entry. */
export function serverlessCases(): ServerlessCase[] {
  const { stacks, databases } = loadCatalog();
  const firstOfEntry = ({ entry }: Stack, index: number) =>
    stacks.findIndex((other) => other.entry === entry) === index;
  return databases.flatMap((database) =>
    stacks
      .filter((stack, index) => database.server || firstOfEntry(stack, index))
      .map((stack) => ({ id: `${stack.id} ${database.id}`, stack, database })),
  );
}

/**
 * Makes a service that can be deployed to every provider, so that one environment serves the tests of all, and lock files
 * are put together from as many targets as there can be.
 */
export function createServerless(folder: string, { stack, database }: ServerlessCase, model = 'bookstore'): void {
  const targets = ['--target', 'aws-lambda,azure-functions,docker,google-functions'];
  const choice = ['--stack', stack.id, '--database', database.id, '--model', model, ...targets];
  createProject(folder, choice);
  linkEnvironment(languageOf(stack), folder);
}
