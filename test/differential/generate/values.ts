import { accepted, rejected } from '../../../generator/conformance/cases/index.ts';
import { oneOf, type Random, seeded, uuid } from '../../../generator/conformance/random.ts';
import { type Value, valuesOf } from '../../../generator/conformance/values.ts';
import type { Field, Model } from '../../../generator/model/types.ts';
import { chance } from '../random.ts';

/** JSON texts that fit no field, or not many. */
export const oddities = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1',
    '1.0',
    '-1',
    '1.5',
    '1e2',
    '1E400',
    '-1e400',
    '1e-400',
    '9007199254740993',
  ],
  ...['12345678901234567890', '0.1e1', '1e0', '100e-2', '5e-324', '1.7976931348623157e308', '123456789.123456789'],
  ...['""', '" "', '"x"', '"1"', '"true"', '"null"', '"\\u0000"', '"a\\ud800"', '"\\ude00\\ud83d"', '"\\ud83d\\ude00"'],
  ...['[]', '{}', '[null]', '[1]', '{"a":1}', '[[[[]]]]', '{"id":1}', '"2026-02-30"', '"2026-01-01"', '"\\/\\b\\f"'],
  ...['"é"', '"e\\u0301"', '"\\u00e9"', '"\ufeff"', '"\u2028"', '"ß"', '"\u212a"', '"\u{10ffff}"', '"İ"', '"\u00a0x "'],
];

interface Pool {
  /** JSON texts. */
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly huge: readonly string[];
}

/** Longer values are rare, since they take the time of many short ones. */
const longest = 1500;

/** The values of every field, from the cases of `verify`: made once, always the same. */
export class Values {
  readonly #pools = new Map<Field, Pool>();

  constructor(model: Model) {
    const random = seeded(0);
    for (const field of model.resources.flatMap(({ fields }) => fields)) this.#pools.set(field, poolOf(field, random));
  }

  /** JSON text of a value that the field takes; undefined for a reference. */
  good(field: Field, random: Random): string | undefined {
    const { good, huge } = this.#pool(field);
    if (huge.length > 0 && chance(random, 0.01)) return oneOf(random, huge);
    if (good.length > 0 && chance(random, 0.6)) return oneOf(random, good);
    const drawn = valuesOf(field).draw(field, random);
    return drawn === undefined ? undefined : JSON.stringify(drawn);
  }

  /** JSON text of a value that the field most likely refuses. */
  bad(field: Field, random: Random): string {
    const { bad } = this.#pool(field);
    return bad.length > 0 && chance(random, 0.75) ? oneOf(random, bad) : oneOf(random, oddities);
  }

  #pool(field: Field): Pool {
    const pool = this.#pools.get(field);
    if (!pool) throw new Error(`${field.name} is no field of the model`);
    return pool;
  }
}

function poolOf(field: Field, random: Random): Pool {
  const telling = valuesOf(field)
    .telling(field, random)
    .map((value: Value) => JSON.stringify(value));
  const all = [...accepted(field, random).map(({ json }) => json), ...telling];
  const short = (json: string) => json.length <= longest;
  return {
    good: all.filter(short),
    bad: rejected(field, random)
      .map(({ json }) => json)
      .filter(short),
    huge: all.filter((json) => !short(json)),
  };
}

export const unknownId = (random: Random): string => uuid(random);
