import { hex, uuid } from '../random.ts';
import { becomes, kept, type RulesOf, refused } from './case.ts';

/** Different every time, so that it is free in a unique field too. */
const fresh = () => uuid(Math.random);

/** `fresh` with another version and variant. */
const ofVersion = (version: string, variant: string): string => {
  const [a, b, c = '', d = '', e] = fresh().split('-');
  return [a, b, version + c.slice(1), variant + d.slice(1), e].join('-');
};

const malformed = () => {
  const id = fresh();
  return [
    '',
    'x',
    id.replaceAll('-', ''),
    `{${id}}`,
    `urn:uuid:${id}`,
    id.slice(1),
    `${id}0`,
    `${id}\n`,
    ` ${id}`,
    `g${id.slice(1)}`,
    id.replaceAll('-', '_'),
    `${id.slice(0, 7)}-${id.slice(7, 8)}${id.slice(9)}`,
    `${id.slice(0, 35)}١`,
    `${id.slice(0, 35)}\u0000`,
  ];
};

const notStrings = [1, 0, true, false, [], {}, [fresh()], { id: fresh() }];

export const uuidRules: RulesOf<'uuid'> = [
  {
    id: 'uuid-any-version',
    rule: '§1 a UUID of any version',
    accepts: () => [...'0123456789abcdef'].map((digit) => kept(ofVersion(digit, 'a'))),
  },
  {
    id: 'uuid-any-variant',
    rule: '§1 8-4-4-4-12 hex digits are all that a UUID needs',
    accepts: () => [
      ...[...'07cdef'].map((digit) => kept(ofVersion('4', digit))),
      kept(`00000000-0000-0000-0000-${hex(Math.random, 12)}`),
      kept(`ffffffff-ffff-ffff-ffff-${hex(Math.random, 12)}`),
    ],
  },
  {
    id: 'uuid-nil-and-max',
    rule: '§1 the nil and the max UUID are UUIDs',
    accepts: () => [kept('00000000-0000-0000-0000-000000000000'), kept('ffffffff-ffff-ffff-ffff-ffffffffffff')],
  },
  {
    id: 'uuid-lower-case-on-output',
    rule: '§1 a UUID is taken in either case and echoed in lower case',
    accepts: () => {
      const id = `abcdef${fresh().slice(6)}`;
      return [becomes(id.toUpperCase(), id), becomes(`AbCdEf${id.slice(6)}`, id)];
    },
  },
  {
    id: 'uuid-invalid-format',
    rule: '§4 a string that isn’t a UUID is invalid_format',
    rejects: () => refused('invalid_format', malformed()),
  },
  {
    id: 'uuid-invalid-type',
    rule: '§4 no other JSON type is coerced to a UUID',
    rejects: () => refused('invalid_type', notStrings),
  },
];

export const refRules: RulesOf<'ref'> = [
  {
    id: 'ref-invalid-format',
    rule: '§4 a reference that isn’t a UUID is invalid_format',
    rejects: () => refused('invalid_format', malformed()),
  },
  {
    id: 'ref-invalid-type',
    rule: '§4 no other JSON type is coerced to a reference',
    rejects: () => refused('invalid_type', notStrings),
  },
];
