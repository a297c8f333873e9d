import { kept, type RulesOf, refused } from './case.ts';

export const booleanRules: RulesOf<'boolean'> = [
  { id: 'boolean-values', rule: '§1 a boolean is true or false', accepts: () => [kept(true), kept(false)] },
  {
    id: 'boolean-nothing-else',
    rule: '§1 a boolean is nothing else',
    rejects: () => refused('invalid_type', [0, 1, -1, '', 'true', 'false', 'on', 'yes', [], {}, [true]]),
  },
];

const swapCase = (text: string): string =>
  [...text].map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('');

export const enumRules: RulesOf<'enum'> = [
  { id: 'enum-values', rule: '§1 every value of an enum is taken', accepts: ({ values }) => values.map(kept) },
  {
    id: 'enum-case',
    rule: '§1 an enum is case-sensitive',
    rejects: ({ values }) =>
      refused(
        'invalid_enum',
        values.map(swapCase).filter((text) => !values.includes(text)),
      ),
  },
  {
    id: 'enum-invalid',
    rule: '§4 a string that isn’t one of the values is invalid_enum',
    rejects: ({ values: [first = '', ...more] }) =>
      refused(
        'invalid_enum',
        [
          '',
          ' ',
          'no such value',
          `${first} `,
          ` ${first}`,
          `${first}\n`,
          `${first}\u0000`,
          `${first}\ud800`,
          '0',
          '__proto__',
          'constructor',
          'toString',
        ].filter((text) => text !== first && !more.includes(text)),
      ),
  },
  {
    id: 'enum-invalid-type',
    rule: '§3 nothing is coerced to an enum',
    rejects: ({ values: [first] }) => refused('invalid_type', [0, 1, true, [], {}, [first]]),
  },
];
