import { execFileSync } from 'node:child_process';
import { type Database, type Language, languageOf, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { createProject } from './cli.ts';
import { linkEnvironment } from './environments.ts';
import { runTask } from './tasks.ts';
import { pythonTool } from './tools.ts';

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
export async function createServerless(folder: string, { stack, database }: ServerlessCase): Promise<void> {
  const targets = ['--target', 'aws-lambda,azure-functions,docker,google-functions'];
  const choice = ['--stack', stack.id, '--database', database.id, ...targets];
  createProject(folder, choice);
  await linkEnvironment(languageOf(stack), folder);
}

/** What tasks that build for a provider are called, and the options that make them build for this machine. */
const builds: Readonly<Record<string, (provider: string) => { task: string; options: readonly string[] }>> = {
  node: (provider) => ({ task: `build:${provider}`, options: ['--', '--arch', process.arch] }),
  python: (provider) => {
    const arch = process.arch === 'x64' ? 'x86_64' : 'aarch64';
    const print = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const version = execFileSync(pythonTool('python'), ['-c', print], { encoding: 'utf8' }).trim();
    return { task: `build-${provider}`, options: ['--arch', arch, '--python', version] };
  },
};

/**
 * Makes what is deployed of a service: lambda.zip, or build/azure.
 *
 * @returns what the task printed
 * @throws Error for a language without a row, or when the task fails
 */
export async function buildFor(provider: 'lambda' | 'azure', language: Language, service: string): Promise<string> {
  const build = builds[language.id];
  if (!build) throw new Error(`test/setup/serverless.ts has no way to build for ${language.title}`);
  const { task, options } = build(provider);
  return runTask(language, service, task, { options });
}
