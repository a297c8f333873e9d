/** Exit statuses of every command; the README repeats them for users. */
export const exitCodes = { done: 0, checkFailed: 1, badInput: 2, missing: 3, interrupted: 130 } as const;

/**
 * The one error type below `cli.ts`: what was wrong and where, what to type instead, and the exit status.
 * Anything else that reaches `cli.ts` is a bug and is shown with its stack.
 */
export class TwinstackError extends Error {
  override readonly name: string = 'TwinstackError';

  constructor(
    message: string,
    readonly fix: string | undefined = undefined,
    readonly exitCode: number = exitCodes.badInput,
  ) {
    super(message);
  }
}

/** Something outside that has to be installed first: a tool, a runtime, a network. */
export class MissingError extends TwinstackError {
  constructor(message: string, fix?: string) {
    super(message, fix, exitCodes.missing);
  }
}
