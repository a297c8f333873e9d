import type { FieldOf } from '../../model/types.ts';
import { type Accepted, kept, type Rejected, type RulesOf, refused } from './case.ts';

type Numeric = FieldOf<'integer'> | FieldOf<'number'>;

const number = (json: string, echo = Number(json)): Accepted => ({ json, echo });
const literals = (code: string, texts: readonly string[]): Rejected[] => texts.map((json) => ({ json, code }));

const allowed = (
  { min = -Number.MAX_VALUE, max = Number.MAX_VALUE }: Numeric,
  cases: readonly Accepted[],
): Accepted[] => cases.filter(({ echo }) => typeof echo === 'number' && echo >= min && echo <= max);

const safe = 2 ** 53 - 1;
const notNumbers = ['1', '', '1.0', 'NaN', true, false, [], [1], {}];

/** More than any native parser of integers takes (Python stops at 4300 digits). */
const longDigits = 5000;
const beyond: readonly (readonly [string, number])[] = [
  ['1e400', 1],
  ['-1e400', -1],
  [`1${'0'.repeat(longDigits)}`, 1],
  [`-1${'0'.repeat(longDigits)}`, -1],
  [`1${'0'.repeat(longDigits)}.0`, 1],
  ['1E+999999', 1],
];

const infinite: Rejected[] = beyond.map(([json, sign]) => ({ json, code: sign > 0 ? 'too_big' : 'too_small' }));

/** Any integer of the range, preferably one in which a wrong sign or a dropped zero shows. */
const someInteger = ({ min, max }: FieldOf<'integer'>): number =>
  [100, 10, 1].find((one) => one >= min && one <= max) ?? min;

export const integerRules: RulesOf<'integer'> = [
  {
    id: 'integer-bounds',
    rule: '§1 both bounds of an integer are allowed, exactly',
    accepts: ({ min, max }) => [kept(min), kept(max)],
  },
  {
    id: 'integer-zero-and-sign',
    rule: '§1 an integer may be zero or negative',
    accepts: (field) => allowed(field, [kept(0), kept(-1), kept(1)]),
  },
  {
    id: 'integer-other-spellings',
    rule: '§1 1.0 and 1e2 are integers and are echoed 1 and 100',
    accepts: (field) => {
      const some = someInteger(field);
      return allowed(field, [
        number(`${some}.0`),
        number(`${some}.000e0`),
        number('1e2'),
        number('1.0E+2'),
        number('1000e-1'),
        number(`${some * 10}e-1`),
      ]);
    },
  },
  {
    id: 'integer-long-spellings',
    rule: '§3 numbers may be of any length and are read as doubles',
    accepts: (field) =>
      allowed(field, [
        number(`1.${'0'.repeat(longDigits)}`),
        number(`0.${'9'.repeat(400)}`),
        number('1e-400'),
        number(`${'0.'}${'0'.repeat(longDigits)}1`),
      ]),
  },
  {
    id: 'integer-negative-zero',
    rule: '§1 the integer -0 is 0',
    accepts: (field) => allowed(field, [number('-0', 0), number('-0.0', 0), number('-0e5', 0)]),
  },
  {
    id: 'integer-fraction',
    rule: '§1 a fraction is no integer: invalid_type, whatever the bounds',
    rejects: (field) =>
      literals('invalid_type', ['1.5', '-0.5', `${someInteger(field)}.1`, '1e-1', '123456789.000001', '1e-300']),
  },
  {
    id: 'integer-invalid-type',
    rule: '§1 "1" and true are no integers',
    rejects: () => refused('invalid_type', notNumbers),
  },
  {
    id: 'integer-too-small',
    rule: '§4 below the minimum is too_small',
    rejects: ({ min }) =>
      literals(
        'too_small',
        min <= -safe
          ? ['-9007199254740993', '-1e300']
          : [String(min - 1), `${min - 1}.0`, '-9007199254740991'].filter((json) => Number(json) < min),
      ),
  },
  {
    id: 'integer-too-big',
    rule: '§4 above the maximum is too_big',
    rejects: ({ max }) =>
      literals(
        'too_big',
        max >= safe
          ? ['9007199254740992', '9007199254740993', '1e300']
          : [String(max + 1), `${max + 1}.0`, '9007199254740991', '9223372036854775808'].filter(
              (json) => Number(json) > max,
            ),
      ),
  },
  { id: 'integer-beyond-double', rule: '§4 1e400 is too_big, -1e400 too_small', rejects: () => infinite },
];

const bit = new DataView(new ArrayBuffer(8));

/** The next double in the direction of `sign`. */
function nextTo(value: number, sign: 1 | -1): number {
  if (value === 0) return sign * Number.MIN_VALUE;
  bit.setFloat64(0, value);
  bit.setBigInt64(0, bit.getBigInt64(0) + (value > 0 === sign > 0 ? 1n : -1n));
  return bit.getFloat64(0);
}

const finite = (...values: readonly number[]): string[] => values.filter(Number.isFinite).map(String);

export const numberRules: RulesOf<'number'> = [
  {
    id: 'number-bounds',
    rule: '§1 both bounds of a number are allowed, exactly',
    accepts: (field) => [field.min, field.max].flatMap((bound) => (bound === undefined ? [] : [kept(bound)])),
  },
  {
    id: 'number-doubles',
    rule: '§1 a number is a double and comes back as the same double',
    accepts: (field) =>
      allowed(
        field,
        [
          0.1,
          0.30000000000000004,
          1.5,
          -1.5,
          1 / 3,
          123456789.12345679,
          2 ** 53 + 2,
          1e21,
          1e-7,
          1.7976931348623157e308,
          2.2250738585072014e-308,
          5e-324,
        ].map(kept),
      ),
  },
  {
    id: 'number-other-spellings',
    rule: '§3 a number may be written in every way of JSON',
    accepts: (field) =>
      allowed(
        field,
        ['1.0', '1e2', '1E+2', '10e-1', '1e-400', '1000000000000000000000000', '0.1000'].map((json) => number(json)),
      ),
  },
  {
    id: 'number-long-spellings',
    rule: '§3 numbers may be of any length and are read as doubles',
    accepts: (field) =>
      allowed(field, [
        number(`1.${'0'.repeat(longDigits)}1`),
        number(`0.1${'0'.repeat(longDigits)}`),
        number(`1${'0'.repeat(300)}`),
      ]),
  },
  {
    id: 'number-negative-zero',
    rule: '§1 -0 becomes 0',
    accepts: (field) => allowed(field, [number('-0', 0), number('-0.0', 0), number('-1e-400', 0)]),
  },
  {
    id: 'number-invalid-type',
    rule: '§3 nothing is coerced to a number',
    rejects: () => refused('invalid_type', notNumbers),
  },
  {
    id: 'number-too-small',
    rule: '§4 the next double below the minimum is too_small',
    rejects: ({ min }) =>
      min === undefined ? [] : literals('too_small', finite(nextTo(min, -1), min - Math.abs(min) - 1)),
  },
  {
    id: 'number-too-big',
    rule: '§4 the next double above the maximum is too_big',
    rejects: ({ max }) =>
      max === undefined ? [] : literals('too_big', finite(nextTo(max, 1), max + Math.abs(max) + 1)),
  },
  { id: 'number-beyond-double', rule: '§4 1e400 is too_big, -1e400 too_small', rejects: () => infinite },
];
