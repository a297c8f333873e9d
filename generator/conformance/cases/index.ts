import type { Field, FieldType } from '../../model/types.ts';
import type { Random } from '../random.ts';
import type { Accepted, Rejected, RulesOf, TypeRule } from './case.ts';
import { booleanRules, enumRules } from './choices.ts';
import { decimalRules } from './decimals.ts';
import { integerRules, numberRules } from './numbers.ts';
import { stringRules, textOnlyRules } from './texts.ts';
import { dateRules, datetimeRules } from './times.ts';
import { refRules, uuidRules } from './uuids.ts';

/** Boundary and invalid values of every field type. */
export const typeRules: { readonly [T in FieldType]: RulesOf<T> } = {
  uuid: uuidRules,
  string: stringRules,
  text: textOnlyRules,
  integer: integerRules,
  number: numberRules,
  decimal: decimalRules,
  boolean: booleanRules,
  enum: enumRules,
  date: dateRules,
  datetime: datetimeRules,
  ref: refRules,
};

// The key and the parameter belong together, which TypeScript can't follow through an index.
export const rulesOf = (type: FieldType): readonly TypeRule[] => typeRules[type] as readonly TypeRule[];

export const accepted = (field: Field, random: Random = Math.random): readonly Accepted[] =>
  rulesOf(field.type).flatMap((rule) => rule.accepts?.(field, random) ?? []);

/** Null isn't among them: whether it is allowed isn't the type's business. */
export const rejected = (field: Field, random: Random = Math.random): readonly Rejected[] =>
  rulesOf(field.type).flatMap((rule) => rule.rejects?.(field, random) ?? []);
