import net from 'node:net';
import tls from 'node:tls';
import { netcatLine } from './curl.ts';
import { Failure } from './failure.ts';
import { HttpResponse } from './response.ts';

/** A bare connection, for what an HTTP client refuses to send or hides on arrival. */
export interface Connection {
  write(bytes: string | Uint8Array): void;
  received(): Buffer;
  /** A shell line that sends the same. */
  line(): string;
  /** Resolves when the peer has closed; rejects with a `Failure` after `ms`. */
  closed(ms?: number): Promise<Buffer>;
  /** Resolves when what was received passes the test; rejects with a `Failure` after `ms` or when the peer closes. */
  until(test: (received: Buffer) => boolean, expected: string, ms?: number): Promise<Buffer>;
  destroy(): void;
}

/** Everything that was sent so far is what a `Failure` shows. Rejects with a `Failure` when nobody listens. */
export async function connect(baseUrl: string): Promise<Connection> {
  const { protocol, hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = protocol === 'https:';
  const number = Number(port || (secure ? 443 : 80));
  const socket = secure ? tls.connect({ host, port: number, servername: host }) : net.connect({ host, port: number });
  const sent: Buffer[] = [];
  const chunks: Buffer[] = [];
  const received = () => Buffer.concat(chunks);
  const line = () => netcatLine(host, number, Buffer.concat(sent));
  let ended = false;
  let problem: Error | undefined;
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A reset is one way of closing; what had arrived before it still counts.
  socket.on('error', (error) => {
    problem = error;
  });
  socket.on('close', () => {
    ended = true;
  });
  socket.on('end', () => {
    ended = true;
  });

  const waitFor = async (holds: () => boolean, expected: string, ms: number): Promise<Buffer> => {
    const deadline = Date.now() + ms;
    while (!holds()) {
      if (Date.now() > deadline || (ended && !holds())) {
        const state = problem
          ? problem.message
          : ended
            ? 'the connection was closed'
            : `nothing more in ${ms / 1000} s`;
        throw new Failure(line(), expected, `${state}, after ${JSON.stringify(received().toString('latin1'))}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return received();
  };

  const connection: Connection = {
    write(bytes) {
      sent.push(Buffer.from(bytes));
      socket.write(bytes);
    },
    received,
    line,
    closed: (ms = 10_000) => waitFor(() => ended, 'the connection to be closed', ms),
    until: (test, expected, ms = 10_000) => waitFor(() => test(received()), expected, ms),
    destroy: () => void socket.destroy(),
  };
  let connected = false;
  socket.once(secure ? 'secureConnect' : 'connect', () => {
    connected = true;
  });
  await waitFor(() => connected, 'a connection', 10_000);
  return connection;
}

/** Sends the bytes and reads until the peer closes. The request should say `Connection: close`. */
export async function exchange(baseUrl: string, bytes: string | Uint8Array): Promise<HttpResponse[]> {
  const connection = await connect(baseUrl);
  try {
    connection.write(bytes);
    return messages(await connection.closed(), netcat(baseUrl, bytes));
  } finally {
    connection.destroy();
  }
}

function netcat(baseUrl: string, bytes: string | Uint8Array): string {
  const { hostname, port } = new URL(baseUrl);
  return netcatLine(hostname, Number(port || 80), bytes);
}

/**
 * The HTTP/1.1 messages in the bytes. Bytes that follow a message without a length are its body, even where the status
 * or the method allows none: finding those is what the bare connection is for.
 */
export function messages(bytes: Buffer, sent: string): HttpResponse[] {
  const found: HttpResponse[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const end = rest.indexOf('\r\n\r\n');
    const [, status, lines = ''] =
      /^HTTP\/1\.[01] (\d{3})[^\r\n]*(?:\r\n(.*))?$/s.exec(rest.subarray(0, end).toString('latin1')) ?? [];
    if (end < 0 || status === undefined)
      throw new Failure(sent, 'an HTTP/1.1 message', JSON.stringify(rest.toString('latin1')));
    const rawHeaders = lines
      .split('\r\n')
      .filter(Boolean)
      .flatMap((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
    const head = new HttpResponse(sent, Number(status), rawHeaders, Buffer.alloc(0));
    const { body, length } = bodyOf(head, rest.subarray(end + 4));
    found.push(new HttpResponse(sent, head.status, rawHeaders, body));
    rest = rest.subarray(end + 4 + length);
  }
  return found;
}

/** The body at the beginning of these bytes, and how many of them it takes. */
function bodyOf(head: HttpResponse, bytes: Buffer): { body: Buffer; length: number } {
  if (head.list('transfer-encoding').includes('chunked')) return joinChunks(bytes);
  const length = bodyLength(head, bytes);
  return { body: bytes.subarray(0, length), length };
}

/** RFC 9112 §7.1, without trailers. */
function joinChunks(bytes: Buffer): { body: Buffer; length: number } {
  const chunks: Buffer[] = [];
  for (let length = 0; ; ) {
    const [line, digits = ''] = /^([0-9a-f]+)[^\r\n]*\r\n/i.exec(bytes.toString('latin1', length, length + 100)) ?? [];
    if (line === undefined) return { body: Buffer.concat(chunks), length };
    const start = length + line.length;
    const end = start + Number.parseInt(digits, 16);
    chunks.push(bytes.subarray(start, end));
    length = Math.min(end + 2, bytes.length);
    if (end === start) return { body: Buffer.concat(chunks), length };
  }
}

function bodyLength(head: HttpResponse, rest: Buffer): number {
  const next = rest.indexOf('HTTP/1.1 ');
  const available = next < 0 ? rest.length : next;
  const declared = head.header('content-length');
  return declared === undefined ? available : Math.min(Number(declared), available);
}
