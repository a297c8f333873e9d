import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { TwinstackError } from './errors.ts';
import type { FileTree } from './tree.ts';

export type Action = 'create' | 'same' | 'conflict';

export interface Plan {
  /** Absolute. */
  readonly target: string;
  readonly actions: readonly { readonly path: string; readonly action: Action }[];
}

/**
 * Compares a tree with what is on the disk; writes nothing.
 *
 * @param target absolute path of the folder
 * @throws TwinstackError when the target, or a folder in it that the tree needs, is a file or a symbolic link
 */
export function plan(tree: FileTree, target: string): Plan {
  const targetExists = isFolder(target, target);
  const actions = [...tree].map(([path, { content }]) => {
    const action = targetExists ? compare(target, path, content) : 'create';
    return { path, action } as const;
  });
  return { target, actions };
}

/**
 * Writes what the plan says is new, and conflicts too with `force`. Files that the tree doesn't name are left alone.
 * A new or empty target appears whole, by one rename, or not at all. In a folder that has files the new ones are
 * completely written beside it first, and put back when moving them in fails.
 *
 * @throws TwinstackError for conflicts without `force`, naming them
 */
export function write(tree: FileTree, { target, actions }: Plan, force = false): void {
  const conflicts = actions.filter(({ action }) => action === 'conflict').map(({ path }) => path);
  if (conflicts.length > 0 && !force) throw conflictError(target, conflicts);
  const wanted = actions.filter(({ action }) => action !== 'same').map(({ path }) => path);
  if (wanted.length === 0) return;

  const parent = dirname(target);
  const firstNew = firstMissing(parent);
  mkdirSync(parent, { recursive: true });
  removeStale(parent, basename(target));
  const staging = mkdtempSync(join(parent, `${stagingPrefix(basename(target))}${process.pid}-`));
  const removeStaging = () => rmSync(staging, { recursive: true, force: true });
  process.once('exit', removeStaging);
  try {
    stage(tree, wanted, join(staging, 'new'));
    if (mayReplace(target)) replace(staging, target);
    else moveIn(wanted, staging, target);
  } catch (error) {
    removeStaging();
    if (firstNew) removeEmpty(parent, firstNew);
    throw asTwinstackError(error, target);
  }
  // Nothing is left in it of a new project, and loading what removes a folder with files takes a millisecond.
  if (existsSync(staging)) removeStaging();
  process.off('exit', removeStaging);
}

function compare(target: string, path: string, content: string | Buffer): Action {
  const segments = path.split('/');
  for (let depth = 1; depth < segments.length; depth++) {
    if (!isFolder(join(target, ...segments.slice(0, depth)), target)) return 'create';
  }
  const file = join(target, ...segments);
  if (!isFile(file)) return 'create';
  return readFileSync(file).equals(Buffer.from(content)) ? 'same' : 'conflict';
}

/** False when nothing is there. Links are refused below the target: they could lead out of it. */
function isFolder(path: string, target: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return false;
  if (!stat.isDirectory()) throw notPlain(path, path === target ? 'target folder' : 'folder');
  return true;
}

function isFile(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return false;
  if (!stat.isFile()) throw notPlain(path, 'file');
  return true;
}

function notPlain(path: string, wanted: string): TwinstackError {
  const found = lstatSync(path).isSymbolicLink() ? 'a symbolic link' : 'something else';
  return new TwinstackError(
    `'${path}' is ${found}; a ${wanted} has to be there.`,
    'Move it away, or choose another target folder.',
  );
}

function conflictError(target: string, conflicts: readonly string[]): TwinstackError {
  const shown = conflicts.slice(0, 20).map((path) => `  ${path}`);
  const more = conflicts.length > shown.length ? [`  … and ${conflicts.length - shown.length} more`] : [];
  return new TwinstackError(
    [`${conflicts.length} files in '${target}' have another content:`, ...shown, ...more].join('\n'),
    'Choose another folder, or overwrite these files with --force.',
  );
}

function stage(tree: FileTree, paths: readonly string[], folder: string): void {
  const made = new Set<string>();
  for (const path of paths) {
    const file = `${folder}/${path}`;
    makeFolder(dirname(file), folder, made);
    writeNew(file, tree.get(path)?.content ?? '');
  }
}

/** Half the time of writeFileSync on Node 20, which makes a buffer of every string. */
function writeNew(file: string, content: string | Buffer): void {
  const descriptor = openSync(file, 'wx');
  try {
    const size = Buffer.byteLength(content);
    let written = typeof content === 'string' ? writeSync(descriptor, content) : writeSync(descriptor, content);
    // A disk that is nearly full takes a part, and says so with the next call only.
    while (written < size) written += writeSync(descriptor, Buffer.from(content), written);
  } finally {
    closeSync(descriptor);
  }
}

/** One system call for each folder, parents first. */
function makeFolder(path: string, top: string, made: Set<string>): void {
  if (made.has(path)) return;
  if (path !== top) makeFolder(dirname(path), top, made);
  mkdirSync(path);
  made.add(path);
}

/** A missing target, or an empty one that isn't the folder somebody's shell stands in. */
function mayReplace(target: string): boolean {
  if (!existsSync(target)) return true;
  return readdirSync(target).length === 0 && !`${process.cwd()}${sep}`.startsWith(`${target}${sep}`);
}

function replace(staging: string, target: string): void {
  if (existsSync(target)) rmdirSync(target);
  renameSync(join(staging, 'new'), target);
  rmdirSync(staging);
}

/** Moves file by file; what was overwritten is kept in the staging folder until all is done, and restored on failure. */
function moveIn(paths: readonly string[], staging: string, target: string): void {
  const undo: (() => void)[] = [];
  try {
    for (const path of paths) {
      const file = join(target, ...path.split('/'));
      const missing = firstMissing(dirname(file));
      mkdirSync(dirname(file), { recursive: true });
      if (missing) undo.push(() => removeEmpty(dirname(file), missing));
      if (isFile(file)) {
        const kept = join(staging, `old-${undo.length}`);
        renameSync(file, kept);
        undo.push(() => renameSync(kept, file));
      }
      renameSync(join(staging, 'new', ...path.split('/')), file);
      undo.push(() => rmSync(file));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

function stagingPrefix(name: string): string {
  return `.${name}.twinstack-`;
}

/** Removes what a killed run left behind: staging folders whose process is gone. */
function removeStale(parent: string, name: string): void {
  const prefix = stagingPrefix(name);
  for (const entry of readdirSync(parent)) {
    if (entry.startsWith(prefix) && !isAlive(Number.parseInt(entry.slice(prefix.length), 10))) {
      rmSync(join(parent, entry), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The topmost folder of a path that isn't there yet. */
function firstMissing(path: string): string | undefined {
  if (existsSync(path)) return undefined;
  return firstMissing(dirname(path)) ?? path;
}

/** Removes folders that this run made, from `path` up to and including `top`. */
function removeEmpty(path: string, top: string): void {
  if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
  if (path !== top) removeEmpty(dirname(path), top);
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a folder on the way is a file',
  ENAMETOOLONG: 'the path is too long for this system',
};

function asTwinstackError(error: unknown, target: string): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  if (!reason) return error;
  return new TwinstackError(
    `'${target}' can't be written: ${reason}. Nothing was changed.`,
    'Choose another folder.',
    3,
  );
}
