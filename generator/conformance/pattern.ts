import { integerIn, oneOf, type Random, token } from './random.ts';

/** The pattern subset of docs/contract.md §1 as a tree. Anchors match nothing, so they leave no trace. */
type Node =
  | { readonly kind: 'character'; readonly choices: readonly string[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'either'; readonly branches: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number };

export interface TextBounds {
  /** In code points. */
  readonly minLength: number;
  readonly maxLength: number;
}

const attempts = 400;

/**
 * A random text in which the pattern is found and whose length is within the bounds, or undefined when none came up:
 * the pattern and the bounds may exclude each other.
 */
export function textMatching(pattern: string, bounds: TextBounds, random: Random): string | undefined {
  const tree = new Parser(pattern).parse();
  const matcher = new RegExp(pattern, 'u');
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stretch = oneOf(random, [0, 1, 3, 8, bounds.minLength, bounds.maxLength]);
    const drawn = draw(tree, stretch, bounds.maxLength, random);
    const fits = paddings(drawn, bounds, random).find((text) => withinBounds(text, bounds) && matcher.test(text));
    if (fits !== undefined) return fits;
  }
  return undefined;
}

/** A text within the bounds in which the pattern is not found, or undefined when every candidate has it. */
export function textMissing(pattern: string, bounds: TextBounds): string | undefined {
  const matcher = new RegExp(pattern, 'u');
  return [...' ~!é_-0aA字😀\n']
    .flatMap((filler) => {
      const lengths = [
        bounds.minLength,
        Math.max(1, bounds.minLength),
        Math.min(bounds.maxLength, bounds.minLength + 7),
      ];
      return lengths.map((length) => filler.repeat(length));
    })
    .find((text) => withinBounds(text, bounds) && !matcher.test(text));
}

const withinBounds = (text: string, { minLength, maxLength }: TextBounds): boolean => {
  const { length } = [...text];
  return length >= minLength && length <= maxLength;
};

const filling = 8;

/** An unanchored pattern is found in a longer text too, which makes for many different texts. */
function paddings(text: string, { minLength, maxLength }: TextBounds, random: Random): string[] {
  const { length } = [...text];
  const missing = Math.max(0, Math.min(maxLength - length, Math.max(filling, minLength - length)));
  const filler = token(random, missing);
  return [text + filler, filler + text, text];
}

function draw(node: Node, stretch: number, longest: number, random: Random): string {
  switch (node.kind) {
    case 'character':
      return oneOf(random, node.choices);
    case 'sequence':
      return node.parts.map((part) => draw(part, stretch, longest, random)).join('');
    case 'either':
      return draw(oneOf(random, node.branches), stretch, longest, random);
    case 'repeat': {
      const most = Math.min(node.max, node.min + stretch, Math.max(node.min, longest));
      const count = integerIn(random, node.min, most);
      return Array.from({ length: count }, () => draw(node.part, stretch, longest, random)).join('');
    }
  }
}

const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
const digits = [...'0123456789'];
const wordCharacters = printable.filter((character) => /\w/.test(character));
const without = (excluded: readonly string[]) => printable.filter((character) => !excluded.includes(character));

const classes: Readonly<Record<string, readonly string[]>> = {
  d: digits,
  D: without(digits),
  w: wordCharacters,
  W: without(wordCharacters),
};
const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };
const counts: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

/** Recursive descent over code points. Throws a SyntaxError for what isn't in the subset. */
class Parser {
  readonly #pattern: string;
  readonly #input: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#input = [...pattern];
  }

  parse(): Node {
    const node = this.#either();
    if (this.#at < this.#input.length) throw this.#unexpected();
    return node;
  }

  #either(): Node {
    const branches = [this.#sequence()];
    while (this.#take('|')) branches.push(this.#sequence());
    return branches.length === 1 && branches[0] ? branches[0] : { kind: 'either', branches };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#input.length && !['|', ')'].includes(this.#peek)) {
      if (this.#take('^') || this.#take('$')) continue;
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(part: Node): Node {
    const range = this.#count();
    if (!range) return part;
    this.#take('?');
    const [min, max] = range;
    return { kind: 'repeat', part, min, max };
  }

  #count(): readonly [number, number] | undefined {
    const short = counts[this.#peek];
    if (short) this.#at++;
    return short ?? this.#braces();
  }

  #braces(): readonly [number, number] | undefined {
    const [whole, min = '', comma, max] = /^\{(\d+)(,(\d*))?\}/.exec(this.#input.slice(this.#at).join('')) ?? [];
    if (whole === undefined) return undefined;
    this.#at += whole.length;
    if (comma === undefined) return [Number(min), Number(min)];
    return [Number(min), max ? Number(max) : Number.POSITIVE_INFINITY];
  }

  #atom(): Node {
    if (this.#take('(')) {
      if (this.#take('?') && !this.#take(':')) throw this.#unexpected();
      const node = this.#either();
      if (!this.#take(')')) throw this.#unexpected();
      return node;
    }
    if (this.#take('[')) return { kind: 'character', choices: this.#class() };
    if (this.#take('.')) return { kind: 'character', choices: printable };
    return { kind: 'character', choices: this.#character() };
  }

  #class(): readonly string[] {
    const negated = this.#take('^');
    const members: string[] = [];
    while (!this.#take(']')) {
      const first = this.#character();
      const ranged = this.#peek === '-' && this.#input[this.#at + 1] !== ']' && first.length === 1;
      if (!ranged) members.push(...first);
      else {
        this.#at++;
        members.push(...charactersFrom(first[0] ?? '', this.#character()[0] ?? ''));
      }
    }
    return negated ? without(members) : members;
  }

  #character(): readonly string[] {
    const character = this.#next();
    if (character !== '\\') return [character];
    const escaped = this.#next();
    return classes[escaped] ?? [controls[escaped] ?? escaped];
  }

  get #peek(): string {
    return this.#input[this.#at] ?? '';
  }

  #next(): string {
    const character = this.#input[this.#at++];
    if (character === undefined) throw this.#unexpected();
    return character;
  }

  #take(character: string): boolean {
    const taken = this.#peek === character;
    if (taken) this.#at++;
    return taken;
  }

  #unexpected(): SyntaxError {
    return new SyntaxError(`Pattern ${this.#pattern}: nothing in the subset is written so at character ${this.#at}`);
  }
}

/** Wide ranges are thinned out: a few dozen characters are enough to draw from. */
function charactersFrom(first: string, last: string): string[] {
  const [from, to] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0];
  const step = Math.max(1, Math.floor((to - from) / 64));
  const points = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  return points.map((point) => String.fromCodePoint(point)).filter((character) => !/\p{Surrogate}/u.test(character));
}
