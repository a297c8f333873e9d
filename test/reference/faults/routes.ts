import { Problem, problemReply } from '../problem.ts';
import { type Faults, receiving, replying, withHeaders } from './fault.ts';

export const routeFaults = {
  'allow-incomplete': {
    about: 'Allow lacks HEAD and OPTIONS',
    caughtBy: ['routes.options-collection', 'routes.options-item', 'routes.options-operation'],
    change: replying((reply) => {
      const { Allow } = reply.headers;
      return Allow
        ? { ...reply, headers: { ...reply.headers, Allow: Allow.replace(/, (?:HEAD|OPTIONS)/g, '') } }
        : reply;
    }),
  },
  'allow-missing': {
    about: 'a 405 has no Allow',
    caughtBy: [
      'routes.method-not-allowed-collection',
      'routes.method-not-allowed-operation',
      'routes.method-not-allowed-item',
    ],
    change: withHeaders({ Allow: undefined }, ({ status }) => status === 405),
  },
  'method-as-not-found': {
    about: 'another method is 404',
    caughtBy: [
      'routes.method-not-allowed-collection',
      'routes.method-not-allowed-item',
      'routes.method-not-allowed-operation',
    ],
    change: replying((reply, { id }) =>
      reply.status === 405
        ? { ...reply, ...problemReply(new Problem('not-found', 'There is nothing here.'), id) }
        : reply,
    ),
  },
  'method-not-allowed-before-path': {
    about: 'an unknown path is 405',
    caughtBy: ['routes.unknown', 'errors.path-before-method', 'errors.shape-not-found-path'],
    change: (right) => ({
      matchPath: (path, routes) => {
        const match = right.matchPath(path, routes);
        if (!match) throw new Problem('method-not-allowed', 'Not here.');
        return match;
      },
    }),
  },
  'head-missing': {
    about: 'HEAD is 405',
    caughtBy: ['routes.head-collection', 'routes.head-item', 'routes.head-operation'],
    change: (right) => ({ methodsOf: (route) => right.methodsOf(route).filter((method) => method !== 'HEAD') }),
  },
  'head-without-length': {
    about: 'HEAD lacks the Content-Length of GET',
    caughtBy: ['routes.head-collection', 'routes.head-item'],
    change: replying((reply, { method }) => {
      if (method !== 'HEAD') return reply;
      const { body: _, ...head } = reply;
      return head;
    }),
  },
  'head-without-etag': {
    about: 'HEAD lacks the ETag of GET',
    caughtBy: ['routes.head-item'],
    change: withHeaders({ ETag: undefined }, (_reply, { method }) => method === 'HEAD'),
  },
  'options-as-200': {
    about: 'OPTIONS is 200 with a body',
    caughtBy: ['routes.options-collection', 'routes.options-item', 'routes.options-operation'],
    change: replying((reply, { method }) =>
      method === 'OPTIONS' && reply.status === 204 ? { ...reply, status: 200, body: reply.headers.Allow ?? '' } : reply,
    ),
  },
  'redirect-on-slash': {
    about: 'a trailing slash is redirected',
    caughtBy: ['routes.trailing-slash'],
    change: replying((reply, { path }) =>
      reply.status === 404 && path.endsWith('/')
        ? { status: 308, headers: { ...reply.headers, Location: path.slice(0, -1) } }
        : reply,
    ),
  },
  'slash-ignored': {
    about: 'a trailing slash makes no difference',
    caughtBy: ['routes.trailing-slash'],
    change: receiving(({ path }) => ({ path: path.replace(/(.)\/$/, '$1') })),
  },
  'path-case-ignored': {
    about: 'paths are compared without case',
    caughtBy: ['routes.case-sensitive'],
    change: receiving(({ path }) => ({ path: path.toLowerCase() })),
  },
  'path-decoded': {
    about: 'paths are percent-decoded',
    caughtBy: ['routes.percent-encoded', 'routes.percent-in-item'],
    change: receiving(({ path }) => ({ path: path.replace(/%[2-7][0-9a-f]/gi, (code) => decodeURIComponent(code)) })),
  },
  'method-override': {
    about: 'X-HTTP-Method-Override is obeyed',
    caughtBy: ['routes.method-override'],
    change: receiving(({ method, headers }) => ({ method: String(headers['x-http-method-override'] ?? method) })),
  },
  'put-accepted': {
    about: 'PUT is taken for PATCH',
    caughtBy: ['routes.no-put'],
    change: receiving(({ method }) => ({ method: method === 'PUT' ? 'PATCH' : method })),
  },
  'accept-obeyed': {
    about: 'an Accept without JSON is 406',
    caughtBy: ['routes.accept-ignored'],
    change: replying((reply, { headers }) =>
      reply.body !== undefined && headers.accept !== undefined && !/json|\*\/\*/.test(headers.accept)
        ? { ...reply, status: 406 }
        : reply,
    ),
  },
  'id-case-kept': {
    about: 'an id in upper case is not found',
    caughtBy: ['routes.id-in-upper-case'],
    change: () => ({ findRow: (store, resource, id) => store.find(resource, id) }),
  },
  'malformed-id-as-400': {
    about: 'a malformed id is 400',
    caughtBy: ['routes.malformed-id'],
    change: (right) => ({
      findRow: (store, resource, id, request) => {
        if (id.length !== 36) throw new Problem('malformed-request', 'The id is malformed.');
        return right.findRow(store, resource, id, request);
      },
    }),
  },
  'body-of-get-read': {
    about: 'a body on GET is 400',
    caughtBy: ['routes.body-on-read-ignored'],
    change: replying((reply, { method, headers }) =>
      method === 'GET' && Number(headers['content-length'] ?? 0) > 0 ? { ...reply, status: 400 } : reply,
    ),
  },
} satisfies Faults;
