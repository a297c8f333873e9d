import type { Field, Resource } from '../model/types.ts';
import { type Context, collectionPath, type Row } from './context.ts';
import { expectEqual } from './expect.ts';
import { isSortable, type Parameters } from './filters.ts';
import { queryText } from './json.ts';
import { byCodePoint } from './order.ts';
import { type Page, pageOf } from './page.ts';
import type { JsonObject } from './response.ts';
import { type Value, valuesOf } from './values.ts';

export async function page(context: Context, resource: Resource, parameters: Parameters): Promise<Page> {
  return pageOf(await context.list(resource, parameters));
}

/** No list of the suite's own rows is longer; a service that never ends one is stopped here. */
const mostPages = 120;

/** Follows nextCursor to the end. */
export async function pages(context: Context, resource: Resource, parameters: Parameters): Promise<Page[]> {
  const found = [await page(context, resource, parameters)];
  for (let last = found[0]; last?.nextCursor != null; last = found.at(-1)) {
    if (found.length > mostPages) throw last.response.failure(`a last page within ${mostPages} pages`);
    found.push(await page(context, resource, { ...parameters, cursor: last.nextCursor }));
  }
  return found;
}

/** Finds exactly these rows, whatever else the database holds. At most 100. */
export const only = (rows: readonly Row[]): Parameters => ({ 'id.in': rows.map(({ id }) => id).join(',') });

export const pathOf = (resource: Resource, parameters: Parameters): string =>
  collectionPath(resource) + queryText(parameters);

/** A way of sorting: the parameter's value and what it means. */
export interface Sort {
  readonly text: string;
  readonly name: string;
  readonly descending: boolean;
  compare(a: Value, b: Value): number;
}

const own: readonly { readonly name: string; compare(a: Value, b: Value): number }[] = [
  'id',
  'createdAt',
  'updatedAt',
].map((name) => ({ name, compare: (a, b) => byCodePoint(String(a), String(b)) }));

const sortOf = (field: Field) => ({ name: field.name, compare: valuesOf(field).compare ?? (() => 0) });

/** Every sort of a resource, both ways. */
export function sortsOf(resource: Resource): Sort[] {
  return [...own, ...resource.fields.filter(isSortable).map(sortOf)].flatMap((sort) => [
    { ...sort, text: sort.name, descending: false },
    { ...sort, text: `-${sort.name}`, descending: true },
  ]);
}

/** The items in the order of docs/contract.md §5: ties by id, in the same direction. */
export function sorted(items: readonly JsonObject[], { name, descending, compare }: Sort): JsonObject[] {
  const direction = descending ? -1 : 1;
  return [...items].sort(
    (a, b) => direction * (compare(a[name] as Value, b[name] as Value) || byCodePoint(String(a.id), String(b.id))),
  );
}

/** Compares the ids of the items with those that are expected, in their order. */
export function expectIds(page: Page, expected: readonly JsonObject[]): void {
  const ids = (items: readonly JsonObject[]) => items.map(({ id }) => id);
  expectEqual(page.response, 'the ids of the items', ids(page.items), ids(expected));
}
