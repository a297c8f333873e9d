import { titleCase } from '../model/naming.ts';
import type { Field, FieldOf, FieldType, Resource } from '../model/types.ts';
import { decimalValue } from '../model/values.ts';
import type { Json } from './json.ts';
import { examplePatternText } from './pattern-example.ts';

const exampleId = '0190f3a2-7c1b-7e4d-9a55-3f2b6c1d8e90';
const exampleInstant = '2026-01-02T03:04:05.678Z';

const between = (wanted: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number =>
  Math.min(Math.max(wanted, min), max);

/** As long as the bounds ask for. */
function fitting(text: string, minLength: number, maxLength: number): string {
  const letters = [...text].slice(0, maxLength).join('');
  return letters.padEnd(minLength, 'x');
}

function exampleText({ name, minLength, maxLength, pattern }: FieldOf<'string'>): string | undefined {
  const text = fitting(titleCase(name), minLength, maxLength);
  return pattern === undefined ? text : examplePatternText(pattern, text, minLength, maxLength);
}

function exampleDecimal({ precision, scale }: FieldOf<'decimal'>): string | undefined {
  const decimal = decimalValue(precision > scale ? '1' : '0', precision, scale);
  return 'text' in decimal ? decimal.text : undefined;
}

const examples: { readonly [T in FieldType]: (field: FieldOf<T>) => unknown } = {
  uuid: () => exampleId,
  string: exampleText,
  text: ({ name, maxLength }) => fitting(titleCase(name), 0, maxLength),
  integer: ({ min, max }) => between(1, min, max),
  number: ({ min, max }) => between(1.5, min, max),
  decimal: exampleDecimal,
  boolean: () => true,
  enum: ({ values }) => values[0],
  date: () => '2026-01-31',
  datetime: () => exampleInstant,
  ref: () => exampleId,
};

/** A value that the field accepts: its default or one made up; undefined where none was found (a difficult pattern). */
export function exampleValue(field: Field): unknown {
  if ('default' in field && field.default !== undefined) return field.default;
  return (examples[field.type] as (field: Field) => unknown)(field);
}

/** A body that creates a row, or undefined where no value could be found for one of its fields. */
export function exampleInput(resource: Resource): Json | undefined {
  const entries = resource.fields.map((field) => [
    field.name,
    exampleValue(field) ?? (field.optional ? null : undefined),
  ]);
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}

/** The row that `exampleInput` creates. */
export function exampleOutput(resource: Resource): Json | undefined {
  const input = exampleInput(resource);
  return input && { id: exampleId, ...input, createdAt: exampleInstant, updatedAt: exampleInstant };
}
