import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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
import { readHead, refuse, send } from './wire.ts';

export interface Reference {
  /** Without a trailing slash. */
  readonly url: string;
  /** Everything logged so far. */
  output(): string;
  /** What SIGTERM asks for: running requests finish, then everything is closed. */
  drain(): Promise<void>;
  /** Takes the database away, and gives it back with what was in it. */
  readonly database: { stop(): Promise<void>; start(): Promise<void> };
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
    database: {
      stop: async () => {
        service.store.available = false;
      },
      start: async () => {
        service.store.available = true;
      },
    },
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
  const request = rules.receive(readHead(incoming, rules));
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
  await send(reply, method, outgoing, service.draining);
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
