import { TwinstackError } from './errors.ts';
import { FileTree } from './tree.ts';

/** A part's share of a file. */
export interface Fragment {
  readonly path: string;
  readonly content: string | Buffer;
  readonly part: string;
}

type Merge = (fragments: readonly Fragment[]) => string;

/** The files that may have several owners; every other file has one. */
const merges: Readonly<Record<string, Merge>> = {
  'package.json': mergeJson,
  '.gitignore': concatenate,
  'README.md': concatenate,
  '.github/dependabot.yml': concatenate,
  '.github/workflows/ci.yml': concatenate,
  '.env.example': concatenate,
};

/**
 * Puts the files of all parts of a service together, in the order of the parts.
 *
 * @throws TwinstackError when two parts make the same file, naming both.
 */
export function assemble(fragments: readonly Fragment[]): FileTree {
  const tree = new FileTree();
  const shared = new Map<string, Fragment[]>();
  for (const fragment of fragments) {
    if (fragment.path in merges) shared.set(fragment.path, [...(shared.get(fragment.path) ?? []), fragment]);
    else tree.add(fragment.path, fragment);
  }
  for (const [path, owners] of shared) {
    const content = merges[path]?.(owners) ?? '';
    tree.add(path, { content, part: owners.map(({ part }) => part).join(' + ') });
  }
  return tree;
}

function concatenate(fragments: readonly Fragment[]): string {
  return fragments.map(({ content }) => content).join('');
}

type JsonObject = { [key: string]: unknown };

/** The tasks of every service, in the order in which READMEs show them; others follow. */
const taskOrder = ['dev', 'build', 'start', 'migrate', 'test', 'lint', 'format', 'typecheck', 'audit', 'sbom'];

/** Keys that package managers keep sorted. */
const sortedKeys = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function mergeJson(fragments: readonly Fragment[]): string {
  const merged: JsonObject = {};
  for (const { path, content, part } of fragments)
    mergeInto(merged, parseObject(path, String(content), part), `${part}/${path}`);
  for (const key of sortedKeys) {
    if (isObject(merged[key])) merged[key] = Object.fromEntries(Object.entries(merged[key]).sort(byKey));
  }
  if (isObject(merged.scripts)) merged.scripts = Object.fromEntries(Object.entries(merged.scripts).sort(byTask));
  return `${JSON.stringify(merged, null, 2)}\n`;
}

function parseObject(path: string, content: string, part: string): JsonObject {
  const value: unknown = JSON.parse(content);
  if (!isObject(value)) throw new Error(`${part}/${path} is not a JSON object`);
  return value;
}

function mergeInto(target: JsonObject, source: JsonObject, owner: string): void {
  for (const [key, value] of Object.entries(source)) {
    const existing = target[key];
    if (isObject(existing) && isObject(value)) mergeInto(existing, value, owner);
    else if (existing === undefined) target[key] = value;
    else throw new TwinstackError(`${owner} says '${key}' again`);
  }
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function byTask([a]: [string, unknown], [b]: [string, unknown]): number {
  const [left, right] = [taskOrder.indexOf(a), taskOrder.indexOf(b)];
  return (left < 0 ? taskOrder.length : left) - (right < 0 ? taskOrder.length : right);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
