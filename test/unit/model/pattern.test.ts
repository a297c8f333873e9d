import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parsePattern } from '../../../generator/model/pattern.ts';
import { pythonPattern } from '../../../generator/model/pattern-python.ts';

const accepted = [
  'a',
  '^[A-Z]+$',
  '^97[89][0-9]{10}$',
  '^[a-z0-9]+(-[a-z0-9]+)*$',
  '^(?:foo|bar){2,3}?$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^\\w+@\\w+\\.\\w{2,}$',
  '\\D',
  '\\W',
  '^[^\\w]$',
  '^[\\D]$',
  '^.$',
  '^.{2}$',
  '.',
  '^$',
  'a$',
  '^a|b$',
  '(a|)',
  '()',
  '[\\t\\n\\r]',
  '\\n$',
  '[-a]',
  '[a-]',
  '[a\\-z]',
  '[+--]',
  '[a-z-9]',
  '[.*+?(){}|$/[]',
  '[&&||~~]',
  '[!--]',
  '[\\]\\\\^]',
  '\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/',
  '^"\'#% ,:;<=>@_`~!&-$',
  '^[ä-ü]+$',
  '^[😀-😎]$',
  '^😀{2}$',
  'a*?b+?c??',
  'a{2,}?$',
  'x(a(b(c)?)*)+y',
];

const texts = [
  ...[
    '',
    'a',
    'b',
    'A',
    'Z9',
    'ABC',
    'ABC\n',
    'a\n',
    '\n',
    '\r',
    '\t',
    '\u2028',
    '\u2029',
    '\u0085',
    '\v',
    ' ',
    '\u00a0',
  ],
  ...['a-b-c', 'foo', 'foobar', 'foobarfoo', '2026-01-02', '٣', '२०२६-01-02', 'é', 'ä', 'äöü', 'ſ', 'K', 'ı'],
  ...[
    'me@example.org',
    '9781234567890',
    '😀',
    '😀😀',
    '😎',
    '\\',
    '^$\\.*+?()[]{}|/',
    '-',
    '+',
    ',',
    '&',
    '|',
    '~',
    ']',
    '[',
  ],
  ...['aab', 'aabc', 'xaby', 'xabcaby', '"\'#% ,:;<=>@_`~!&-', 'a\u2028b', 'a\r\nb', '_', '9', '0'],
];

const program = `
import json, re, sys
patterns, texts = json.load(sys.stdin)
json.dump([[re.search(p, t, flags=re.ASCII) is not None for t in texts] for p in patterns], sys.stdout)
`;

test('Python finds the same texts as JavaScript', () => {
  const input = JSON.stringify([accepted.map(pythonPattern), texts]);
  const { stdout, stderr } = spawnSync('python3', ['-W', 'error', '-c', program], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  const found = (matches: readonly boolean[]): string[] => texts.filter((_, index) => matches[index]);
  const python = (JSON.parse(stdout) as boolean[][]).map(found);
  const javascript = accepted.map((source) => found(texts.map((text) => new RegExp(source, 'u').test(text))));
  expect(Object.fromEntries(accepted.map((source, index) => [source, python[index]]))).toEqual(
    Object.fromEntries(accepted.map((source, index) => [source, javascript[index]])),
  );
});

test('a pattern becomes tokens', () => {
  expect(parsePattern('^(?:[^a-z\\d]|.)+?$')).toEqual({
    tokens: [
      { kind: 'start' },
      { kind: 'open', capturing: false },
      {
        kind: 'class',
        negated: true,
        items: [
          { kind: 'range', from: 'a', to: 'z' },
          { kind: 'shorthand', letter: 'd' },
        ],
      },
      { kind: 'alternation' },
      { kind: 'dot' },
      { kind: 'close' },
      { kind: 'quantifier', text: '+?' },
      { kind: 'end' },
    ],
  });
});

test.each([
  ['^a.b$', '^a[^\\n\\r\\u2028\\u2029]b\\Z'],
  ['[[&-]', '[\\[\\&\\-]'],
  ['a/b\\t', 'a\\/b\\t'],
])('%s is %s in Python', (source, python) => {
  expect(pythonPattern(source)).toBe(python);
});

describe('outside the subset', () => {
  test.each([
    ['', 1, 'empty'],
    ['a\\s', 2, '\\s matches other characters'],
    ['\\bfoo', 1, '\\b has no place'],
    ['\\p{L}', 1, 'unknown to Python'],
    ['\\u{1F600}', 1, 'the character itself'],
    ['\\x41', 1, 'the character itself'],
    ['(a)\\1', 4, 'back-references'],
    ['\\0', 1, 'octal'],
    ['\\@', 1, 'write @ without the backslash'],
    ['\\-', 1, 'write - without the backslash'],
    ['\\a', 1, '\\a is not in the subset'],
    ['a\\', 2, 'ends too early'],
    ['(?=a)', 1, 'no look-around'],
    ['(?<n>a)', 1, 'no look-around'],
    ['(?i)a', 1, 'no look-around'],
    ['(a', 1, 'never closed'],
    ['a)', 2, 'closes nothing'],
    ['[a', 1, 'never closed'],
    ['[]', 1, 'empty class'],
    ['[^]', 1, 'empty class'],
    ['a]', 2, 'write \\]'],
    ['a}', 2, 'write \\}'],
    ['[z-a]', 2, 'wrong order'],
    ['[\\d-z]', 2, 'from one character to another'],
    ['[a-\\d]', 2, 'from one character to another'],
    ['*a', 1, 'nothing that * can repeat'],
    ['a**', 3, 'nothing that * can repeat'],
    ['a*+', 3, 'nothing that + can repeat'],
    ['^*', 2, 'nothing that * can repeat'],
    ['(|*)', 3, 'nothing that * can repeat'],
    ['a{,3}', 2, 'repeats are {n}'],
    ['a{', 2, 'repeats are {n}'],
    ['a{3,2}', 2, 'wrong order'],
    ['a{1001}', 2, 'at most 1000'],
    ['a\u0000', 2, 'control characters'],
    ['[\n]', 2, 'control characters'],
    ['a\u2028', 2, 'control characters'],
    ['\ud800', 1, 'control characters'],
    ['('.repeat(21), 21, 'at most 20 deep'],
    ['a'.repeat(501), 501, 'at most 500 characters'],
  ])('%j at %d: %s', (source, position, message) => {
    expect(parsePattern(source)).toEqual({ problem: { position, message: expect.stringContaining(message) } });
  });

  test('every accepted pattern is one in JavaScript', () => {
    for (const source of accepted) expect(() => new RegExp(source, 'u')).not.toThrow();
  });
});
