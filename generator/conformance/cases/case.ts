import type { Field, FieldOf, FieldType } from '../../model/types.ts';
import type { Random } from '../random.ts';
import type { Value } from '../values.ts';

/** A value that a field takes. */
export interface Accepted {
  /** As it is sent: JSON text, since `1.0` or `1e400` are no values of JavaScript's own. */
  readonly json: string;
  /** As it comes back. */
  readonly echo: Value;
}

/** A value that a field refuses, with the code of its violation. */
export interface Rejected {
  readonly json: string;
  readonly code: string;
}

/** One sentence of docs/contract.md about the values of a type. */
export interface TypeRule<F = Field> {
  /** What follows `types.` in the id of the check. */
  readonly id: string;
  readonly rule: string;
  accepts?(field: F, random: Random): readonly Accepted[];
  rejects?(field: F, random: Random): readonly Rejected[];
}

export type RulesOf<T extends FieldType> = readonly TypeRule<FieldOf<T>>[];

/** Comes back as it was sent. */
export const kept = (value: Value): Accepted => ({ json: JSON.stringify(value), echo: value });

/** A string that comes back as another. */
export const becomes = (sent: string, echo: string): Accepted => ({ json: JSON.stringify(sent), echo });

/** Values of JavaScript's own that all have the same code. */
export const refused = (code: string, values: readonly unknown[]): Rejected[] =>
  [...new Set(values.map((value) => JSON.stringify(value)))].map((json) => ({ json, code }));

/** Strings of other scripts' digits, which `\d` and int() take for digits in Python. */
export const arabicDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
