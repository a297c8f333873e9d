import { hex, type Random, uuid } from '../random.ts';
import { becomes, kept, type RulesOf, refused } from './case.ts';

/** Drawn, so that it is free in a unique field too. */
const ofVersion = (version: string, variant: string, random: Random): string => {
  const [a, b, c = '', d = '', e] = uuid(random).split('-');
  return [a, b, version + c.slice(1), variant + d.slice(1), e].join('-');
};

const malformed = (random: Random) => {
  const id = uuid(random);
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

const notStrings = (random: Random) => [1, 0, true, false, [], {}, [uuid(random)], { id: uuid(random) }];

export const uuidRules: RulesOf<'uuid'> = [
  {
    id: 'uuid-any-version',
    rule: '§1 a UUID of any version',
    accepts: (_, random) => [...'0123456789abcdef'].map((digit) => kept(ofVersion(digit, 'a', random))),
  },
  {
    id: 'uuid-any-variant',
    rule: '§1 8-4-4-4-12 hex digits are all that a UUID needs',
    accepts: (_, random) => [
      ...[...'07cdef'].map((digit) => kept(ofVersion('4', digit, random))),
      kept(`00000000-0000-0000-0000-${hex(random, 12)}`),
      kept(`ffffffff-ffff-ffff-ffff-${hex(random, 12)}`),
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
    accepts: (_, random) => {
      const id = `abcdef${uuid(random).slice(6)}`;
      return [becomes(id.toUpperCase(), id), becomes(`AbCdEf${id.slice(6)}`, id)];
    },
  },
  {
    id: 'uuid-invalid-format',
    rule: '§4 a string that isn’t a UUID is invalid_format',
    rejects: (_, random) => refused('invalid_format', malformed(random)),
  },
  {
    id: 'uuid-invalid-type',
    rule: '§4 no other JSON type is coerced to a UUID',
    rejects: (_, random) => refused('invalid_type', notStrings(random)),
  },
];

export const refRules: RulesOf<'ref'> = [
  {
    id: 'ref-invalid-format',
    rule: '§4 a reference that isn’t a UUID is invalid_format',
    rejects: (_, random) => refused('invalid_format', malformed(random)),
  },
  {
    id: 'ref-invalid-type',
    rule: '§4 no other JSON type is coerced to a reference',
    rejects: (_, random) => refused('invalid_type', notStrings(random)),
  },
];
