import { TwinstackError } from '../errors.ts';
import type { Fragment } from '../fragments.ts';

export type JsonObject = { [key: string]: unknown };

/** The tasks of every service, in the order in which READMEs show them; others follow. */
const taskOrder = ['dev', 'build', 'start', 'migrate', 'test', 'lint', 'format', 'typecheck', 'audit', 'sbom'];

/** Keys that package managers keep sorted. */
const sortedKeys = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * @returns `package.json` with what every fragment says, objects merged to any depth
 * @throws TwinstackError where two say different things of the same key
 */
export function mergePackageJson(fragments: readonly Fragment[]): string {
  const merged: JsonObject = {};
  for (const fragment of fragments) mergeInto(merged, parseObject(fragment), `${fragment.part}/${fragment.path}`);
  sortDependencies(merged);
  if (isObject(merged.scripts)) merged.scripts = Object.fromEntries(Object.entries(merged.scripts).sort(byTask));
  return `${JSON.stringify(merged, null, 2)}\n`;
}

export function parseObject({ path, content, part }: Fragment): JsonObject {
  const value: unknown = JSON.parse(String(content));
  if (!isObject(value)) throw new Error(`${part}/${path} is not a JSON object`);
  return value;
}

/** The same said twice is no contradiction: two targets may need the same package. */
export function mergeInto(target: JsonObject, source: JsonObject, owner: string): void {
  for (const [key, value] of Object.entries(source)) {
    const existing = target[key];
    if (isObject(existing) && isObject(value)) mergeInto(existing, value, owner);
    else if (existing === undefined) target[key] = value;
    else if (existing !== value) throw new TwinstackError(`${owner} says '${key}' again`);
  }
}

export function sortDependencies(manifest: JsonObject): void {
  for (const key of sortedKeys) {
    if (isObject(manifest[key])) manifest[key] = Object.fromEntries(Object.entries(manifest[key]).sort(byKey));
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
