import type { Field, FieldOf, FieldType } from '../model/types.ts';
import { byCodePoint } from './order.ts';
import { textMatching } from './pattern.ts';
import { integerIn, oneOf, type Random, token, uuid } from './random.ts';

/** A value as it is on the wire, in the form in which it is echoed. */
export type Value = string | number | boolean | null;

export type Comparison = 'gt' | 'gte' | 'lt' | 'lte';

/** How the values of a field type are made and ordered. A reference has none of its own: it takes the id of a row. */
export interface TypeValues<F = Field> {
  /** A valid value, or undefined when none was found. */
  draw(field: F, random: Random): Value | undefined;
  /** Valid values that tell a right order or format from a wrong one; not for unique fields. */
  telling(field: F, random: Random): readonly Value[];
  /** Ascending; where there is none the type has no order. */
  readonly compare?: (a: Value, b: Value) => number;
  /** Whether a drawn value may well be taken already. */
  scarce(field: F): boolean;
  /** docs/contract.md §5. */
  readonly equals: boolean;
  readonly in: boolean;
}

const numeric = (a: Value, b: Value) => Number(a) - Number(b);
const textual = (a: Value, b: Value) => byCodePoint(String(a), String(b));
const never = () => false;
const always = () => true;

const plenty = 1e9;
const tokenLength = 12;

function drawText({ minLength, maxLength, pattern }: FieldOf<'string'>, random: Random): string | undefined {
  if (pattern !== undefined) return textMatching(pattern, { minLength, maxLength }, random);
  return token(random, Math.min(maxLength, Math.max(minLength, tokenLength)));
}

/** UTF-16 order would put the last before the one in front of it. */
const leads = ['Z', 'a', 'é', '10', '9', '～', '😀'];

function tellingTexts(field: FieldOf<'string'>, random: Random): string[] {
  if (field.pattern !== undefined) return definedOf(leads.map(() => drawText(field, random)));
  return leads
    .map(
      (lead) =>
        lead + token(random, Math.min(field.maxLength, Math.max(field.minLength, tokenLength)) - [...lead].length),
    )
    .filter((text) => [...text].length <= field.maxLength);
}

const within =
  ({ min = -Infinity, max = Infinity }: { readonly min?: number; readonly max?: number }) =>
  (value: number): boolean =>
    value >= min && value <= max;

/** Within a million of the value that is nearest to zero; twelve significant digits, which every format keeps. */
function drawNumber({ min = -Infinity, max = Infinity }: FieldOf<'number'>, random: Random): number {
  const nearest = Math.min(max, Math.max(min, 0));
  const [low, high] = [Math.max(min, nearest - 1e6), Math.min(max, nearest + 1e6)];
  const drawn = Number((low + random() * (high - low)).toPrecision(12));
  // Adding 0 turns -0 into 0.
  return Math.min(high, Math.max(low, drawn)) + 0;
}

/** @param scaled the decimal without its point, at most 15 digits and so exact */
export function decimalText(scaled: number, scale: number): string {
  const digits = String(Math.abs(scaled)).padStart(scale + 1, '0');
  const whole = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return scaled < 0 ? `-${whole}` : whole;
}

const biggestDecimal = ({ precision }: FieldOf<'decimal'>): number => 10 ** precision - 1;

function tellingDecimals(field: FieldOf<'decimal'>): string[] {
  const one = 10 ** field.scale;
  return [9 * one, 10 * one, -one, 0, 1, -biggestDecimal(field), biggestDecimal(field)]
    .filter((scaled) => Math.abs(scaled) <= biggestDecimal(field))
    .map((scaled) => decimalText(scaled, field.scale));
}

const day = 86_400_000;
const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
const between = (random: Random, from: string, to: string) => integerIn(random, Date.parse(from), Date.parse(to));

