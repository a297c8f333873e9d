import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, Stack, Target } from '../catalog.ts';

/** Stands in the lock files for the name of the service. */
export const placeholder = 'name-of-the-service';

interface Choice {
  readonly stack: Stack;
  readonly database: Database;
}

/** Where the lock file of a stack's services is; it is a template where it holds the name of the service. */
export function templateOf({ stack, database }: Choice, file: string): string {
  const path = `templates/databases/${database.id}/${stack.id}/files/${file}`;
  return existsSync(`${path}.hbs`) ? `${path}.hbs` : path;
}

/** Where that is which a target adds to it. */
export function additionsOf(target: Target, { stack, database }: Choice, file: string): string {
  return `templates/targets/${target.id}/databases/${database.id}/${stack.id}/files/${file}`;
}

/**
 * @param text undefined where there should be no such file
 * @returns the file's path, if it had another content
 */
export function keep(path: string, text: string | undefined): string[] {
  const content = text?.replaceAll(placeholder, '{{service.name}}');
  const existing = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (existing === content) return [];
  if (content === undefined) rmSync(path);
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return [path];
}
