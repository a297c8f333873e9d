/** What keeps one field of the inline syntax from being read. */
export class SyntaxProblem extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** Reads the inline syntax from left to right. */
export class Scanner {
  private index = 0;

  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    return this.index >= this.text.length;
  }

  /** Counted from 1. */
  get column(): number {
    return this.index + 1;
  }

  get rest(): string {
    return this.text.slice(this.index);
  }

  /** The next character; empty at the end. */
  peek(): string {
    return this.text.charAt(this.index);
  }

  take(expected: string): boolean {
    const found = this.text.startsWith(expected, this.index);
    if (found) this.index += expected.length;
    return found;
  }

  takeWhile(accepted: RegExp): string {
    const start = this.index;
    while (!this.atEnd && accepted.test(this.peek())) this.index++;
    return this.text.slice(start, this.index);
  }

  skipSpaces(): void {
    this.takeWhile(/\s/);
  }

  /** `(a, "b c")` → the words between the commas; nothing for `()`. */
  parentheses(): string[] {
    this.index++;
    const words: string[] = [];
    for (;;) {
      this.skipSpaces();
      words.push(this.isQuote() ? this.quoted() : this.takeWhile(/[^,()]/).trim());
      this.skipSpaces();
      if (this.take(',')) continue;
      if (this.take(')')) return words.length === 1 && words[0] === '' ? [] : words;
      throw new SyntaxProblem(
        'A ( is never closed.',
        'Write ) after the last value; quote values that have parentheses.',
      );
    }
  }

  /** `/^[A-Z]+$/` → its source; a slash inside is written `\/`. */
  pattern(): string {
    const [whole, source] = /^\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^\\/[])*)\//u.exec(this.rest) ?? [];
    if (whole === undefined || source === undefined) {
      throw new SyntaxProblem(
        'The pattern is never closed.',
        'Write it between slashes, as in code:string/^[A-Z]+$/; a slash inside is \\/.',
      );
    }
    this.index += whole.length;
    return source.replace(/\\(.)/gsu, (escaped, character) => (character === '/' ? '/' : escaped));
  }

  /** Quoted, or everything up to the next space. */
  defaultValue(): string {
    if (this.isQuote()) return this.quoted();
    const value = this.takeWhile(/\S/);
    if (value === '')
      throw new SyntaxProblem('There is nothing after the =.', 'Give a value, or ="" for an empty text.');
    const [modifier] = /(\?|:unique|:optional)$/.exec(value) ?? [];
    if (modifier === undefined) return value;
    const bare = value.slice(0, -modifier.length);
    throw new SyntaxProblem(
      `It isn't clear whether ${modifier} belongs to the default ${value}.`,
      `Write ${modifier}=${bare}, or ="${value}" if it does.`,
    );
  }

  private isQuote(): boolean {
    return this.peek() === '"' || this.peek() === "'";
  }

  /** A backslash keeps a quote, or another backslash, from its meaning. */
  private quoted(): string {
    const [whole] = /^"(?:\\.|[^"\\])*"|^'(?:\\.|[^'\\])*'/su.exec(this.rest) ?? [];
    if (whole === undefined)
      throw new SyntaxProblem(`A ${this.peek()} is never closed.`, `Write ${this.peek()} at the end of the value.`);
    this.index += whole.length;
    return whole.slice(1, -1).replace(/\\(["'\\])/g, '$1');
  }
}
