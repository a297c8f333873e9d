import { type ClassItem, parsePattern, type Token } from './pattern.ts';

const controls: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Escaping every punctuation mark also avoids Python's warnings about `[[`, `--`, `&&`, `~~` and `||` in classes. */
function literal(character: string): string {
  if (/^[!-/:-@[-`{-~]$/.test(character)) return `\\${character}`;
  return controls[character] ?? character;
}

const classItem = (item: ClassItem): string => {
  if (item.kind === 'shorthand') return `\\${item.letter}`;
  return item.kind === 'range' ? `${literal(item.from)}-${literal(item.to)}` : literal(item.character);
};

function python(token: Token): string {
  switch (token.kind) {
    case 'literal':
      return literal(token.character);
    case 'shorthand':
      return `\\${token.letter}`;
    case 'class':
      return `[${token.negated ? '^' : ''}${token.items.map(classItem).join('')}]`;
    case 'open':
      return token.capturing ? '(' : '(?:';
    case 'quantifier':
      return token.text;
    default:
      return plain[token.kind];
  }
}

/** JavaScript's `.` leaves out four line terminators, Python's one; Python's `$` also stands before a last line feed. */
const plain = {
  dot: '[^\\n\\r\\u2028\\u2029]',
  alternation: '|',
  start: '^',
  end: '\\Z',
  close: ')',
} as const;

/**
 * The pattern for Python's `re.search(…, flags=re.ASCII)` that finds the same texts as JavaScript's
 * `new RegExp(source, 'u').test(…)`. The source has to be in the subset.
 */
export function pythonPattern(source: string): string {
  const parsed = parsePattern(source);
  if ('problem' in parsed) throw new Error(`Not in the subset of patterns: ${parsed.problem.message}`);
  return parsed.tokens.map(python).join('');
}
