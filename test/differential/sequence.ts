/** A JSON object as its members, each value as JSON text, so that a name may come twice and a number be written oddly. */
export type Members = readonly (readonly [name: string, json: string])[];

/**
 * One request of a sequence. Every text may hold symbols, which stand for what the service itself said earlier:
 * `⟦s1.id⟧`, `⟦s1.etag⟧`, or `⟦base64url:…⟧` around other symbols.
 */
export interface Step {
  /** What later steps call it: `s1`. */
  readonly label: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** What stands between the `&`, as it is sent. */
  readonly query: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Members | string | Uint8Array | undefined;
  readonly chunked?: boolean | undefined;
  /** More than 1 for a race: the same request that many times at once. */
  readonly copies: number;
}

export type Sequence = readonly Step[];

/** A step with this service's own values, as it goes onto the wire. */
export interface Request {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array | undefined;
  readonly chunked: boolean;
}

export type Property = 'id' | 'ID' | 'etag' | 'createdAt' | 'updatedAt' | 'nextCursor';

export const symbol = (label: string, property: Property): string => `⟦${label}.${property}⟧`;

/** The text in base64url, once its symbols have their values: for cursors that a test makes itself. */
export const encoded = (text: string): string => `⟦base64url:${text}⟧`;

const innermost = /⟦([^⟦⟧]*)⟧/g;
const encoding = 'base64url:';

/** `lookUp` gives the value of `s1.id`, which must not hold a symbol itself. */
export function substituted(text: string, lookUp: (name: string) => string): string {
  const result = text.replace(innermost, (_, name: string) =>
    name.startsWith(encoding) ? Buffer.from(name.slice(encoding.length)).toString('base64url') : lookUp(name),
  );
  return result === text ? text : substituted(result, lookUp);
}

export function bodyText(members: Members): string {
  return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

export function requestOf(step: Step, lookUp: (name: string) => string): Request {
  const fill = (text: string) => substituted(text, lookUp);
  const { method, path, query, headers, body, chunked = false } = step;
  const bytes = body instanceof Uint8Array ? body : filledBody(body, fill);
  return {
    method,
    path: writable(fill([path, query.join('&')].join(query.length > 0 ? '?' : ''))),
    headers: headers.map(([name, value]) => [name, fill(value)]),
    body: bytes,
    chunked,
  };
}

/** What can't stand in a request line would make it no HTTP, about which servers' parsers differ. */
const writable = (target: string): string => target.replace(/[^\x21-\x7e]/gu, encodeURIComponent);

const filledBody = (body: Members | string | undefined, fill: (text: string) => string): Buffer | undefined =>
  body === undefined ? undefined : Buffer.from(fill(typeof body === 'string' ? body : bodyText(body)));
