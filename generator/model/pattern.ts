/**
 * The subset of regular expressions in docs/contract.md §1: what means the same in JavaScript with the `u` flag and in
 * Python with re.ASCII, after `pythonPattern`.
 */
export type Token =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'shorthand'; readonly letter: Shorthand }
  | { readonly kind: 'class'; readonly negated: boolean; readonly items: readonly ClassItem[] }
  | { readonly kind: 'dot' | 'alternation' | 'start' | 'end' | 'close' }
  | { readonly kind: 'open'; readonly capturing: boolean }
  | { readonly kind: 'quantifier'; readonly text: string };

export type ClassItem =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'shorthand'; readonly letter: Shorthand }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

type Shorthand = 'd' | 'D' | 'w' | 'W';

export interface PatternProblem {
  /** The character, counted from 1. */
  readonly position: number;
  readonly message: string;
}

const longestPattern = 500;
const mostRepeats = 1000;
const deepestGroup = 20;

const shorthands: ReadonlySet<string> = new Set('dDwW');
const controlEscapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };
/** What JavaScript's `u` flag lets a backslash precede. */
const escapable: ReadonlySet<string> = new Set('^$\\.*+?()[]{}|/');
const escapableInClass: ReadonlySet<string> = new Set([...escapable, '-']);

/** Why the usual escapes outside the subset are outside. */
const refusedEscapes: Readonly<Record<string, string>> = {
  s: '\\s matches other characters in JavaScript than in Python; list the ones you mean, as in [ \\t]',
  S: '\\S matches other characters in JavaScript than in Python; list the ones you mean, as in [^ \\t]',
  b: '\\b has no place in the subset; match the characters on both sides',
  B: '\\B has no place in the subset; match the characters on both sides',
  p: '\\p{…} is unknown to Python; list the characters or ranges',
  P: '\\P{…} is unknown to Python; list the characters or ranges',
  u: 'write the character itself instead of \\u',
  x: 'write the character itself instead of \\x',
  k: 'back-references are not in the subset',
};

const simpleTokens: Readonly<Record<string, Token>> = {
  '.': { kind: 'dot' },
  '|': { kind: 'alternation' },
  '^': { kind: 'start' },
  $: { kind: 'end' },
};

class Refused extends Error {
  constructor(
    readonly index: number,
    message: string,
  ) {
    super(message);
  }
}

/** Reads one pattern, code point by code point. */
class Tokenizer {
  private index = 0;
  private readonly opened: number[] = [];
  private readonly tokens: Token[] = [];
  private readonly characters: readonly string[];

  constructor(source: string) {
    this.characters = [...source];
  }

  read(): readonly Token[] {
    if (this.characters.length === 0) this.refuse('the pattern is empty');
    if (this.characters.length > longestPattern)
      this.refuse(`a pattern has at most ${longestPattern} characters`, longestPattern);
    while (this.index < this.characters.length) this.tokens.push(this.next());
    const open = this.opened.at(-1);
    if (open !== undefined) this.refuse('this ( is never closed', open);
    return this.tokens;
  }

  private next(): Token {
    const at = this.index;
    const character = this.take();
    const simple = Object.hasOwn(simpleTokens, character) ? simpleTokens[character] : undefined;
    if (simple) return simple;
    if (character === '(') return this.open(at);
    if (character === ')') return this.close(at);
    if (character === '[') return this.class(at);
    if (character === '\\') return this.escape(at, escapable);
    if ('*+?{'.includes(character)) return this.quantifier(at, character);
    if (character === ']' || character === '}') this.refuse(`write \\${character} for the character ${character}`, at);
    return { kind: 'literal', character: this.printable(character, at) };
  }

  private open(at: number): Token {
    this.opened.push(at);
    if (this.opened.length > deepestGroup) this.refuse(`groups are nested at most ${deepestGroup} deep`, at);
    if (this.characters[this.index] !== '?') return { kind: 'open', capturing: true };
    this.index++;
    if (this.take() !== ':') this.refuse('the only groups are (…) and (?:…): no look-around, names or flags', at);
    return { kind: 'open', capturing: false };
  }

  private close(at: number): Token {
    if (this.opened.pop() === undefined) this.refuse('this ) closes nothing; write \\) for the character )', at);
    return { kind: 'close' };
  }

