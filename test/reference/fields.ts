import type { Field, FieldOf, FieldType } from '../../generator/model/types.ts';
import { type Flaw, flaw, isFlaw } from './problem.ts';

/** A value in the form it has on the wire, which is also the form it is stored in. */
export type Value = string | number | boolean | null;

export type Operator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in';

/** One row of docs/contract.md §1 and §5. */
export interface FieldRule<T extends FieldType = FieldType> {
  /** Type and format. Never null: whether that is allowed isn't the type's business. */
  read(json: unknown, field: FieldOf<T>): Exclude<Value, null> | Flaw;
  /** Bounds, then pattern, of a value that could be read. A filter doesn't ask. */
  restrict?(value: Value, field: FieldOf<T>): Flaw | undefined;
  readonly operators: readonly Operator[];
  /** A filter's text as the JSON that `read` takes; undefined when it isn't written as it must be. */
  fromQuery?(text: string): unknown;
  readonly sortable: boolean;
  /** Ascending order. Equality is `===`, since stored forms are canonical. */
  compare?(a: Value, b: Value): number;
}

export type FieldRules = { readonly [T in FieldType]: FieldRule<T> };

export function ruleOf(rules: FieldRules, field: Field): FieldRule {
  return rules[field.type] as FieldRule;
}

const ordered = ['eq', 'gt', 'gte', 'lt', 'lte'] as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const dateTime =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

const notA = (what: string) => flaw('invalid_type', `must be ${what}`);
const malformed = (what: string) => flaw('invalid_format', `must be ${what}`);

/** UTF-8 bytes have the order of code points; JavaScript's `<` has that of UTF-16 units. */
const byCodePoint = (a: Value, b: Value) => Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
/** Exact for decimals too: a double tells all numbers of at most 15 digits apart. */
const byNumber = (a: Value, b: Value) => Number(a) - Number(b);
const codePoints = (text: string) => Array.from(text).length;

function readText(json: unknown): string | Flaw {
  if (typeof json !== 'string') return notA('a string');
  if (json.includes('\0') || /\p{Surrogate}/u.test(json)) return malformed('text without U+0000 and lone surrogates');
  return json;
}

function readUuid(json: unknown): string | Flaw {
  if (typeof json !== 'string') return notA('a string');
  return uuid.test(json) ? json.toLowerCase() : malformed('a UUID');
}

function readNumber(json: unknown): number | Flaw {
  // Adding 0 turns -0 into 0. A literal such as 1e400 is read as Infinity and fails the bounds.
  return typeof json === 'number' ? json + 0 : notA('a number');
}

function restrictNumber(
  value: Value,
  { min = -Number.MAX_VALUE, max = Number.MAX_VALUE }: { min?: number; max?: number },
) {
  if (Number(value) < min) return flaw('too_small', `must be at least ${min}`);
  if (Number(value) > max) return flaw('too_big', `must be at most ${max}`);
  return undefined;
}

function readDecimal(json: unknown, { precision, scale }: FieldOf<'decimal'>): string | Flaw {
  if (typeof json !== 'string') return notA('a decimal number in a string');
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(json);
  if (!match) return malformed('a decimal number');
  const [, sign = '', integer = '', fraction = ''] = match;
  const whole = integer.replace(/^0+/, '');
  if (fraction.length > scale) return malformed(`a decimal number with at most ${scale} fraction digits`);
  if (whole.length > precision - scale) {
    return flaw(sign ? 'too_small' : 'too_big', `must have at most ${precision - scale} integer digits`);
  }
  const digits = (whole || '0') + (scale > 0 ? `.${fraction.padEnd(scale, '0')}` : '');
  return /[1-9]/.test(digits) ? sign + digits : digits;
}

function isRealDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return false;
  const midnight = new Date(`${text}T00:00:00.000Z`);
  // Date reads 2026-02-30 as the second of March.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

function readDate(json: unknown): string | Flaw {
  if (typeof json !== 'string') return notA('a string');
  return isRealDate(json) ? json : malformed('a date, YYYY-MM-DD');
}

function readDateTime(json: unknown): string | Flaw {
  if (typeof json !== 'string') return notA('a string');
  const match = dateTime.exec(json);
  if (!match || !isRealDate(match[1] ?? '')) return malformed('an RFC 3339 date and time');
  const [, date, hour, minute, second, fraction = '', sign, offsetHours, offsetMinutes] = match;
  const local = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  const offset = sign ? Number(`${sign}1`) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 : 0;
  const utc = new Date(local - offset).toISOString();
  // ISO strings outside 0000–9999 begin with a sign.
  return /^(?!0000)\d{4}-/.test(utc) ? utc : malformed('within the years 0001 to 9999');
}

export const fieldRules: FieldRules = {
  uuid: { read: readUuid, operators: ['eq', 'in'], sortable: false },
  string: {
    read: readText,
    restrict(value, { minLength, maxLength, pattern }) {
      const length = codePoints(String(value));
      if (length < minLength) return flaw('too_short', `must have at least ${minLength} characters`);
      if (length > maxLength) return flaw('too_long', `must have at most ${maxLength} characters`);
      if (pattern !== undefined && !new RegExp(pattern, 'u').test(String(value))) {
        return flaw('pattern_mismatch', `must match ${pattern}`);
      }
      return undefined;
    },
    operators: ['eq', 'in'],
    sortable: true,
    compare: byCodePoint,
  },
  text: {
    read: readText,
    restrict: (value, { maxLength }) =>
      codePoints(String(value)) > maxLength ? flaw('too_long', `must have at most ${maxLength} characters`) : undefined,
    operators: [],
    sortable: false,
  },
  integer: {
    read(json) {
      const number = readNumber(json);
      if (isFlaw(number) || Number.isSafeInteger(number)) return number;
      if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return notA('an integer');
      return restrictNumber(number, { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }) ?? number;
    },
    restrict: restrictNumber,
    operators: [...ordered, 'in'],
    fromQuery: (text) => (/^-?[0-9]+$/.test(text) ? Number(text) : undefined),
    sortable: true,
    compare: byNumber,
  },
  number: {
    read: readNumber,
    restrict: restrictNumber,
    operators: ordered,
    fromQuery: (text) =>
      /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text) && Number.isFinite(Number(text))
        ? Number(text)
        : undefined,
    sortable: true,
    compare: byNumber,
  },
  decimal: { read: readDecimal, operators: ordered, sortable: true, compare: byNumber },
  boolean: {
    read: (json) => (typeof json === 'boolean' ? json : notA('true or false')),
    operators: ['eq'],
    fromQuery: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
    sortable: false,
  },
  enum: {
    read(json, { values }) {
      if (typeof json !== 'string') return notA('a string');
      return values.includes(json) ? json : flaw('invalid_enum', `must be one of ${values.join(', ')}`);
    },
    operators: ['eq', 'in'],
    sortable: false,
  },
  date: { read: readDate, operators: ordered, sortable: true, compare: byCodePoint },
  datetime: { read: readDateTime, operators: ordered, sortable: true, compare: byCodePoint },
  ref: { read: readUuid, operators: ['eq', 'in'], sortable: false },
};
