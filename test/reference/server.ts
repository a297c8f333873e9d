import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Model } from '../../generator/model/types.ts';
import { readConfiguration } from './config.ts';
import { ClientGone, type Reply, type Request } from './exchange.ts';
import { type Fault, rulesWith } from './faults/index.ts';
import { corsHeaders } from './headers.ts';
import { createLog, traceIdOf } from './log.ts';
import { Metrics } from './metrics.ts';
import { Problem, problemReply } from './problem.ts';
import { createRoutes, type Match } from './routes.ts';
import type { Service } from './service.ts';
import { Store } from './store.ts';

export interface Reference {
  /** Without a trailing slash. */
  readonly url: string;
  /** Everything logged so far. */
  output(): string;
  /** What SIGTERM asks for: running requests finish, then everything is closed. */
  drain(): Promise<void>;
  /** Closes at once. */
  stop(): Promise<void>;
}

/**
 * The shortest server that keeps docs/contract.md, less the given faults, on a free port unless `env` says otherwise.
 * Throws a ConfigurationError when a variable in `env` is bad. `write` gets every log line; the default only keeps it.
 */
export async function startReference(options: {
  model: Model;
  faults?: readonly Fault[];
  env?: Readonly<Record<string, string | undefined>>;
  write?: (line: string) => void;
}): Promise<Reference> {
  const config = readConfiguration({ PORT: '0', ...options.env });
  const lines: string[] = [];
  const service: Service = {
    model: options.model,
    config,
    rules: rulesWith(options.faults ?? []),
    routes: createRoutes(options.model, config),
    store: new Store(options.model),
    metrics: new Metrics(),
    log: createLog(config, (line) => {
      lines.push(`${line}\n`);
      options.write?.(line);
    }),
    draining: false,
  };
  const running = new Set<Promise<void>>();
  // Node answers a missing Host, an unknown Expect and a malformed request on its own, without a problem, unless told.
  const server = createServer({ requireHostHeader: false });
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const exchange = handle(incoming, outgoing, service).finally(() => running.delete(exchange));
    running.add(exchange);
  };
  server.on('request', listener);
  server.on('checkExpectation', listener);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuse(error, socket, service));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(config.PORT), config.HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${config.HOST}:${port}`,
    output: () => lines.join(''),
    drain: async () => {
      service.draining = true;
      if (service.rules.waitsForRequests) await settled(running, Number(config.SHUTDOWN_TIMEOUT_MS));
      await close(server);
    },
    stop: () => close(server),
  };
}

async function handle(incoming: IncomingMessage, outgoing: ServerResponse, service: Service): Promise<void> {
  const { rules, config, metrics, log } = service;
  const started = performance.now();
  const request = rules.receive(readHead(incoming, service));
  let match: Match | undefined;
  let reply: Reply;
  let failure: unknown;
  try {
    match = rules.matchPath(request.path, service.routes);
    reply = await answer(request, match, incoming, service);
  } catch (error) {
    if (error instanceof ClientGone) return;
    failure = error instanceof Problem ? undefined : error;
    const problem = error instanceof Problem ? error : new Problem('internal-error', 'Unexpected error.');
    reply = problemReply(problem, request.id);
  }
  const common = { ...rules.commonHeaders(request.id), ...corsHeaders(request, reply, config, rules) };
  reply = rules.send({ ...reply, headers: { ...reply.headers, ...common } }, request);

  const route = rules.labelOf(match, request);
  const { method } = request;
  const { status } = reply;
  const durationMs = performance.now() - started;
  const traceId = traceIdOf(incoming.headers);
  metrics.record(method, route, status, durationMs / 1000);
  const entry = rules.logEntry(
    {
      level: status >= 500 ? 'error' : 'info',
      msg: 'request',
      requestId: request.id,
      ...(traceId !== undefined && { traceId }),
      method,
      route,
      status,
      durationMs,
      ...(failure !== undefined && { error: failure instanceof Error ? `${failure.stack}` : String(failure) }),
    },
    request,
  );
  if (entry) log(entry);
  await send(reply, method, outgoing, service);
}

async function answer(
  request: Request,
  match: Match | undefined,
  incoming: IncomingMessage,
  service: Service,
): Promise<Reply> {
  if (incoming.headers.host === undefined && incoming.httpVersion === '1.1') {
    throw new Problem('malformed-request', 'The request has no Host.');
  }
  if (!match) throw new Problem('not-found', 'There is nothing at this path.');
  const methods = service.rules.methodsOf(match.route);
  const headers = { Allow: methods.join(', ') };
  const handler = match.route.handlers[request.method === 'HEAD' ? 'GET' : request.method];
  if (request.method === 'OPTIONS') return { status: 204, headers };
  if (!handler || !methods.includes(request.method)) {
    throw new Problem('method-not-allowed', `The methods of this path are ${headers.Allow}.`, { headers });
  }
  return handler(request, service, match.id);
}

function readHead(incoming: IncomingMessage, { rules }: Service): Request {
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

async function send(reply: Reply, method: string, outgoing: ServerResponse, { draining }: Service): Promise<void> {
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
function refuse(error: NodeJS.ErrnoException, socket: Socket, { rules, log }: Service): void {
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

/** Resolves when no request is running any more, those included that arrive meanwhile, or when the time is up. */
async function settled(running: ReadonlySet<Promise<void>>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<'time is up'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'time is up');
  });
  while (running.size > 0 && (await Promise.race([timeUp, Promise.all(running)])) !== 'time is up');
  clearTimeout(timer);
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
