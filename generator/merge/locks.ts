import { TwinstackError } from '../errors.ts';
import type { Fragment } from '../fragments.ts';
import { type JsonObject, mergeInto, parseObject, sortDependencies } from './package-json.ts';

/** What a lock file says of each package, as the text or the value that stands there. */
type Entries<T> = Map<string, T>;

/**
 * The first fragment is the lock file without targets; the others have what targets add to it or change, which
 * `npm run lock` found. The first alone stays the bytes that it is.
 *
 * @returns npm's lock file, its packages in npm's order
 * @throws TwinstackError where two targets contradict each other
 */
export function mergePackageLock([base, ...additions]: readonly Fragment[]): Fragment['content'] {
  if (!base) return '';
  if (additions.length === 0) return base.content;
  const lock = parseObject(base);
  const { '': root, ...packages } = lock.packages as Record<string, JsonObject>;
  if (!root) throw new Error(`${base.part}/${base.path} has no entry for the service`);
  const changed: Changed<JsonObject>[] = additions.map((fragment) => {
    const { '': manifest, ...entries } = parseObject(fragment).packages as Record<string, JsonObject>;
    if (manifest) mergeInto(root, manifest, `${fragment.part}/${fragment.path}`);
    return { fragment, entries: new Map(Object.entries(entries)) };
  });
  sortDependencies(root);
  const merged = withChanges(new Map(Object.entries(packages)), changed, JSON.stringify);
  const { compare } = new Intl.Collator('en');
  lock.packages = { '': root, ...Object.fromEntries([...merged].sort(([a], [b]) => compare(a, b))) };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** The same of pip's lock files with hashes, as uv writes them. */
export function mergeRequirements([base, ...additions]: readonly Fragment[]): Fragment['content'] {
  if (!base) return '';
  if (additions.length === 0) return base.content;
  const changed = additions.map((fragment) => ({ fragment, entries: requirementsOf(String(fragment.content)) }));
  const merged = withChanges(requirementsOf(String(base.content)), changed, (text) => text);
  return [...merged]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
    .join('');
}

/** Name → its lines, several versions (for several platforms) together. */
export function requirementsOf(lock: string): Entries<string> {
  const entries: Entries<string> = new Map();
  for (const text of lock.split(/^(?=\S)/m)) {
    const name = text.slice(0, text.indexOf('='));
    entries.set(name, (entries.get(name) ?? '') + text);
  }
  return entries;
}

interface Changed<T> {
  readonly fragment: Fragment;
  readonly entries: Entries<T>;
}

function withChanges<T>(base: Entries<T>, changes: readonly Changed<T>[], textOf: (entry: T) => string): Entries<T> {
  const merged = new Map(base);
  const owners = new Map<string, string>();
  for (const { fragment, entries } of changes) {
    for (const [name, entry] of entries) {
      const owner = owners.get(name);
      if (owner !== undefined && textOf(merged.get(name) as T) !== textOf(entry)) {
        throw new TwinstackError(
          `${owner} and ${fragment.part} lock '${name}' in ${fragment.path} in different ways`,
          'Delete both, and resolve them together: npm run lock',
        );
      }
      owners.set(name, fragment.part);
      merged.set(name, entry);
    }
  }
  return merged;
}
