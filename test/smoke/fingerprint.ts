import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Name → content; the order of the names doesn't matter. */
export type Contents = Readonly<Record<string, string | Buffer>>;

/** A hash that two sets of contents share only if every name and every byte is the same. */
export function fingerprint(contents: Contents): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(contents).sort()) {
    const content = Buffer.from(contents[name] ?? '');
    hash.update(`${JSON.stringify(name)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** Every file below a folder, by its path with `/`. */
export function filesIn(folder: string): Contents {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]));
}
