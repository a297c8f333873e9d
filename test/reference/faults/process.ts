import { answering, type Faults, replying, withHeaders } from './fault.ts';

export const processFaults = {
  'sigterm-cuts-off': {
    about: 'SIGTERM ends running requests',
    caughtBy: [],
    change: () => ({ waitsForRequests: false }),
  },
  'ready-while-draining': {
    about: '/readyz stays 200 after SIGTERM',
    caughtBy: [],
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
    caughtBy: [],
    change: () => ({ configurationStatus: 1 }),
  },
  'configuration-names-one': {
    about: 'only the first bad variable is named',
    caughtBy: [],
    change: () => ({ complaints: 1 }),
  },
  'metrics-by-path': {
    about: 'the route in the metrics is the raw path',
    caughtBy: [],
    change: () => ({ labelOf: (_match, request) => request.path }),
  },
  'metrics-without-unmatched': {
    about: 'unknown paths are counted under their path',
    caughtBy: [],
    change: (right) => ({ labelOf: (match, request) => (match ? right.labelOf(match, request) : request.path) }),
  },
  'metrics-without-bucket': {
    about: 'a bucket of the histogram is missing',
    caughtBy: [],
    change: replying((reply) =>
      typeof reply.body === 'string' ? { ...reply, body: reply.body.replace(/^.*le="0\.25".*\n/gm, '') } : reply,
    ),
  },
  'metrics-as-json': {
    about: '/metrics is not Prometheus text',
    caughtBy: [],
    change: withHeaders({ 'Content-Type': 'application/json' }, (_reply, { path }) => path === '/metrics'),
  },
  'metrics-always-there': {
    about: 'METRICS_ENABLED=false changes nothing',
    caughtBy: [],
    change: replying((reply, { path, method }) =>
      path === '/metrics' && reply.status === 404
        ? { status: 200, headers: { ...reply.headers, 'Content-Type': 'text/plain' }, body: method }
        : reply,
    ),
  },
  'docs-always-there': {
    about: 'DOCS_ENABLED=false changes nothing',
    caughtBy: [],
    change: replying((reply, { path }) =>
      path === '/docs' && reply.status === 404
        ? { status: 200, headers: { ...reply.headers, 'Content-Type': 'text/html' }, body: '<!doctype html>' }
        : reply,
    ),
  },
  'docs-as-json': {
    about: '/docs is no HTML',
    caughtBy: [],
    change: withHeaders({ 'Content-Type': 'application/json' }, (_reply, { path }) => path === '/docs'),
  },
  'document-incomplete': {
    about: 'openapi.json lacks the paths of rows',
    caughtBy: [],
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
    caughtBy: [],
    change: answering((body) => (body.status === 'ok' ? { status: 'up' } : body)),
  },
  'log-with-query': {
    about: 'the log has query strings',
    caughtBy: [],
    change: () => ({
      logEntry: (entry, { path, query }) => ({ ...entry, msg: query === '' ? path : `${path}?${query}` }),
    }),
  },
  'log-without-request-id': {
    about: 'log lines have no requestId',
    caughtBy: [],
    change: () => ({ logEntry: ({ requestId: _, ...entry }) => entry }),
  },
  'log-without-trace-id': {
    about: 'log lines have no traceId',
    caughtBy: [],
    change: () => ({ logEntry: ({ traceId: _, ...entry }) => entry }),
  },
  'log-silent': { about: 'requests are not logged', caughtBy: [], change: () => ({ logEntry: () => undefined }) },
  'log-by-path': {
    about: 'the route in the log is the raw path',
    caughtBy: [],
    change: () => ({ logEntry: (entry, { path }) => ({ ...entry, route: path }) }),
  },
  'log-duration-as-text': {
    about: 'durationMs is text',
    caughtBy: [],
    change: () => ({ logEntry: (entry) => ({ ...entry, durationMs: `${entry.durationMs}ms` as never }) }),
  },
} satisfies Faults;
