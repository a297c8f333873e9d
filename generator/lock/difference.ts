import { TwinstackError } from '../errors.ts';
import { requirementsOf } from '../merge/locks.ts';
import type { JsonObject } from '../merge/package-json.ts';

type Difference = (base: string, whole: string) => string | undefined;

/** By the file's name; `generator/merge/locks.ts` puts together again what these take apart. */
const differences: Readonly<Record<string, Difference>> = {
  'package-lock.json': packageLockDifference,
  'requirements.lock': requirementsDifference,
  'requirements-dev.lock': requirementsDifference,
};

/**
 * What a target adds to a lock file, and changes in it.
 *
 * @returns a fragment in the same format, or undefined where there is nothing
 * @throws TwinstackError when the target takes a package away, which a fragment can't say
 */
export function difference(file: string, base: string, whole: string): string | undefined {
  const take = differences[file];
  if (!take) throw new Error(`generator/lock/difference.ts has no way to compare ${file}`);
  return take(base, whole);
}

function requirementsDifference(base: string, whole: string): string | undefined {
  const changed = changedEntries(requirementsOf(base), requirementsOf(whole), (text) => text);
  return changed.length > 0 ? changed.map(([, text]) => text).join('') : undefined;
}

function packageLockDifference(base: string, whole: string): string | undefined {
  const [before, after] = [packagesOf(base), packagesOf(whole)];
  const root = addedKeys(before.root, after.root);
  const changed = changedEntries(before.packages, after.packages, JSON.stringify);
  if (changed.length === 0 && Object.keys(root).length === 0) return undefined;
  return `${JSON.stringify({ packages: { '': root, ...Object.fromEntries(changed) } }, null, 2)}\n`;
}

function packagesOf(lock: string) {
  const { '': root = {}, ...packages } = JSON.parse(lock).packages as Record<string, JsonObject>;
  return { root, packages: new Map(Object.entries(packages)) };
}

/** Of `dependencies` and the like, those that are new. */
function addedKeys(before: JsonObject, after: JsonObject): JsonObject {
  const added = Object.entries(after).flatMap(([key, value]) => {
    const known = (before[key] ?? {}) as JsonObject;
    const entries = typeof value === 'object' ? Object.entries(value as JsonObject) : [];
    const more = entries.filter(([name]) => !(name in known));
    return more.length > 0 ? [[key, Object.fromEntries(more)]] : [];
  });
  return Object.fromEntries(added);
}

function changedEntries<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  textOf: (entry: T) => string,
): [string, T][] {
  const lost = [...before.keys()].filter((name) => !after.has(name));
  if (lost.length > 0) throw new TwinstackError(`a target takes ${lost.join(', ')} away, which no fragment can say`);
  return [...after].filter(([name, entry]) => {
    const known = before.get(name);
    return known === undefined || textOf(known) !== textOf(entry);
  });
}
