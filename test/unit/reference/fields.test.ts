import { expect, test } from 'vitest';
import type { Field } from '../../../generator/model/types.ts';
import { fieldRules, ruleOf } from '../../reference/fields.ts';
import { isFlaw } from '../../reference/problem.ts';

const base = { name: 'x', optional: false, unique: false };
const fields = {
  integer: { ...base, type: 'integer', min: -(2 ** 53 - 1), max: 2 ** 53 - 1 },
  number: { ...base, type: 'number' },
  decimal: { ...base, type: 'decimal', precision: 4, scale: 2 },
  fraction: { ...base, type: 'decimal', precision: 2, scale: 2 },
  string: { ...base, type: 'string', minLength: 1, maxLength: 2, pattern: 'a|.😀' },
  date: { ...base, type: 'date' },
  datetime: { ...base, type: 'datetime' },
  uuid: { ...base, type: 'uuid' },
} satisfies Record<string, Field>;

test.each<[keyof typeof fields, string, unknown]>([
  ['integer', '1e2', 100],
  ['integer', '1.0', 1],
  ['integer', '-0', 0],
  ['integer', '1.5', 'invalid_type'],
  ['integer', '"1"', 'invalid_type'],
  ['integer', 'true', 'invalid_type'],
  ['integer', '1e400', 'too_big'],
  ['integer', '9007199254740991', 9007199254740991],
  ['integer', '9007199254740993', 'too_big'],
  ['number', '-1e400', 'too_small'],
  ['decimal', '"0012.5"', '12.50'],
  ['decimal', '"-0.00"', '0.00'],
  ['decimal', '"-0.01"', '-0.01'],
  ['decimal', '"1.100"', 'invalid_format'],
  ['decimal', '"100.100"', 'invalid_format'],
  ['decimal', '"100"', 'too_big'],
  ['decimal', '"-100"', 'too_small'],
  ['decimal', '"+1"', 'invalid_format'],
  ['decimal', '"1."', 'invalid_format'],
  ['decimal', '1', 'invalid_type'],
  ['fraction', '"00.5"', '0.50'],
  ['fraction', '"1"', 'too_big'],
  ['string', '"😀😀"', '😀😀'],
  ['string', '"😀"', 'pattern_mismatch'],
  ['string', '"aaa"', 'too_long'],
  ['string', '"a\\u0000aa"', 'invalid_format'],
  ['string', '"\\ud83d"', 'invalid_format'],
  ['date', '"2024-02-29"', '2024-02-29'],
  ['date', '"2026-02-29"', 'invalid_format'],
  ['date', '"0000-01-01"', 'invalid_format'],
  ['date', '"2026-1-1"', 'invalid_format'],
  ['datetime', '"2026-01-02T03:04:05Z"', '2026-01-02T03:04:05.000Z'],
  ['datetime', '"2026-01-02T03:04:05.6789+01:30"', '2026-01-02T01:34:05.678Z'],
  ['datetime', '"1969-12-31T23:59:59.9999Z"', '1969-12-31T23:59:59.999Z'],
  ['datetime', '"0001-01-01T00:00:00+00:01"', 'invalid_format'],
  ['datetime', '"9999-12-31T23:59:59-00:01"', 'invalid_format'],
  ['datetime', '"0000-12-31T23:59:59-01:00"', 'invalid_format'],
  ['datetime', '"2026-01-02T24:00:00Z"', 'invalid_format'],
  ['datetime', '"2026-01-02T23:59:60Z"', 'invalid_format'],
  ['datetime', '"2026-01-02t03:04:05Z"', 'invalid_format'],
  ['datetime', '"2026-01-02T03:04:05"', 'invalid_format'],
  ['uuid', '"0190B2C4-0000-7000-8000-00000000000F"', '0190b2c4-0000-7000-8000-00000000000f'],
  ['uuid', '"0190b2c4000070008000000000000000"', 'invalid_format'],
])('%s reads %s as %s', (type, json, expected) => {
  const field = fields[type];
  const rule = ruleOf(fieldRules, field);
  const value = rule.read(JSON.parse(json), field);
  const result = isFlaw(value) ? value : (rule.restrict?.(value, field) ?? value);
  expect(isFlaw(result) ? result.code : result).toBe(expected);
});
