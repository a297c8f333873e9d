import type { Resource } from '../../model/types.ts';
import { type Context, collectionPath } from '../context.ts';
import { jsonText } from '../json.ts';

/** docs/contract.md §2. */
export const collectionMethods = ['GET', 'HEAD', 'POST', 'OPTIONS'] as const;
export const itemMethods = ['GET', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export const operationMethods = ['GET', 'HEAD', 'OPTIONS'] as const;

/** Those that no switch of the configuration turns off. */
export const alwaysThere = ['/livez', '/readyz'] as const;
export const operationPaths = [...alwaysThere, '/metrics', '/openapi.json', '/docs'] as const;

export const everyMethod = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PUT'] as const;

/** Ids that no row can have, as path segments. */
export const malformedIds = [
  'x',
  '0',
  '-1',
  'null',
  'undefined',
  '00000000-0000-0000-0000-00000000000',
  '00000000-0000-0000-0000-0000000000000',
  '00000000000000000000000000000000',
  '{00000000-0000-0000-0000-000000000000}',
  'g0000000-0000-0000-0000-000000000000',
  "'or'1'='1",
  '__proto__',
  'a'.repeat(2000),
] as const;

export const itemPath = (resource: Resource, id: string): string => `${collectionPath(resource)}/${id}`;

/** Another text with the letters of the first in the other case. */
export const otherCase = (path: string): string => path.replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** A member that no resource has. */
export const unknownName = 'zzUnknown';

/** The body of a valid create with a member that isn't in the schema: 422 whatever the model. */
export async function invalidBody(context: Context, resource: Resource): Promise<string> {
  return jsonText(await context.body(resource), { [unknownName]: '1' });
}

export const mebibyte = 1_048_576;

/** A JSON text of exactly so many bytes, filled up with blanks, which JSON allows. */
export const padded = (text: string, bytes: number): string => text + ' '.repeat(bytes - Buffer.byteLength(text));

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
