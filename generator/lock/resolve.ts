import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Command, type Database, languageOf, loadCatalog, type Stack, type Target } from '../catalog.ts';
import { MissingError, TwinstackError } from '../errors.ts';
import { assemble } from '../fragments.ts';
import { generate } from '../project.ts';
import type { FileTree } from '../tree.ts';
import { plan, write } from '../write.ts';
import { difference } from './difference.ts';
import { additionsOf, keep, placeholder, templateOf } from './files.ts';

interface Choice {
  readonly stack: Stack;
  readonly database: Database;
}

/** Lock file → its content. */
type Locks = ReadonlyMap<string, string>;

/**
 * Resolves the lock files of a stack's services with a database, and what every target adds to them, and writes them into
 * `templates/`. What they pin already stays as it is where the manifest still allows it.
 *
 * All targets are resolved together, and then each alone with what that has found, so that any of them can be chosen.
 *
 * @param upgrade resolve everything to the newest version that the manifest allows
 * @returns the files that changed, relative to the repository
 * @throws MissingError when the language's tool isn't there; TwinstackError with what it said when it fails
 */
export async function lock(stack: Stack, database: Database, upgrade: boolean): Promise<string[]> {
  const choice = { stack, database };
  const base = await resolve(choice, [], upgrade ? undefined : await generatedLocks(choice));
  const targets = await targetsWithDependencies(choice);
  const together = await resolve(choice, targets, upgrade ? base : withAdditions(choice, targets, base));
  const alone: [Target, Locks][] = [];
  for (const target of targets) alone.push([target, await resolve(choice, [target], together)]);
  const found = new Map(alone);
  return [...base].flatMap(([path, content]) => [
    ...keep(templateOf(choice, path), content),
    ...loadCatalog().targets.flatMap((target) => {
      const whole = found.get(target)?.get(path);
      return keep(additionsOf(target, choice, path), whole && difference(path, content, whole));
    }),
  ]);
}

/** Those with which the manifest is another one. */
async function targetsWithDependencies(choice: Choice): Promise<Target[]> {
  const { manifest } = languageOf(choice.stack).lock;
  const manifestFor = async (targets: readonly Target[]) => textOf(await service(choice, targets), manifest);
  const bare = await manifestFor([]);
  const found: Target[] = [];
  for (const target of loadCatalog().targets) if ((await manifestFor([target])) !== bare) found.push(target);
  return found;
}

async function generatedLocks(choice: Choice): Promise<Locks> {
  const tree = await service(choice, []);
  return new Map(languageOf(choice.stack).lock.files.map(({ path }) => [path, textOf(tree, path)]));
}

function withAdditions(choice: Choice, targets: readonly Target[], base: Locks): Locks {
  const merged = [...base].map(([path, content]): [string, string] => {
    const additions = targets.map((target) => additionsOf(target, choice, path)).filter((file) => existsSync(file));
    const fragments = additions.map((part) => ({ path, content: readFileSync(part, 'utf8'), part }));
    return [path, textOf(assemble([{ path, content, part: templateOf(choice, path) }, ...fragments]), path)];
  });
  return new Map(merged);
}

/** @param known what to keep as far as possible; undefined for the newest of everything */
async function resolve(choice: Choice, targets: readonly Target[], known: Locks | undefined): Promise<Locks> {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-lock-'));
  try {
    const tree = await service(choice, targets);
    const root = join(folder, placeholder);
    write(tree, plan(tree, root));
    const { files, fix } = languageOf(choice.stack).lock;
    const found = new Map<string, string>();
    for (const { path, run } of files) {
      const content = known?.get(path);
      if (content === undefined) rmSync(join(root, path));
      else writeFileSync(join(root, path), content);
      await runTool(`${choice.stack.title} with ${choice.database.title}`, run, root, fix);
      found.set(path, readFileSync(join(root, path), 'utf8'));
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function service({ stack, database }: Choice, targets: readonly Target[]): Promise<FileTree> {
  const [ready] = loadCatalog().models;
  if (!ready) throw new Error('there is no ready model');
  return await generate({ name: placeholder, stacks: [stack], database, targets, model: ready.model });
}

function textOf(tree: FileTree, path: string): string {
  const file = tree.get(path);
  if (!file) throw new Error(`a service has no ${path}`);
  return String(file.content);
}

async function runTool(what: string, [program = '', ...args]: Command, cwd: string, fix: string): Promise<void> {
  const result = await execa(program, args, { cwd, all: true, stdin: 'ignore', reject: false });
  if (result.exitCode === 0) return;
  if (result.code === 'ENOENT') throw new MissingError(`${what}: there is no '${program}'.`, fix);
  throw new TwinstackError(`${what}: '${[program, ...args].join(' ')}' failed:\n${result.all || result.shortMessage}`);
}
