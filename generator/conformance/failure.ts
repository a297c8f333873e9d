/** A rule of the contract that the service breaks. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** What repeats it: a curl line to paste into a shell, or how the process was started. */
  readonly sent: string;
  readonly expected: string;
  readonly got: string;

  constructor(sent: string, expected: string, got: string) {
    super(`${sent}\n  expected ${expected}\n  got ${got}`);
    this.sent = sent;
    this.expected = expected;
    this.got = got;
  }
}

/** Thrown by a check that finds out only while it runs that it can't be done on this service. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

const longestShown = 600;

/** Any value as one line that is short enough to read. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const characters = [...text];
  return characters.length <= longestShown
    ? text
    : `${characters.slice(0, longestShown).join('')}… (${characters.length} characters)`;
}
