import type { Field } from '../model/types.ts';
import { type Comparison, type Value, valuesOf } from './values.ts';

export type Parameters = Readonly<Record<string, string | number>>;

/** Names of the list's own parameters, which a field of the same name can't take from it. */
const reserved: readonly string[] = ['limit', 'cursor', 'sort'];

/** `field=value` is a parameter of the list. */
export const filtersByName = (field: Field): boolean => valuesOf(field).equals && !reserved.includes(field.name);

export const filtersByIn = (field: Field): boolean => valuesOf(field).in;

/** The same types can be compared with `.gt` and sorted by; strings are sorted only. */
export const isOrdered = (field: Field): boolean => valuesOf(field).compare !== undefined;

export const filtersByOrder = (field: Field): boolean => isOrdered(field) && field.type !== 'string';

export const filtersByNull = (field: Field): boolean => field.optional && field.type !== 'text';

export const isSortable = (field: Field): boolean => isOrdered(field) && !field.optional;

/** Parameters that find the rows with this value, or undefined where no filter of the field can. */
export function equalTo(field: Field, value: Value): Parameters | undefined {
  const text = String(value);
  if (filtersByName(field)) return { [field.name]: text };
  if (filtersByIn(field) && !text.includes(',')) return { [`${field.name}.in`]: text };
  return filtersByOrder(field) ? { [`${field.name}.gte`]: text, [`${field.name}.lte`]: text } : undefined;
}

const holds: { readonly [C in Comparison]: (order: number) => boolean } = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

export const comparisons = Object.keys(holds) as Comparison[];

/** What the contract says of `field.<comparison>=wanted` for a row that has `value`. */
export function compares(field: Field, comparison: Comparison, value: Value, wanted: Value): boolean {
  const { compare } = valuesOf(field);
  return value !== null && compare !== undefined && holds[comparison](compare(value, wanted));
}
