import type { FieldOf } from '../../model/types.ts';
import { textMatching, textMissing } from '../pattern.ts';
import { type Random, token } from '../random.ts';
import { type Accepted, kept, type Rejected, type RulesOf, refused } from './case.ts';

interface Bounds {
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern?: string | undefined;
}

const boundsOf = (field: FieldOf<'string'> | FieldOf<'text'>): Bounds =>
  field.type === 'text' ? { minLength: 0, maxLength: field.maxLength } : field;

/** A body must stay under 1 MiB whatever is in it. */
const longestSent = 200_000;

const lengthOf = (text: string): number => [...text].length;

/** Anything that is stored must come back as it was sent. */
const peculiar: Readonly<Record<string, readonly string[]>> = {
  'surrounding blanks': [
    '  two blanks  ',
    '\ttab\t',
    '\nline\n',
    '\r\nwindows\r\n',
    '\u00a0no-break\u00a0',
    '\u3000wide\u3000',
  ],
  'both forms of Unicode': ['caf\u00e9', 'cafe\u0301', '\ufb01ne', '\u1e9b\u0323', '\u212bngstr\u00f6m'],
  'letters of either case': ['MiXeD', 'İstanbul', 'straße', 'ΣΊΣΥΦΟΣ'],
  'control and special characters': [
    '\u0001\u001f',
    '\u007f\u0080',
    '\u2028\u2029',
    '\ufeffmark',
    '\ufffd',
    '\uffff',
    '\u202ertl',
  ],
  'characters beyond the BMP': ['😀', '👩‍👩‍👧‍👦', '𝒳', '\u{10ffff}', '字😀字'],
  'code of other languages': [
    '<script>alert(1)</script>',
    "'; DROP TABLE x; --",
    '"quoted"',
    'back\\slash',
    '{{template}} <%= erb %> %s %(name)s $1',
    '../../etc/passwd',
    '\\u0041',
    'null',
    'true',
    '123',
    '2026-01-01',
    '__proto__',
  ],
};

/** Filled up so that it is long enough, and free in a unique field. */
function fitted(text: string, { minLength, maxLength, pattern }: Bounds, random: Random): string[] {
  if (pattern !== undefined) return [];
  const room = Math.max(0, Math.min(maxLength - lengthOf(text), Math.max(8, minLength - lengthOf(text))));
  const filler = token(random, room);
  // In the middle, where trimming and padding would still be seen at both ends.
  const middle = Math.floor(text.length / 2);
  const cut = text.charCodeAt(middle) >= 0xdc00 && text.charCodeAt(middle) <= 0xdfff ? 0 : middle;
  const filled = text.slice(0, cut) + filler + text.slice(cut);
  return lengthOf(filled) <= maxLength && lengthOf(filled) >= minLength ? [filled] : [];
}

/** Of exactly this length, free in a unique field where it is long enough. */
const ofLength = (character: string, length: number, random: Random): string => {
  const free = token(random, Math.min(length, 8));
  return free + character.repeat(length - free.length);
};

function shortest({ minLength, pattern }: Bounds, random: Random): Accepted[] {
  if (pattern === undefined) return [kept(ofLength('a', minLength, random))];
  const text = textMatching(pattern, { minLength, maxLength: minLength }, random);
  return text === undefined ? [] : [kept(text)];
}

function longest({ minLength, maxLength, pattern }: Bounds, random: Random): Accepted[] {
  if (maxLength > longestSent) return [];
  if (pattern === undefined) return [...'z😀é'].map((character) => kept(ofLength(character, maxLength, random)));
  const text = textMatching(pattern, { minLength: Math.max(minLength, maxLength), maxLength }, random);
  return text === undefined ? [] : [kept(text)];
}

const tooLong = ({ maxLength }: Bounds): Rejected[] =>
  maxLength >= longestSent
    ? []
    : refused('too_long', ['a'.repeat(maxLength + 1), '😀'.repeat(maxLength + 1), 'a'.repeat(maxLength + 5000)]);

/** Long enough, so that only the character is wrong; with one too many, so that the format is seen to come first. */
const withCharacter = (character: string, { minLength, maxLength }: Bounds): string[] => [
  character,
  `ab${character}cd`,
  character.repeat(Math.max(1, minLength)),
  ...(maxLength < longestSent ? ['a'.repeat(maxLength) + character] : []),
];

const notStrings = [1, 0, -1.5, true, false, [], ['a'], {}, { a: 'b' }];

type Kind = 'string' | 'text';

