import { oneOf, type Random } from '../../../generator/conformance/random.ts';
import type { Resource } from '../../../generator/model/types.ts';
import { weighted } from '../random.ts';
import { bodyText, type Members } from '../sequence.ts';
import type { Draft } from './draft.ts';
import { oddities } from './values.ts';

const unknownNames = [
  ...[
    'zz',
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    'a/b',
    'a~b',
    '~1',
    'é',
    '😀',
    '\ud800',
    'a b',
    '%',
    '"',
    '\\',
  ],
  ...[
    '\u0000',
    '\n',
    'ID',
    'created_at',
    '__class__',
    'hasOwnProperty',
    '0',
    "it's",
    '#',
    'a'.repeat(300),
    '\uffff',
    'version',
  ],
];
const readOnly = ['id', 'createdAt', 'updatedAt'];

/** Ways to spoil a body; all but the first two may leave it valid. */
const mutations = {
  bad: 6,
  missing: 2,
  null: 2,
  unknown: 2,
  readOnly: 1,
  twice: 1,
  odd: 2,
  renamed: 1,
} as const;

/** One to three mistakes in the members. */
export function spoiled(draft: Draft, resource: Resource, members: Members): Members {
  const { random } = draft;
  let result = [...members];
  for (const mutation of draft.some(['', '', ''], 3).map(() => weighted(random, mutations))) {
    const field = resource.fields.length > 0 ? oneOf(random, resource.fields) : undefined;
    const others = result.filter(([name]) => name !== field?.name);
    if (mutation === 'unknown') result.push([oneOf(random, unknownNames), oneOf(random, oddities)]);
    else if (mutation === 'readOnly') result.push([oneOf(random, readOnly), oneOf(random, oddities)]);
    else if (!field) continue;
    else if (mutation === 'bad') result = [...others, [field.name, draft.values.bad(field, random)]];
    else if (mutation === 'missing') result = others;
    else if (mutation === 'null') result = [...others, [field.name, 'null']];
    else if (mutation === 'odd') result = [...others, [field.name, oneOf(random, oddities)]];
    else if (mutation === 'twice') result.push([field.name, draft.value(field)]);
    else result = [...others, [field.name.toUpperCase(), draft.value(field)]];
  }
  return result;
}

const wrongBytes: readonly (readonly number[])[] = [
  [0xff],
  [0x80],
  [0xc3, 0x28],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf0, 0x9f, 0x98],
  [0xef, 0xbb, 0xbf],
];

const otherTexts = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[]',
    '[{}]',
    'null',
    'true',
    '0',
    '""',
    '"x"',
    'NaN',
    'Infinity',
    '-Infinity',
    '{"a":NaN}',
    '{"a":1,}',
  ],
  ...[
    '{"a"}',
    '{a:1}',
    "{'a':1}",
    '{"a":01}',
    '{"a":+1}',
    '{"a":.5}',
    '{"a":1.}',
    '{"a":1e}',
    '{"a":"\t"}',
    '{"a":"\\x"}',
    '[1,]',
  ],
  ...[
    '{}{}',
    '{} x',
    '{}\u0000',
    '\ufeff{}',
    '\u00a0{}',
    '/**/{}',
    '{}//',
    '{"a":"\\u12"}',
    '{"a":tru}',
    '1e400',
    'a=1&b=2',
    '{,}',
  ],
  ...[64, 65, 66, 3000].map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  ...[62, 63, 64, 65].map((depth) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  `{"a":"${'['.repeat(100)}"}`,
  `{"a":${'9'.repeat(5000)}}`,
];

/** Something other than the plain JSON of the members: broken, odd, or JSON in another dress. */
export function disguised(random: Random, members: Members): string | Uint8Array {
  const text = bodyText(members);
  switch (
    weighted(random, { other: 6, cut: 2, blanks: 2, bytes: 2, escaped: 1, appended: 1, swapped: 1, utf16: 0.3 })
  ) {
    case 'other':
      return oneOf(random, otherTexts);
    case 'cut':
      return text.slice(0, Math.floor(random() * text.length));
    case 'blanks':
      return ` \r\n\t${text.replaceAll(',"', ' ,\n"')}\n `;
    case 'bytes':
      return withBytes(random, text);
    case 'escaped':
      return text.replace(/[a-z](?=\w*":)/, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
    case 'appended':
      return text + oneOf(random, [' ', '\n', '\u0000', ',', 'x', '{}', '\ufeff', '\f']);
    case 'swapped':
      return text.replace(oneOf(random, ['"', ':', ',', '{', '}']), oneOf(random, ['', "'", ';', '\\', '[']));
    case 'utf16':
      return Buffer.from(text, 'utf16le');
  }
}

function withBytes(random: Random, text: string): Uint8Array {
  // Symbols aren't looked for in bytes.
  const bytes = Buffer.from(text.replace(/⟦[^⟧]*⟧/g, 'x'));
  const at = Math.floor(random() * (bytes.length + 1));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(oneOf(random, wrongBytes)), bytes.subarray(at)]);
}

export const mebibyte = 1_048_576;

/** The text with blanks behind it, of this many bytes. */
export const padded = (text: string, length: number): string => text + ' '.repeat(length - Buffer.byteLength(text));
