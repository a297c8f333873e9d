import type { Field, FieldType, Resource } from '../model/types.ts';

/** What a list can be sorted and filtered by: docs/contract.md §5. */

export const comparisons = ['gt', 'gte', 'lt', 'lte'] as const;
export type Operator = 'eq' | (typeof comparisons)[number] | 'in' | 'isNull';

const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  uuid: ['eq', 'in'],
  string: ['eq', 'in'],
  text: [],
  integer: ['eq', ...comparisons, 'in'],
  number: ['eq', ...comparisons],
  decimal: ['eq', ...comparisons],
  boolean: ['eq'],
  enum: ['eq', 'in'],
  date: ['eq', ...comparisons],
  datetime: ['eq', ...comparisons],
  ref: ['eq', 'in'],
};

const sortable: ReadonlySet<FieldType> = new Set(['string', 'integer', 'number', 'decimal', 'date', 'datetime']);

/** These names are the list's own parameters; a field of such a name is filtered by its other operators. */
const listParameters: ReadonlySet<string> = new Set(['limit', 'cursor', 'sort']);

/** The operators of a field's filters, in the order of the documentation. */
export function filterOperators(field: Field): readonly Operator[] {
  const operators = operatorsOf[field.type].filter((operator) => operator !== 'eq' || !listParameters.has(field.name));
  return field.optional && field.type !== 'text' ? [...operators, 'isNull'] : operators;
}

/** `dueOn` or `dueOn.gte`. */
export const filterName = (field: string, operator: Operator): string =>
  operator === 'eq' ? field : `${field}.${operator}`;

/** May `sort` name the field? */
export const isSortable = ({ type, optional }: Field): boolean => sortable.has(type) && !optional;

/** The fields that `sort` may name; each also with a minus before it. */
export const sortFields = (resource: Resource): readonly string[] => [
  'id',
  'createdAt',
  'updatedAt',
  ...resource.fields.filter(isSortable).map(({ name }) => name),
];
