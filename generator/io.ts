/** What commands may do with the terminal. Made by `cli.ts`, the only module that prints or exits. */
export interface Io {
  /** Standard output: the result. One write for each call, with a newline at the end. */
  out(text: string): void;
  /** Standard error: progress, notes and errors. */
  note(text: string): void;
  /** A line on standard error that the next one replaces, and the empty text removes; nothing without a terminal. */
  progress(text: string): void;
  /** A person can be asked. */
  readonly interactive: boolean;
  /** Standard output may be coloured. */
  readonly colour: boolean;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** By Ctrl-C, until now. */
  readonly interrupted: boolean;
  /** Aborted by Ctrl-C; a second Ctrl-C ends the process at once. */
  readonly signal: AbortSignal;
}