/** One row a field type. */
const table: { readonly [T in FieldType]: TypeValues<FieldOf<T>> } = {
  uuid: {
    draw: (_, random) => uuid(random),
    telling: (_, random) => [1, 2, 3].map(() => uuid(random)),
    scarce: never,
    equals: true,
    in: true,
  },
  string: {
    draw: drawText,
    telling: tellingTexts,
    compare: textual,
    scarce: ({ pattern, maxLength }) => pattern !== undefined || maxLength < tokenLength / 2,
    equals: true,
    in: true,
  },
  text: {
    draw: ({ maxLength }, random) => token(random, Math.min(maxLength, 2 * tokenLength)),
    telling: ({ maxLength }) => ['', 'line\nline', '字😀'].filter((text) => [...text].length <= maxLength),
    scarce: never,
    equals: false,
    in: false,
  },
  integer: {
    draw: ({ min, max }, random) => integerIn(random, min, max),
    telling: (field) => [10, 9, 0, -1, 2, 100, field.min, field.max].filter(within(field)),
    compare: numeric,
    scarce: ({ min, max }) => max - min < plenty,
    equals: true,
    in: true,
  },
  number: {
    draw: drawNumber,
    telling: (field) => [10, 9.5, 0, -1.5, 0.1, 1e21, 1e-7, 123456789.125].filter(within(field)),
    compare: numeric,
    scarce: never,
    equals: true,
    in: false,
  },
  decimal: {
    draw: (field, random) => decimalText(integerIn(random, -biggestDecimal(field), biggestDecimal(field)), field.scale),
    telling: tellingDecimals,
    compare: numeric,
    scarce: (field) => biggestDecimal(field) < plenty,
    equals: true,
    in: false,
  },
  boolean: {
    draw: (_, random) => random() < 0.5,
    telling: () => [true, false],
    scarce: always,
    equals: true,
    in: false,
  },
  enum: {
    draw: ({ values }, random) => oneOf(random, values),
    telling: ({ values }) => values,
    scarce: always,
    equals: true,
    in: true,
  },
  date: {
    draw: (_, random) => dateOf(Math.floor(between(random, '1000-01-01', '9999-12-31') / day) * day),
    telling: () => ['2024-02-29', '1969-12-31', '2026-01-10', '2026-01-09', '0001-01-01', '9999-12-31'],
    compare: textual,
    scarce: always,
    equals: true,
    in: false,
  },
  datetime: {
    draw: (_, random) => new Date(between(random, '1900-01-01', '2100-01-01')).toISOString(),
    telling: () => [
      '2026-01-02T03:04:05.678Z',
      '2026-01-02T03:04:05.679Z',
      '1969-12-31T23:59:59.999Z',
      '0001-01-01T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
    ],
    compare: textual,
    scarce: never,
    equals: true,
    in: false,
  },
  ref: { draw: () => undefined, telling: () => [], scarce: never, equals: true, in: true },
};

// The key and the parameter belong together, which TypeScript can't follow through an index.
export const valuesOf = (field: Field): TypeValues => table[field.type] as TypeValues;

const definedOf = <T>(list: readonly (T | undefined)[]): T[] => list.filter((item): item is T => item !== undefined);

/**
 * Up to `count` different valid values, the telling ones first; fewer where the field has no more. A unique field gets
 * drawn ones only, since another row may have the telling ones.
 */
export function differentValues(field: Field, count: number, random: Random): Value[] {
  const { telling, draw } = valuesOf(field);
  const drawn = definedOf(Array.from({ length: 4 * count }, () => draw(field, random)));
  return [...new Set([...(field.unique ? [] : telling(field, random)), ...drawn])].slice(0, count);
}

/** The choices in turn, with null after the last one of an optional field. */
export function turn(field: Field, index: number, choices: readonly Value[]): Value {
  const all = field.optional ? [...choices, null] : choices;
  return all[index % all.length] ?? null;
}

/** Whether a row can get another value than the one it has: an enum of one value can't, nor a bounded integer of one. */
export function changeable(field: Field): field is Field {
  return (
    field.optional || field.type === 'ref' || differentValues({ ...field, unique: false }, 2, Math.random).length > 1
  );
}
