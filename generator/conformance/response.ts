import { Failure, shown } from './failure.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What came back, byte for byte. */
export class HttpResponse {
  /** The curl line of the request. */
  readonly sent: string;
  readonly status: number;
  /** In their order, duplicates included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bytes: Buffer;

  /** @param rawHeaders names and values in turn, as node:http gives them */
  constructor(sent: string, status: number, rawHeaders: readonly string[], bytes: Buffer) {
    this.sent = sent;
    this.status = status;
    this.headers = pairs(rawHeaders);
    this.bytes = bytes;
  }

  get text(): string {
    return this.bytes.toString();
  }

  /** Every line of a header, the name in any case. */
  all(name: string): string[] {
    return this.headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  }

  /** Several lines are joined as RFC 9110 §5.3 says. */
  header(name: string): string | undefined {
    const lines = this.all(name);
    return lines.length === 0 ? undefined : lines.join(', ');
  }

  /** A header that is a list of words, e.g. Allow. */
  list(name: string): string[] {
    return (this.header(name) ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  }

  /** Throws a `Failure` when the body isn't JSON in UTF-8. */
  json(): unknown {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) throw this.failure('a JSON body');
      throw error;
    }
  }

  /** Throws a `Failure` when the body isn't a JSON object. */
  object(): JsonObject {
    const value = this.json();
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw this.failure('a JSON object');
  }

  /** To be thrown; `got` is the whole response where it isn't given. */
  failure(expected: string, got = this.summary()): Failure {
    return new Failure(this.sent, expected, got);
  }

  summary(): string {
    const type = this.header('content-type');
    return [String(this.status), type, this.bytes.length > 0 ? shown(this.text) : 'without a body']
      .filter(Boolean)
      .join(' ');
  }
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []));
}
