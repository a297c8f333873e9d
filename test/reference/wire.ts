import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ClientGone, type Reply, type Request } from './exchange.ts';
import { Problem, problemReply } from './problem.ts';
import type { Rules } from './rules.ts';
import type { Service } from './service.ts';

export function readHead(incoming: IncomingMessage, rules: Rules): Request {
  const id = incoming.headers['x-request-id'];
  // An absolute target (RFC 9112 §3.2.2) means the same as its path.
  const target = (incoming.url ?? '').replace(/^https?:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  return {
    id: rules.requestId(typeof id === 'string' ? id : undefined),
    method: incoming.method ?? '',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: incoming.headers,
    readBody: (limit) => readBody(incoming, limit),
  };
}

/** What is beyond the limit is still taken off the wire, so that the client can send it and read the answer. */
function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', (cause) => reject(new ClientGone('The connection broke within the body.', { cause })));
  });
}

export async function send(reply: Reply, method: string, outgoing: ServerResponse, draining: boolean): Promise<void> {
  const body = typeof reply.body === 'object' ? JSON.stringify(reply.body) : reply.body;
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const connection = draining ? { Connection: 'close' } : {};
  await new Promise<void>((resolve) => {
    // 'close' follows 'finish', and comes alone when the client is gone.
    outgoing.once('close', resolve);
    outgoing.writeHead(reply.status, { ...length, ...connection, ...reply.headers });
    outgoing.end(method === 'HEAD' ? undefined : body);
  });
}

/** What Node's parser refuses never becomes a request, so its answer is written by hand. */
export function refuse(error: NodeJS.ErrnoException, socket: Socket, { rules, log }: Service): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const id = rules.requestId(undefined);
  const reply = problemReply(new Problem('malformed-request', 'The request is not HTTP.'), id);
  const body = JSON.stringify(reply.body);
  const headers = {
    ...reply.headers,
    ...rules.commonHeaders(id),
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status]}\r\n${head.join('')}\r\n${body}`);
  log({ level: 'warn', msg: 'malformed request', requestId: id, route: 'unmatched', status: reply.status });
}
