import type { IncomingHttpHeaders } from 'node:http';

export interface Request {
  readonly id: string;
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Undefined when there are more than `limit` bytes. */
  readonly readBody: (limit: number) => Promise<Buffer | undefined>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: object | string;
}

/** The client went away before its request was complete: nobody is left to answer. */
export class ClientGone extends Error {}
