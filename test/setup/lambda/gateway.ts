import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What stands in front of a function. Both send payload 2.0; an HTTP API decodes the path, a function URL doesn't. */
export type GatewayKind = 'http-api' | 'function-url';

export interface Gateway {
  /** Without a trailing slash. */
  readonly url: string;
  close(): void;
}

interface Result {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** They end at the gateway. */
const hopByHop = ['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

/** Turns requests into events of payload 2.0, and their results into answers. */
export async function startGateway(kind: GatewayKind, invoke: (event: unknown) => Promise<unknown>): Promise<Gateway> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const event = eventOf(kind, request, await buffer(request));
    await invoke(event).then(
      (result) => send(response, result as Result),
      (error: Error) => response.writeHead(502).end(error.message),
    );
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function eventOf(kind: GatewayKind, request: IncomingMessage, body: Buffer) {
  const { cookie, ...headers } = request.headersDistinct;
  for (const name of hopByHop) delete headers[name];
  if (body.length > 0) headers['content-length'] = [String(body.length)];
  const target = (request.url ?? '').replace(/^https?:\/\/[^/?]*/, '');
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const rawPath = kind === 'http-api' ? decoded(path) : path;
  const isText =
    isUtf8(body) && /^(text\/|application\/(json|javascript|xml))/.test(headers['content-type']?.[0] ?? '');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query,
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/; */)) }),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(',')])),
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      domainName: request.headers.host,
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '25/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_608_000_000,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** What an HTTP API hands on: decoded, and cut off where a question mark comes out. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\?.*/s, '');
  } catch {
    return path;
  }
}

function send(response: ServerResponse, { statusCode, headers = {}, cookies = [], body, isBase64Encoded }: Result) {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  response.writeHead(statusCode, { ...headers, ...(cookies.length > 0 && { 'set-cookie': [...cookies] }) }).end(bytes);
}