  private quantifier(at: number, first: string): Token {
    const text = first === '{' ? this.repeats(at) : first;
    const before = this.tokens.at(-1)?.kind;
    if (before === undefined || !['literal', 'shorthand', 'class', 'dot', 'close'].includes(before)) {
      this.refuse(`there is nothing that ${text} can repeat; write \\${first} for the character ${first}`, at);
    }
    if (this.characters[this.index] !== '?') return { kind: 'quantifier', text };
    this.index++;
    return { kind: 'quantifier', text: `${text}?` };
  }

  /** `{n}`, `{n,}` or `{n,m}`. */
  private repeats(at: number): string {
    const [text, least, most] = /^\{(\d+)(?:,(\d*))?\}/.exec(this.characters.slice(at, at + 16).join('')) ?? [];
    if (text === undefined) return this.refuse('repeats are {n}, {n,} or {n,m}; write \\{ for the character {', at);
    if (Number(least) > mostRepeats || Number(most) > mostRepeats) this.refuse(`at most ${mostRepeats} repeats`, at);
    if (most && Number(most) < Number(least)) this.refuse(`${text} has its numbers in the wrong order`, at);
    this.index = at + text.length;
    return text;
  }

  private escape(at: number, allowed: ReadonlySet<string>): Extract<Token, { kind: 'literal' | 'shorthand' }> {
    const escaped = this.take();
    if (shorthands.has(escaped)) return { kind: 'shorthand', letter: escaped as Shorthand };
    const control = Object.hasOwn(controlEscapes, escaped) ? controlEscapes[escaped] : undefined;
    if (control !== undefined) return { kind: 'literal', character: control };
    if (allowed.has(escaped)) return { kind: 'literal', character: escaped };
    return this.refuse(refusalOf(escaped), at);
  }

  private class(at: number): Token {
    const negated = this.characters[this.index] === '^';
    if (negated) this.index++;
    const items: ClassItem[] = [];
    while (this.characters[this.index] !== ']') {
      if (this.index >= this.characters.length) this.refuse('this [ is never closed', at);
      items.push(this.classItem());
    }
    this.index++;
    if (items.length === 0)
      this.refuse('an empty class means something else in Python; write \\] for the character ]', at);
    return { kind: 'class', negated, items };
  }

  private classItem(): ClassItem {
    const at = this.index;
    const from = this.classAtom();
    const isRange = this.characters[this.index] === '-' && (this.characters[this.index + 1] ?? ']') !== ']';
    if (!isRange) return from;
    this.index++;
    const to = this.classAtom();
    if (from.kind !== 'character' || to.kind !== 'character') {
      return this.refuse('a range goes from one character to another; write \\- for the character -', at);
    }
    if ((from.character.codePointAt(0) ?? 0) > (to.character.codePointAt(0) ?? 0)) {
      this.refuse(`the range ${from.character}-${to.character} is in the wrong order`, at);
    }
    return { kind: 'range', from: from.character, to: to.character };
  }

  private classAtom(): Exclude<ClassItem, { kind: 'range' }> {
    const at = this.index;
    const character = this.take();
    if (character !== '\\') return { kind: 'character', character: this.printable(character, at) };
    const token = this.escape(at, escapableInClass);
    return token.kind === 'literal' ? { kind: 'character', character: token.character } : token;
  }

  /** Control characters and line separators can't stand in the source of every generated language. */
  private printable(character: string, at: number): string {
    if (/[\p{Control}\p{Surrogate}\p{Line_Separator}\p{Paragraph_Separator}]/u.test(character)) {
      this.refuse('control characters are written \\t, \\n or \\r, or not at all', at);
    }
    return character;
  }

  private take(): string {
    const character = this.characters[this.index];
    if (character === undefined) return this.refuse('the pattern ends too early', this.index - 1);
    this.index++;
    return character;
  }

  private refuse(message: string, index = this.index): never {
    throw new Refused(index, message);
  }
}

function refusalOf(escaped: string): string {
  const known = Object.hasOwn(refusedEscapes, escaped) ? refusedEscapes[escaped] : undefined;
  if (known !== undefined) return known;
  if (/[0-9]/.test(escaped)) return 'back-references and octal escapes are not in the subset';
  if (/[A-Za-z]/.test(escaped)) return `\\${escaped} is not in the subset`;
  return `write ${escaped} without the backslash`;
}

/** The tokens of a pattern in the subset, or the first thing in it that isn't. */
export function parsePattern(source: string): { tokens: readonly Token[] } | { problem: PatternProblem } {
  try {
    return { tokens: new Tokenizer(source).read() };
  } catch (error) {
    if (error instanceof Refused) return { problem: { position: error.index + 1, message: error.message } };
    throw error;
  }
}