function textRules<T extends Kind>(type: T): RulesOf<T> {
  const bounds = (field: FieldOf<T>) => boundsOf(field as FieldOf<Kind>);
  return [
    ...Object.entries(peculiar).map(([name, texts]) => ({
      id: `${type}-keeps-${name.replaceAll(' ', '-').toLowerCase()}`,
      rule: `§1 a ${type} is stored as sent: ${name}`,
      accepts: (field: FieldOf<T>, random: Random) =>
        texts.flatMap((text) => fitted(text, bounds(field), random)).map(kept),
    })),
    {
      id: `${type}-longest`,
      rule: `§1 the length of a ${type} is counted in code points, and its maximum is allowed`,
      accepts: (field, random) => longest(bounds(field), random),
    },
    {
      id: `${type}-too-long`,
      rule: `§4 a ${type} of one code point more is too_long`,
      rejects: (field) => tooLong(bounds(field)),
    },
    {
      id: `${type}-nul`,
      rule: `§1 U+0000 in a ${type} is invalid_format, before its length is looked at`,
      rejects: (field) => refused('invalid_format', withCharacter('\u0000', bounds(field))),
    },
    {
      id: `${type}-lone-surrogate`,
      rule: `§1 a lone surrogate in a ${type} is invalid_format`,
      rejects: (field) =>
        refused('invalid_format', [
          ...withCharacter('\ud83d', bounds(field)),
          ...withCharacter('\ude00', bounds(field)),
          '\ude00\ud83d',
        ]),
    },
    {
      id: `${type}-invalid-type`,
      rule: `§3 nothing is coerced to a ${type}`,
      rejects: () => refused('invalid_type', notStrings),
    },
  ];
}

export const stringRules: RulesOf<'string'> = [
  ...textRules('string'),
  {
    id: 'string-shortest',
    rule: '§1 the minimal length of a string is allowed',
    accepts: shortest,
  },
  {
    id: 'string-too-short',
    rule: '§4 a string of one code point less is too_short',
    rejects: ({ minLength }) =>
      minLength === 0 ? [] : refused('too_short', ['', 'a'.repeat(minLength - 1), '😀'.repeat(minLength - 1)]),
  },
  {
    id: 'string-blank',
    rule: '§1 a string is not trimmed before it is measured',
    accepts: ({ minLength, maxLength, pattern }) =>
      pattern === undefined && maxLength > 0 ? [kept(' '.repeat(Math.max(1, minLength)))] : [],
  },
  {
    id: 'string-pattern-found',
    rule: '§1 a pattern is searched for, not anchored',
    accepts: ({ pattern, ...bounds }, random) => {
      const draw = () => (pattern === undefined ? undefined : textMatching(pattern, bounds, random));
      return Array.from({ length: 5 }, draw).flatMap((text) => (text === undefined ? [] : [kept(text)]));
    },
  },
  {
    id: 'string-pattern-in-the-middle',
    rule: '§1 a pattern without anchors is found anywhere in the text',
    accepts: ({ pattern, minLength, maxLength }, random) => {
      if (pattern === undefined) return [];
      const core = textMatching(pattern, { minLength: 0, maxLength }, random) ?? '';
      return [`x${core}`, `${core}x`, `\n${core}`, `x${core}x`]
        .filter(
          (text) => lengthOf(text) >= minLength && lengthOf(text) <= maxLength && new RegExp(pattern, 'u').test(text),
        )
        .map(kept);
    },
  },
  {
    id: 'string-pattern-mismatch',
    rule: '§4 a string in which the pattern isn’t found is pattern_mismatch',
    rejects: ({ pattern, ...bounds }) => {
      const text = pattern === undefined ? undefined : textMissing(pattern, bounds);
      return text === undefined ? [] : refused('pattern_mismatch', [text]);
    },
  },
  {
    id: 'string-pattern-end',
    rule: '§1 $ is the very end of the text, not the place before a last line feed',
    rejects: ({ pattern, minLength, maxLength }, random) => {
      if (pattern === undefined || maxLength < 2) return [];
      const text = `${textMatching(pattern, { minLength: Math.max(0, minLength - 1), maxLength: maxLength - 1 }, random) ?? ''}\n`;
      return new RegExp(pattern, 'u').test(text) || lengthOf(text) < minLength
        ? []
        : refused('pattern_mismatch', [text]);
    },
  },
  {
    id: 'string-length-before-pattern',
    rule: '§3 bounds come before the pattern',
    rejects: ({ pattern, minLength, maxLength }) => {
      if (pattern === undefined || maxLength >= longestSent) return [];
      const long = textMissing(pattern, { minLength: maxLength + 1, maxLength: maxLength + 1 });
      const short = minLength > 0 && !new RegExp(pattern, 'u').test('') ? refused('too_short', ['']) : [];
      return [...short, ...(long === undefined ? [] : refused('too_long', [long]))];
    },
  },
];

export const textOnlyRules: RulesOf<'text'> = [
  ...textRules('text'),
  { id: 'text-empty', rule: '§1 a text may be empty', accepts: () => [kept('')] },
  {
    id: 'text-blank',
    rule: '§1 a text is not trimmed',
    accepts: ({ maxLength }) => (maxLength > 0 ? [kept(' ')] : []),
  },
];
