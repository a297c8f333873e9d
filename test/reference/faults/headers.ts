import { randomUUID } from 'node:crypto';
import { type Faults, replying, withHeaders } from './fault.ts';

export const headerFaults = {
  'weak-etag': {
    about: 'the ETag is weak',
    caughtBy: ['read.no-weak-etag', 'read.etag', 'create.etag'],
    change: (right) => ({ etagOf: (version) => `W/${right.etagOf(version)}` }),
  },
  'etag-unquoted': {
    about: 'the ETag has no quotes',
    caughtBy: ['read.etag', 'create.etag'],
    change: () => ({ etagOf: String }),
  },
  'etag-of-time': {
    about: 'the ETag is not the version',
    caughtBy: ['read.etag', 'create.etag'],
    change: () => ({ etagOf: (version) => `"v${version}"` }),
  },
  'charset-in-content-type': {
    about: 'JSON answers have a charset parameter',
    caughtBy: ['routes.success-media-type'],
    change: withHeaders(
      { 'Content-Type': 'application/json; charset=utf-8' },
      ({ headers }) => headers['Content-Type'] === 'application/json',
    ),
  },
  'problem-as-json': {
    about: 'problems are application/json',
    caughtBy: ['errors.shape-not-found-path', 'errors.shape-validation-error'],
    change: withHeaders({ 'Content-Type': 'application/json' }, ({ status }) => status >= 400),
  },
  'nosniff-missing': {
    about: 'no X-Content-Type-Options',
    caughtBy: ['headers.nosniff'],
    change: withHeaders({ 'X-Content-Type-Options': undefined }),
  },
  'nosniff-missing-on-problems': {
    about: 'no X-Content-Type-Options on problems',
    caughtBy: ['headers.nosniff'],
    change: withHeaders({ 'X-Content-Type-Options': undefined }, ({ status }) => status >= 400),
  },
  'powered-by': {
    about: 'X-Powered-By tells the framework',
    caughtBy: ['headers.no-powered-by'],
    change: withHeaders({ 'X-Powered-By': 'Express' }),
  },
  'server-version': {
    about: 'Server tells a version',
    caughtBy: ['headers.no-server-version'],
    change: withHeaders({ Server: 'Werkzeug/3.1.3 Python/3.14' }),
  },
  'request-id-always-new': {
    about: 'X-Request-Id is never taken over',
    caughtBy: ['headers.request-id-taken-over', 'headers.request-id-taken-over-everywhere'],
    change: () => ({ requestId: () => randomUUID() }),
  },
  'request-id-unchecked': {
    about: 'X-Request-Id is taken over whatever it is',
    caughtBy: ['headers.request-id-refused'],
    change: () => ({ requestId: (header) => header ?? randomUUID() }),
  },
  'request-id-missing-on-problems': {
    about: 'no X-Request-Id header on problems',
    caughtBy: ['headers.request-id'],
    change: withHeaders({ 'X-Request-Id': undefined }, ({ status }) => status >= 400),
  },
  'no-content-with-type': {
    about: 'a 204 has a Content-Type',
    caughtBy: ['delete.no-content'],
    change: withHeaders({ 'Content-Type': 'application/json' }, ({ status }) => status === 204),
  },
  'deleted-row-in-body': {
    about: 'DELETE answers 200 with a body',
    caughtBy: ['delete.no-content'],
    change: replying((reply, { method }) =>
      method === 'DELETE' && reply.status === 204
        ? { ...reply, status: 200, headers: { ...reply.headers, 'Content-Type': 'application/json' }, body: {} }
        : reply,
    ),
  },
  'not-modified-without-etag': {
    about: 'a 304 has no ETag',
    caughtBy: ['read.not-modified', 'read.not-modified-on-the-wire', 'read.not-modified-star'],
    change: withHeaders({ ETag: undefined }, ({ status }) => status === 304),
  },
  'not-modified-with-type': {
    about: 'a 304 has a Content-Type',
    caughtBy: ['read.not-modified', 'read.not-modified-on-the-wire', 'read.not-modified-star'],
    change: withHeaders({ 'Content-Type': 'application/json' }, ({ status }) => status === 304),
  },
  'not-modified-never': {
    about: 'If-None-Match is ignored',
    caughtBy: ['read.not-modified', 'read.not-modified-star'],
    change: () => ({ matchesWeakly: () => false }),
  },
  'if-none-match-strong': {
    about: 'If-None-Match is compared strongly',
    caughtBy: ['read.not-modified-weak'],
    change: (right) => ({ matchesWeakly: right.matchesStrongly }),
  },
  'if-none-match-single': {
    about: 'If-None-Match is taken for one tag, not a list',
    caughtBy: ['read.not-modified-list'],
    change: (right) => ({
      matchesWeakly: (header, etag) => !header.includes(',') && right.matchesWeakly(header, etag),
    }),
  },
  'cache-control-missing': {
    about: 'no Cache-Control on a row',
    caughtBy: ['read.cache-control'],
    change: withHeaders({ 'Cache-Control': undefined }),
  },
  'etag-missing-on-create': {
    about: 'no ETag on a 201',
    caughtBy: ['create.etag'],
    change: withHeaders({ ETag: undefined }, ({ status }) => status === 201),
  },
  'location-missing': {
    about: 'no Location on a 201',
    caughtBy: ['create.location', 'create.location-resolves'],
    change: withHeaders({ Location: undefined }),
  },
  'location-of-list': {
    about: 'Location leads to the list',
    caughtBy: ['create.location', 'create.location-resolves'],
    change: replying((reply) => {
      const { Location } = reply.headers;
      return Location ? { ...reply, headers: { ...reply.headers, Location: Location.replace(/\/[^/]*$/, '') } } : reply;
    }),
  },
  'accept-patch-missing': {
    about: 'no Accept-Patch on a 415 of PATCH',
    caughtBy: ['bodies.accept-patch'],
    change: withHeaders({ 'Accept-Patch': undefined }),
  },
  'cors-for-everybody': {
    about: 'every origin is allowed',
    caughtBy: ['headers.cors-other-origins', 'headers.no-cors'],
    change: () => ({ allowsOrigin: () => true }),
  },
  'cors-wildcard': {
    about: 'Access-Control-Allow-Origin is *',
    caughtBy: ['headers.cors-origin', 'headers.cors-no-credentials'],
    change: withHeaders(
      { 'Access-Control-Allow-Origin': '*' },
      ({ headers }) => 'Access-Control-Allow-Origin' in headers,
    ),
  },
  'cors-by-substring': {
    about: 'an origin that contains an allowed one is allowed',
    caughtBy: ['headers.cors-other-origins'],
    change: (right) => ({
      allowsOrigin: (origin, config) => right.allowsOrigin(origin.replace(/\.evil\..*$|:\d+$/, ''), config),
    }),
  },
  'cors-missing-on-problems': {
    about: 'problems have no CORS headers',
    caughtBy: ['headers.cors-on-errors'],
    change: withHeaders({ 'Access-Control-Allow-Origin': undefined }, ({ status }) => status >= 400),
  },
  'vary-missing': {
    about: 'no Vary beside Access-Control-Allow-Origin',
    caughtBy: ['headers.cors-origin', 'headers.cors-on-errors'],
    change: withHeaders({ Vary: undefined }),
  },
  'expose-headers-missing': {
    about: 'scripts may not read the ETag',
    caughtBy: ['headers.cors-origin', 'headers.cors-on-errors'],
    change: withHeaders({ 'Access-Control-Expose-Headers': undefined }),
  },
  'preflight-without-methods': {
    about: 'a preflight names no methods',
    caughtBy: ['headers.cors-preflight'],
    change: withHeaders({ 'Access-Control-Allow-Methods': undefined }),
  },
  'preflight-without-if-match': {
    about: 'a preflight forbids If-Match',
    caughtBy: ['headers.cors-preflight'],
    change: withHeaders(
      { 'Access-Control-Allow-Headers': 'Content-Type' },
      ({ headers }) => 'Access-Control-Allow-Headers' in headers,
    ),
  },
} satisfies Faults;
