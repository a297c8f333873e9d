import { Problem, problemReply } from '../problem.ts';
import { answering, type Faults, replying, withHeaders } from './fault.ts';

export const processFaults = {
  'sigterm-cuts-off': {
    about: 'SIGTERM ends running requests',
    caughtBy: ['process.sigterm-drains', 'process.readyz-while-shutting-down'],
    change: () => ({ waitsForRequests: false }),
  },
  'ready-while-draining': {
    about: '/readyz stays 200 after SIGTERM',
    caughtBy: ['process.readyz-while-shutting-down'],
    change: replying((reply, { path }) =>
      path === '/readyz' && reply.status === 503
        ? {
            ...reply,
            status: 200,
            headers: { ...reply.headers, 'Content-Type': 'application/json' },
            body: { status: 'ok' },
          }
        : reply,
    ),
  },
  'configuration-exits-1': {
    about: 'a bad configuration exits with 1',
    caughtBy: ['process.bad-port', 'process.one-bad-variable', 'process.every-bad-variable'],
    change: () => ({ configurationStatus: 1 }),
  },
  'configuration-names-one': {
    about: 'only the first bad variable is named',
    caughtBy: ['process.every-bad-variable'],
    change: () => ({ complaints: 1 }),
  },
  'database-loss-as-500': {
    about: 'without its database the service answers 500',
    caughtBy: ['process.database-lost-problem'],
    change: replying((reply, { id }) =>
      reply.status === 503 ? { ...reply, ...problemReply(new Problem('internal-error', ''), id) } : reply,
    ),
  },
  'ready-without-database': {
    about: '/readyz stays 200 without the database',
    caughtBy: ['process.database-lost'],
    change: replying((reply, { path }) =>
      path === '/readyz'
        ? {
            ...reply,
            status: 200,
            headers: { ...reply.headers, 'Content-Type': 'application/json' },
            body: { status: 'ok' },
          }
        : reply,
    ),
  },
  'retry-after-missing': {
    about: 'a 503 has no Retry-After',
    caughtBy: ['process.database-lost-problem', 'process.readyz-while-shutting-down'],
    change: withHeaders({ 'Retry-After': undefined }),
  },
  'metrics-by-path': {
    about: 'the route in the metrics is the raw path',
    caughtBy: ['operations.metrics-routes', 'operations.metrics-unmatched'],
    change: () => ({ labelOf: (_match, request) => request.path }),
  },
  'metrics-without-unmatched': {
    about: 'unknown paths are counted under their path',
    caughtBy: ['operations.metrics-unmatched'],
    change: (right) => ({ labelOf: (match, request) => (match ? right.labelOf(match, request) : request.path) }),
  },
  'metrics-without-bucket': {
    about: 'a bucket of the histogram is missing',
    caughtBy: ['operations.metrics-buckets'],
    change: replying((reply) =>
      typeof reply.body === 'string' ? { ...reply, body: reply.body.replace(/^.*le="0\.25".*\n/gm, '') } : reply,
    ),
  },
  'metrics-as-json': {
    about: '/metrics is not Prometheus text',
    caughtBy: ['operations.metrics-format'],
    change: withHeaders({ 'Content-Type': 'application/json' }, (_reply, { path }) => path === '/metrics'),
  },
  'metrics-always-there': {
    about: 'METRICS_ENABLED=false changes nothing',
    caughtBy: ['process.metrics-disabled'],
    change: replying((reply, { path, method }) =>
      path === '/metrics' && reply.status === 404
        ? { status: 200, headers: { ...reply.headers, 'Content-Type': 'text/plain' }, body: method }
        : reply,
    ),
  },
  'docs-always-there': {
    about: 'DOCS_ENABLED=false changes nothing',
    caughtBy: ['process.docs-disabled'],
    change: replying((reply, { path }) =>
      path === '/docs' && reply.status === 404
        ? { status: 200, headers: { ...reply.headers, 'Content-Type': 'text/html' }, body: '<!doctype html>' }
        : reply,
    ),
  },
  'docs-as-json': {
    about: '/docs is no HTML',
    caughtBy: ['operations.docs'],
    change: withHeaders({ 'Content-Type': 'application/json' }, (_reply, { path }) => path === '/docs'),
  },
  'document-incomplete': {
    about: 'openapi.json lacks the paths of rows',
    caughtBy: ['operations.openapi-paths', 'operations.openapi-statuses'],
    change: answering((body) =>
      'openapi' in body
        ? {
            ...body,
            paths: Object.fromEntries(Object.entries(body.paths as object).filter(([path]) => !path.endsWith('{id}'))),
          }
        : body,
    ),
  },
  'live-says-up': {
    about: '/livez says "up"',
    caughtBy: ['operations.livez', 'operations.readyz'],
    change: answering((body) => (body.status === 'ok' ? { status: 'up' } : body)),
  },
  'log-with-query': {
    about: 'the log has query strings',
    caughtBy: ['process.log-no-query'],
    change: () => ({
      logEntry: (entry, { path, query }) => ({ ...entry, msg: query === '' ? path : `${path}?${query}` }),
    }),
  },
  'log-without-request-id': {
    about: 'log lines have no requestId',
    caughtBy: ['process.log-members'],
    change: () => ({ logEntry: ({ requestId: _, ...entry }) => entry }),
  },
  'log-without-trace-id': {
    about: 'log lines have no traceId',
    caughtBy: ['process.log-trace-id'],
    change: () => ({ logEntry: ({ traceId: _, ...entry }) => entry }),
  },
  'log-silent': {
    about: 'requests are not logged',
    caughtBy: ['process.log-one-line'],
    change: () => ({ logEntry: () => undefined }),
  },
  'log-by-path': {
    about: 'the route in the log is the raw path',
    caughtBy: ['process.log-route'],
    change: () => ({ logEntry: (entry, { path }) => ({ ...entry, route: path }) }),
  },
  'log-duration-as-text': {
    about: 'durationMs is text',
    caughtBy: ['process.log-members'],
    change: () => ({ logEntry: (entry) => ({ ...entry, durationMs: `${entry.durationMs}ms` as never }) }),
  },
} satisfies Faults;
