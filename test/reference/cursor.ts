import { type FieldRules, ruleOf, type Value } from './fields.ts';
import type { Place, Sort } from './query.ts';
import { idField } from './resources.ts';
import type { Row } from './store.ts';

/** docs/contract.md §5: the same bytes from every stack. */
export function encodeCursor({ value, id }: Place, sort: Sort): string {
  return Buffer.from(JSON.stringify([1, sort.text, value, id]), 'utf8').toString('base64url');
}

/** Undefined unless it is exactly what `encodeCursor` would write for a possible row. */
export function decodeCursor(cursor: string, sort: Sort, rules: FieldRules): Place | undefined {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Array.isArray(content) || content.length !== 4) return undefined;
  const [, , value, id] = content as unknown[];
  const isStored = (json: unknown, field = idField): json is Exclude<Value, null> =>
    json !== null && ruleOf(rules, field).read(json, field) === json;
  if (!isStored(value, sort.field) || !isStored(id) || typeof id !== 'string') return undefined;
  if (sort.field === idField && value !== id) return undefined;
  const place = { value, id };
  return encodeCursor(place, sort) === cursor ? place : undefined;
}

export function placeOf(row: Row, sort: Sort): Place {
  return { value: row.values[sort.field.name] ?? null, id: row.id };
}

/** The order of the list: the id breaks ties, in the direction of the sort. */
export function comparePlaces(a: Place, b: Place, sort: Sort, rules: FieldRules): number {
  const byId = a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  const ascending = ruleOf(rules, sort.field).compare?.(a.value, b.value) || byId;
  return sort.descending ? -ascending : ascending;
}

/** The request's own query without its cursor, and the next cursor at the end. */
export function nextQuery(query: string, cursor: string): string {
  const isCursor = (pair: string) => new URLSearchParams(pair).has('cursor');
  const kept = query === '' ? [] : query.split('&').filter((pair) => !isCursor(pair));
  return [...kept, `cursor=${cursor}`].join('&');
}
