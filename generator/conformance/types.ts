import type { Model } from '../model/types.ts';
import type { Context } from './context.ts';

/** A process that `Target.launch` started. */
export interface Launched {
  readonly baseUrl: string;
  /** Everything printed so far. */
  stdout(): string;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
  /** Exit status, or the signal's name when it died of one. */
  readonly exited: Promise<number | string>;
  /** SIGTERM, then SIGKILL after 15 s; never throws; resolves when the process is gone. */
  stop(): Promise<void>;
}

/** A service under test. */
export interface Target {
  /** What the table calls it: the folder's or stack's name, or the URL. */
  readonly name: string;
  /** Without a trailing slash, e.g. `http://127.0.0.1:8081`. */
  readonly baseUrl: string;
  readonly model: Model;
  /** Standard output of the running service, where verify started it itself. */
  readonly output?: () => string;
  /**
   * Starts another process of the same service on a free port with a database of its own, plus these variables.
   * Resolves when `/livez` answers, or when the process has exited. Absent when only a URL was given.
   */
  readonly launch?: (env: Readonly<Record<string, string>>) => Promise<Launched>;
  /** Takes the database away from the running service and gives it back. Absent where that can't be done. */
  readonly database?: { stop(): Promise<void>; start(): Promise<void> };
}

export type Area =
  | 'routes'
  | 'create'
  | 'read'
  | 'patch'
  | 'delete'
  | 'types'
  | 'bodies'
  | 'errors'
  | 'lists'
  | 'filters'
  | 'cursors'
  | 'concurrency'
  | 'headers'
  | 'operations'
  | 'process';

/** One rule of docs/contract.md. `run` returns when it holds and throws a `Failure` when it does not. */
export interface Check {
  /** `area.rule`, e.g. `create.location-resolves`. */
  readonly id: string;
  readonly area: Area;
  /** The sentence it proves, in plain words, with its section: `§2 Location leads to the new row`. */
  readonly rule: string;
  /** What the check cannot do without; where it is missing the check is skipped with this as the reason. */
  readonly needs?: (target: Target) => string | undefined;
  run(context: Context): Promise<void>;
}

export type Outcome =
  | { readonly status: 'pass' }
  | { readonly status: 'skip'; readonly reason: string }
  | { readonly status: 'fail'; readonly sent: string; readonly expected: string; readonly got: string }
  /** The suite itself broke. */
  | { readonly status: 'error'; readonly message: string };

export interface Result {
  readonly id: string;
  readonly area: Area;
  readonly rule: string;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

export interface Report {
  readonly target: string;
  readonly results: readonly Result[];
}
