import { type Field, type FieldType, fieldTypes, type Resource } from '../../../model/types.ts';
import type { Context, Row } from '../../context.ts';
import type { Parameters } from '../../filters.ts';
import { expectIds, only, page, sorted, sortsOf } from '../../paging.ts';
import type { JsonObject } from '../../response.ts';
import type { Value } from '../../values.ts';

export const ofType =
  (type: FieldType, test: (field: Field) => boolean) =>
  (field: Field): field is Field =>
    field.type === type && test(field);

export const valueIn = (row: Row, field: Field): Value => (row.item[field.name] ?? null) as Value;

/** Different values that the rows have in the field. */
export const foundIn = (rows: readonly Row[], field: Field): Value[] =>
  [...new Set(rows.map((row) => valueIn(row, field)))].filter((value) => value !== null);

/** The list finds exactly those of the rows of which the predicate holds. */
export async function expectFound(
  context: Context,
  resource: Resource,
  rows: readonly Row[],
  filter: Parameters,
  holds: (row: Row) => boolean,
): Promise<void> {
  const [byId] = sortsOf(resource);
  const expected: JsonObject[] = rows.filter(holds).map(({ item }) => item);
  const found = await page(context, resource, { ...only(rows), ...filter });
  expectIds(found, byId ? sorted(expected, byId) : expected);
}

export const equalTypes = fieldTypes.filter((type) => type !== 'text');
