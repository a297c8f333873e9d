import type { Complaint } from './problem.ts';
import type { Field, FieldOf } from './types.ts';
import {
  codePoints,
  type DecimalFault,
  datetimeValue,
  dateValue,
  decimalValue,
  unstorable,
  uuidValue,
} from './values.ts';

/** A default in the form that goes on the wire. */
export type CheckedDefault = { readonly value: string | number | boolean } | Complaint;

const quote = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));

/** The rule of a type whose defaults are strings; `wireForm` gives undefined for what isn't one. */
export const written =
  (what: string, example: string, wireForm: (text: string) => string | undefined) =>
  (value: unknown): CheckedDefault => {
    const form = typeof value === 'string' ? wireForm(value) : undefined;
    if (form !== undefined) return { value: form };
    return { message: `the default ${quote(value)} is not ${what}`, fix: `Write it like ${example}.` };
  };

export const uuidDefault = written('a UUID', '0190f3a2-7c1b-7e4d-9a55-3f2b6c1d8e90', uuidValue);
export const dateDefault = written('a real date in the years 0001–9999', '2026-01-31', dateValue);
export const datetimeDefault = written(
  'a date and time with Z or an offset, in the years 0001–9999',
  '2026-01-31T18:30:00Z',
  datetimeValue,
);

export function stringDefault(value: unknown, field: FieldOf<'string'> | FieldOf<'text'>): CheckedDefault {
  if (typeof value !== 'string') {
    return { message: `the default ${quote(value)} is not text`, fix: `Put it in quotes: "${value}".` };
  }
  const fault = unstorable(value);
  if (fault !== undefined) return { message: `the default holds ${fault}`, fix: 'Remove it.' };
  const least = field.type === 'string' ? field.minLength : 0;
  const length = codePoints(value);
  if (length < least || length > field.maxLength) {
    return {
      message: `the default ${quote(value)} has ${length} characters`,
      fix: `Give ${least} to ${field.maxLength} characters, or change the bounds.`,
    };
  }
  if (field.type === 'string' && field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value)) {
    return { message: `the default ${quote(value)} doesn't match /${field.pattern}/`, fix: 'Give one that does.' };
  }
  return { value };
}

export function numberDefault(value: unknown, field: FieldOf<'integer'> | FieldOf<'number'>): CheckedDefault {
  const isOne = field.type === 'integer' ? Number.isSafeInteger : Number.isFinite;
  const what = field.type === 'integer' ? 'a whole number' : 'a finite number';
  if (typeof value !== 'number' || !isOne(value)) {
    return { message: `the default ${quote(value)} is not ${what}`, fix: `Give ${what}, without quotes.` };
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
  if (value < min || value > max) {
    return { message: `the default ${value} is outside ${min}..${max}`, fix: 'Give one inside, or change the bounds.' };
  }
  // -0 becomes 0.
  return { value: value + 0 };
}

const decimalFaults: Readonly<Record<DecimalFault, string>> = {
  form: 'is not a decimal',
  'integer digits': 'has too many digits before the point',
  'fraction digits': 'has too many digits after the point',
};

export function decimalDefault(value: unknown, { precision, scale }: FieldOf<'decimal'>): CheckedDefault {
  const example = scale === 0 ? '"0"' : `"0.${'0'.repeat(scale)}"`;
  if (typeof value !== 'string') {
    return {
      message: `the default ${quote(value)} is not text: decimals travel as strings`,
      fix: `Put it in quotes, like ${example}.`,
    };
  }
  const decimal = decimalValue(value, precision, scale);
  if ('text' in decimal) return { value: decimal.text };
  return {
    message: `the default ${quote(value)} ${decimalFaults[decimal.fault]}`,
    fix: `decimal(${precision},${scale}) has at most ${precision - scale} digits before and ${scale} after the point, like ${example}.`,
  };
}

export const booleanDefault = (value: unknown): CheckedDefault =>
  typeof value === 'boolean'
    ? { value }
    : { message: `the default ${quote(value)} is not true or false`, fix: 'Write true or false.' };

export const enumDefault = (value: unknown, { values }: FieldOf<'enum'>): CheckedDefault =>
  typeof value === 'string' && values.includes(value)
    ? { value }
    : { message: `the default ${quote(value)} is none of the values`, fix: `Use one of ${values.join(', ')}.` };

export type DefaultRule<F extends Field> = (value: unknown, field: F) => CheckedDefault;
