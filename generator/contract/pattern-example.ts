import { type ClassItem, parsePattern, type Token } from '../model/pattern.ts';

/** Characters to try for a class or a dot, the plainest first. */
const plain = [...'aA0x-_ .@/'];
const shorthandExamples = { d: '0', D: 'a', w: 'a', W: '-' } as const;

const firstOf = (item: ClassItem): string => {
  if (item.kind === 'shorthand') return shorthandExamples[item.letter];
  return item.kind === 'range' ? item.from : item.character;
};

function holds(item: ClassItem, character: string): boolean {
  if (item.kind === 'shorthand') return new RegExp(`\\${item.letter}`, 'u').test(character);
  if (item.kind === 'character') return item.character === character;
  return item.from <= character && character <= item.to;
}

function exampleOf(token: Token): string {
  if (token.kind === 'literal') return token.character;
  if (token.kind === 'shorthand') return shorthandExamples[token.letter];
  if (token.kind === 'dot') return 'a';
  if (token.kind !== 'class') return '';
  if (!token.negated) return token.items.map(firstOf)[0] ?? '';
  return plain.find((character) => !token.items.some((item) => holds(item, character))) ?? '';
}

/** How often a quantifier repeats what is before it: at least once, so that examples show what they can. */
const repeatsOf = (quantifier: string): number => Math.max(1, Number(/^\{(\d+)/.exec(quantifier)?.[1] ?? 1));

/** What has been made of the group that is open; after a `|` nothing is added. */
interface Group {
  readonly pieces: string[];
  complete: boolean;
}

/** The text of the first branch everywhere. */
function textOf(tokens: readonly Token[]): string {
  let group: Group = { pieces: [], complete: false };
  const outer: Group[] = [];
  const add = (piece: string): void => {
    if (!group.complete) group.pieces.push(piece);
  };
  for (const token of tokens) {
    if (token.kind === 'open') {
      outer.push(group);
      group = { pieces: [], complete: false };
    } else if (token.kind === 'close') {
      const text = group.pieces.join('');
      group = outer.pop() ?? group;
      add(text);
    } else if (token.kind === 'quantifier') {
      if (!group.complete) add(group.pieces.pop()?.repeat(repeatsOf(token.text)) ?? '');
    } else if (token.kind === 'alternation') {
      group.complete = true;
    } else {
      add(exampleOf(token));
    }
  }
  return group.pieces.join('');
}

/** A text in which the pattern is found and whose length is right: the given one, one made from the pattern, or none. */
export function examplePatternText(
  pattern: string,
  text: string,
  minLength: number,
  maxLength: number,
): string | undefined {
  const parsed = parsePattern(pattern);
  if ('problem' in parsed) return undefined;
  const made = textOf(parsed.tokens);
  const last = made.slice(-1);
  const matcher = new RegExp(pattern, 'u');
  const rightLength = (candidate: string): boolean => {
    const { length } = [...candidate];
    return length >= minLength && length <= maxLength;
  };
  return [text, made, made.padEnd(minLength, last || 'x')].find((one) => rightLength(one) && matcher.test(one));
}
