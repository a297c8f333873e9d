import { expectInvalid } from '../../expect.ts';
import { pointerTo } from '../../problems.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { unknownName } from '../paths.ts';
import { bytes, inMember, malformed } from './sending.ts';

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const nestedObjects = (depth: number): string =>
  `${`{${JSON.stringify(unknownName)}:`.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

export const syntaxChecks: readonly Check[] = [
  malformed({ id: 'bodies.syntax', rule: '§3 what isn’t JSON is 400' }, [
    '{',
    '}',
    '{]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '[1,]',
    '{,}',
    '{a:1}',
    "{'a':1}",
    '{"a":1 "b":2}',
    '{"a":"\\x41"}',
    '{"a":"\\u00"}',
    '{"a":"',
    'undefined',
    'True',
    'None',
    'nul',
    '<a/>',
    'a=1&b=2',
  ]),
  malformed(
    { id: 'bodies.number-syntax', rule: '§3 numbers are written as JSON has them' },
    ['01', '+1', '.5', '1.', '1e', '1e+', '0x10', '1_000', '--1', '-', '1.2.3', '１'].map(inMember),
  ),
  malformed(
    { id: 'bodies.not-finite', rule: '§3 NaN and Infinity are no JSON' },
    ['NaN', 'Infinity', '-Infinity', 'nan', '-NaN'].flatMap((text) => [text, inMember(text)]),
  ),
  malformed({ id: 'bodies.comments', rule: '§3 comments are no JSON' }, [
    '// a\n{}',
    '{}// a',
    '/* a */{}',
    '{}#',
    '{/**/}',
  ]),
  malformed(
    { id: 'bodies.control-characters', rule: '§3 control characters in strings are escaped in JSON' },
    ['\n', '\t', '\u0000', '\u001f', '\r'].map((character) => inMember(`"a${character}b"`)),
  ),
  malformed({ id: 'bodies.blanks', rule: '§3 JSON knows four blanks and no others' }, [
    '\u00a0{}',
    '\f{}',
    '\v{}',
    '{}\u2028',
    '\u3000{}',
    '\u0000{}',
    '{}\u0000',
    '\u0085{}',
  ]),
  malformed({ id: 'bodies.trailing', rule: '§3 bytes after the value are 400' }, [
    '{}{}',
    '{} {}',
    '{}x',
    '{}\n{}',
    '{},',
    '{}]',
    '{}0',
    '{}\u0000',
  ]),
  malformed({ id: 'bodies.byte-order-mark', rule: '§3 a byte-order mark is 400' }, [
    bytes([0xef, 0xbb, 0xbf], '{}'),
    bytes([0xff, 0xfe], Array.from(Buffer.from('{}', 'utf16le'))),
    bytes([0xfe, 0xff, 0, 0x7b, 0, 0x7d]),
  ]),
  malformed(
    { id: 'bodies.invalid-utf-8', rule: '§3 invalid UTF-8 is 400' },
    [
      [0xff],
      [0x80],
      [0xc3],
      [0xc3, 0x28],
      [0xc0, 0xaf],
      [0xe0, 0x80, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf0, 0x9f, 0x98],
    ].map((wrong) => bytes(`{${JSON.stringify(unknownName)}:"`, wrong, '"}')),
  ),
  malformed({ id: 'bodies.other-unicode', rule: '§3 JSON in UTF-16 or UTF-32 is 400' }, [
    Buffer.from('{}', 'utf16le'),
    bytes([0, 0x7b, 0, 0x7d]),
    bytes([0x7b, 0, 0, 0, 0x7d, 0, 0, 0]),
  ]),
  onFirst({
    id: 'bodies.deepest',
    rule: '§3 64 levels are JSON like any other',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      expectInvalid(await context.http.patch(path, nested(64)), ['#', 'invalid_type']);
      expectInvalid(await context.http.patch(path, nestedObjects(64)), [pointerTo(unknownName), 'unknown_field']);
      for (const text of [nested(63), nestedObjects(63), '1,'.repeat(100).replace(/.*/, (list) => `[${list}[]]`)]) {
        expectInvalid(await context.http.patch(path, inMember(text)), [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
  malformed({ id: 'bodies.too-deep', rule: '§3 arrays and objects nested deeper than 64 are 400' }, [
    nested(65),
    nestedObjects(65),
    inMember(nested(64)),
    `[${inMember(nested(63))}]`,
    nested(1000),
  ]),
  malformed({ id: 'bodies.far-too-deep', rule: '§3 any depth is 400, and nothing breaks' }, [
    nested(100_000),
    nestedObjects(50_000),
    '['.repeat(500_000),
    inMember(nested(20_000)),
  ]),
  onFirst({
    id: 'bodies.brackets-in-strings',
    rule: '§3 brackets in strings are no nesting',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const text of [
        JSON.stringify('['.repeat(200)),
        JSON.stringify(`\\"${'{'.repeat(200)}`),
        JSON.stringify(`"${'['.repeat(200)}`),
      ]) {
        expectInvalid(await context.http.patch(path, inMember(text)), [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
];
