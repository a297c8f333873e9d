import net from 'node:net';
import type { Request } from './sequence.ts';

/** What came back, byte for byte. */
export interface Message {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Nothing came back, or something that isn't one HTTP/1.1 message. */
export class NoMessage extends Error {}

const patienceMs = 15_000;
/** A service may close the connection behind an answer to a body that it didn't read. */
const largeBody = 64 * 1024;

/** One connection at a time to a service, kept alive as long as the service likes. Sends exactly what it is given. */
export class Wire {
  readonly #host: string;
  readonly #port: number;
  #socket: net.Socket | undefined;
  #received: Buffer = Buffer.alloc(0);
  /** Called when there is more to read, or nothing more to come. */
  #look: (ended: boolean) => void = () => undefined;

  constructor(baseUrl: string) {
    const { hostname, port } = new URL(baseUrl);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** One request after another; rejects with a `NoMessage`. */
  async send(request: Request): Promise<Message> {
    const kept = this.#socket !== undefined;
    try {
      return await this.#exchange(request);
    } catch (error) {
      // A connection may be closed just when it is used again (RFC 9112 §9.3.1); nothing had been answered on it.
      if (!(error instanceof Closed) || !kept) throw error;
      return this.#exchange(request);
    }
  }

  close(): void {
    this.#socket?.removeAllListeners().on('error', () => undefined);
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#received = Buffer.alloc(0);
  }

  async #exchange(request: Request): Promise<Message> {
    const socket = this.#socket ?? this.#connect();
    let timer: NodeJS.Timeout | undefined;
    try {
      const found = await new Promise<Found>((resolve, reject) => {
        timer = setTimeout(() => reject(new NoMessage(`nothing in ${patienceMs / 1000} s`)), patienceMs);
        this.#look = (ended) => {
          try {
            const complete = readMessage(this.#received, request.method, ended);
            if (complete) resolve(complete);
            else if (ended) reject(this.#received.length > 0 ? garbled(this.#received) : new Closed('hung up'));
          } catch (error) {
            reject(error);
          }
        };
        socket.write(bytesOf(request, `${this.#host}:${this.#port}`));
      });
      if (found.rest.length > 0) throw garbled(found.rest);
      this.#received = Buffer.alloc(0);
      if (found.closes || (request.body?.length ?? 0) > largeBody) this.close();
      return found.message;
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      this.#look = () => undefined;
    }
  }

  #connect(): net.Socket {
    const socket = net.connect({ host: this.#host, port: this.#port, noDelay: true });
    socket.on('data', (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#look(false);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#socket = undefined;
      this.#look(true);
    });
    this.#socket = socket;
    return socket;
  }
}

class Closed extends NoMessage {}

const garbled = (bytes: Buffer) =>
  new NoMessage(`bytes that are no answer: ${JSON.stringify(bytes.toString('latin1'))}`);

function bytesOf({ method, path, headers, body, chunked }: Request, host: string): Buffer {
  const framing = chunked
    ? 'Transfer-Encoding: chunked\r\n'
    : body !== undefined
      ? `Content-Length: ${body.length}\r\n`
      : '';
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines}${framing}\r\n`, 'latin1');
  if (!chunked) return body ? Buffer.concat([head, body]) : head;
  return Buffer.concat([head, ...chunks(body ?? new Uint8Array()), Buffer.from('0\r\n\r\n')]);
}

/** Two, so that a service has to put them together. */
function chunks(body: Uint8Array): Uint8Array[] {
  const half = Math.ceil(body.length / 2);
  return [body.subarray(0, half), body.subarray(half)]
    .filter(({ length }) => length > 0)
    .flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
}

interface Found {
  readonly message: Message;
  readonly rest: Buffer;
  readonly closes: boolean;
}

/** The first message in the bytes, or undefined while it isn't complete. */
export function readMessage(bytes: Buffer, method: string, ended: boolean): Found | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) throw garbled(bytes);
  const after = bytes.subarray(end + 4);
  if (status < 200) return readMessage(after, method, ended);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const header = (name: string) => headers.find(([own]) => own.toLowerCase() === name)?.[1].toLowerCase();
  const closes = header('connection') === 'close';
  const found = (body: Buffer, rest: Buffer): Found => ({ message: { status, headers, body }, rest, closes });
  if (method === 'HEAD' || status === 204 || status === 304) return found(Buffer.alloc(0), after);
  if (header('transfer-encoding') === 'chunked') return unchunked(after, found);
  const length = header('content-length');
  if (length === undefined) return ended ? found(after, Buffer.alloc(0)) : undefined;
  return after.length < Number(length)
    ? undefined
    : found(after.subarray(0, Number(length)), after.subarray(Number(length)));
}

function unchunked(bytes: Buffer, found: (body: Buffer, rest: Buffer) => Found): Found | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    const next = line + 2 + size + 2;
    if (Number.isNaN(size)) throw garbled(bytes);
    if (bytes.length < next) return undefined;
    if (size === 0) return found(Buffer.concat(parts), bytes.subarray(next));
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
}
