import { type Context, collectionPath } from '../context.ts';
import {
  expectEqual,
  expectHeader,
  expectList,
  expectNoBody,
  expectProblem,
  expectStatus,
  expectTrue,
} from '../expect.ts';
import { jsonText } from '../json.ts';
import type { HttpResponse } from '../response.ts';
import { exchange } from '../socket.ts';
import type { Check } from '../types.ts';
import { onFirst, onResources, onService } from './define.ts';
import {
  alwaysThere,
  collectionMethods,
  everyMethod,
  itemMethods,
  itemPath,
  malformedIds,
  operationMethods,
  operationPaths,
  otherCase,
} from './paths.ts';

/** Each path with each method, none of which may be a redirect or anything else but 404. */
async function expectUnknown(
  context: Context,
  paths: readonly string[],
  methods: readonly string[] = everyMethod,
): Promise<void> {
  for (const path of paths) {
    for (const method of methods) {
      const response = await context.http.send({ method, path });
      if (method === 'HEAD') expectStatus(response, 404);
      else expectProblem(response, 'not-found');
    }
  }
}

async function expectNotAllowed(
  context: Context,
  path: string,
  methods: readonly string[],
  allowed: readonly string[],
): Promise<void> {
  for (const method of methods) {
    const response = await context.http.send({ method, path });
    expectProblem(response, 'method-not-allowed');
    expectList(response, 'Allow', allowed);
  }
}

async function expectAllowed(context: Context, path: string, allowed: readonly string[]): Promise<void> {
  const response = expectStatus(await context.http.options(path), 204);
  expectList(response, 'Allow', allowed);
  expectNoBody(response);
}

/** What differs from one answer to the next, or belongs to the connection. */
const changing = new Set(['date', 'x-request-id', 'connection', 'keep-alive', 'transfer-encoding']);

function stableHeaders(response: HttpResponse): Record<string, string> {
  const names = response.headers.map(([name]) => name.toLowerCase()).filter((name) => !changing.has(name));
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, response.header(name) ?? '']));
}

async function expectSameHead(context: Context, path: string): Promise<void> {
  const [get, head] = [await context.http.get(path), await context.http.head(path)];
  expectEqual(head, 'the status of HEAD', head.status, get.status);
  expectEqual(head, 'the headers of HEAD', stableHeaders(head), stableHeaders(get));
}

export const routeChecks: readonly Check[] = [
  onService({
    id: 'routes.collections',
    rule: '§1 every resource has its path: the plural in kebab-case under /v1',
    run: async (context) => {
      for (const resource of context.model.resources)
        expectStatus(await context.http.get(collectionPath(resource)), 200);
    },
  }),
  onResources({
    id: 'routes.items',
    rule: '§2 every row has its path under the collection',
    run: async (context, resource) => {
      const { id } = await context.create(resource);
      expectStatus(await context.http.get(itemPath(resource, id)), 200);
    },
  }),
  onFirst({
    id: 'routes.trailing-slash',
    rule: '§2 a path with a slash at its end is unknown; never a redirect',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      await expectUnknown(context, [
        `${collectionPath(resource)}/`,
        `${path}/`,
        `${collectionPath(resource)}/?limit=1`,
      ]);
      await expectUnknown(
        context,
        alwaysThere.map((operation) => `${operation}/`),
      );
    },
  }),
  onFirst({
    id: 'routes.case-sensitive',
    rule: '§2 paths are compared byte for byte: /V1/Tasks is unknown',
    run: async (context, resource) => {
      const { id } = await context.create(resource);
      const collection = collectionPath(resource);
      const capitalised = collection.replace(/\/([a-z])/g, (_, letter: string) => `/${letter.toUpperCase()}`);
      await expectUnknown(context, [
        capitalised,
        otherCase(collection),
        `${otherCase(collection)}/${id}`,
        '/LIVEZ',
        '/Readyz',
      ]);
    },
  }),
  onService({
    id: 'routes.unknown',
    rule: '§2 an unknown path is 404 for every method',
    run: (context) =>
      expectUnknown(context, [
        '/',
        '/v1',
        '/v1/',
        '/v2',
        '/v1/zz-no-such-resource',
        '/v1/zz-no-such-resource/1',
        '/index.html',
        '/favicon.ico',
        '/admin/',
        '/static/',
        '/api',
      ]),
  }),
  onFirst({
    id: 'routes.near-collection',
    rule: '§2 what only resembles a collection is an unknown path',
    run: async (context, resource) => {
      const collection = collectionPath(resource);
      await expectUnknown(context, [
        `${collection}.json`,
        `${collection}x`,
        `${collection};a=1`,
        collection.replace('/v1', '/v1.0'),
        collection.replace('/v1', ''),
        collection.replace('/v1', '/v2'),
      ]);
    },
  }),
  onFirst({
    id: 'routes.below-item',
    rule: '§2 there is nothing below an item',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      await expectUnknown(context, [`${path}/x`, `${path}/${path.split('/').at(-1)}`]);
    },
  }),
  onFirst({
    id: 'routes.double-slash',
    rule: '§2 slashes are not merged',
    run: async (context, resource) => {
      const { id } = await context.create(resource);
      const collection = collectionPath(resource);
      await expectUnknown(context, [
        `/${collection}`,
        collection.replace('/v1/', '/v1//'),
        `${collection}//${id}`,
        '//livez',
      ]);
    },
  }),
  onFirst({
    id: 'routes.dot-segments',
    rule: '§2 dot segments are not resolved',
    run: async (context, resource) => {
      const collection = collectionPath(resource);
      await expectUnknown(
        context,
        [`/v1/.${collection.slice(3)}`, `/v1/x/..${collection.slice(3)}`, `/x/..${collection}`, '/./livez'],
        ['GET', 'OPTIONS', 'PUT', 'POST'],
      );
    },
  }),
  onFirst({
    id: 'routes.percent-encoded',
    rule: '§2 a path with a % in it is unknown, also where it would decode to a known one',
    run: async (context, resource) => {
      const collection = collectionPath(resource);
      const encoded = collection.replace(/[a-z]+$/, (word) => `%${word.charCodeAt(0).toString(16)}${word.slice(1)}`);
      await expectUnknown(context, [
        encoded,
        collection.replace('/v1', '/%76%31'),
        `/v1%2F${collection.slice(4)}`,
        '/%6Civez',
      ]);
    },
  }),
  onFirst({
    id: 'routes.percent-in-item',
    rule: '§2 a % in the path of an existing row makes it unknown, for OPTIONS and PUT too',
    run: async (context, resource) => {
      const { id } = await context.create(resource);
      const collection = collectionPath(resource);
      const encoded = `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`;
      await expectUnknown(context, [
        `${collection}/${encoded}`,
        `${collection}%2F${id}`,
        `${collection}/${id}%20`,
        `${collection}/${id}%2F`,
      ]);
    },
  }),
  onFirst({
    id: 'routes.percent-malformed',
    rule: '§2 broken percent-encoding is an unknown path, not a broken request',
    run: async (context, resource) => {
      const collection = collectionPath(resource);
      await expectUnknown(
        context,
        ['%zz', '%', '%2', '%00', '%ff', '%c3%28', '%u0041'].map((piece) => `${collection}/${piece}`),
      );
      await expectUnknown(context, ['/%', '/v1/%zz', '/%2e%2e/%2e%2e/etc/passwd']);
    },
  }),
  onResources({
    id: 'routes.id-in-upper-case',
    rule: '§2 the id in a path may be written in upper case',
    run: async (context, resource) => {
      const { id, item } = await context.create(resource);
      const path = itemPath(resource, id.toUpperCase());
      const read = expectStatus(await context.http.get(path), 200);
      expectEqual(read, 'the row', read.object(), item);
      expectStatus(await context.http.patch(path, '{}'), 200);
      expectStatus(await context.http.delete(path), 204);
    },
  }),
  onResources({
    id: 'routes.malformed-id',
    rule: '§2 a malformed id is an id that doesn’t exist: 404',
    run: async (context, resource) => {
      for (const id of malformedIds) {
        const path = itemPath(resource, id);
        expectProblem(await context.http.get(path), 'not-found');
        expectStatus(await context.http.head(path), 404);
        expectProblem(await context.http.delete(path), 'not-found');
        expectProblem(await context.http.patch(path, '{}'), 'not-found');
      }
    },
  }),
  onResources({
    id: 'routes.unused-id',
    rule: '§2 an id that no row has is 404',
    run: async (context, resource) => {
      const path = itemPath(resource, context.unusedId());
      expectProblem(await context.http.get(path), 'not-found');
      expectStatus(await context.http.head(path), 404);
      expectProblem(await context.http.delete(path), 'not-found');
      expectProblem(await context.http.patch(path, '{}'), 'not-found');
    },
  }),
  onService({
    id: 'routes.options-collection',
    rule: '§2 OPTIONS on a collection is 204 and names GET, HEAD, POST, OPTIONS',
    run: async (context) => {
      for (const resource of context.model.resources)
        await expectAllowed(context, collectionPath(resource), collectionMethods);
    },
  }),
  onService({
    id: 'routes.options-item',
    rule: '§2 OPTIONS on an item is 204 and names GET, HEAD, PATCH, DELETE, OPTIONS, whatever the id',
    run: async (context) => {
      for (const resource of context.model.resources) {
        for (const id of [context.unusedId(), 'x', '0'])
          await expectAllowed(context, itemPath(resource, id), itemMethods);
      }
    },
  }),
  onService({
    id: 'routes.options-operation',
    rule: '§2 OPTIONS on an operation is 204 and names GET, HEAD, OPTIONS',
    run: async (context) => {
      for (const path of alwaysThere) await expectAllowed(context, path, operationMethods);
    },
  }),
  onService({
    id: 'routes.method-not-allowed-collection',
    rule: '§2 another method on a collection is 405 with the complete Allow',
    run: async (context) => {
      for (const resource of context.model.resources) {
        await expectNotAllowed(context, collectionPath(resource), ['PUT', 'PATCH', 'DELETE'], collectionMethods);
      }
    },
  }),
  onService({
    id: 'routes.method-not-allowed-item',
    rule: '§2 another method on an item is 405 with the complete Allow, whatever the id',
    run: async (context) => {
      for (const resource of context.model.resources) {
        for (const id of [context.unusedId(), 'x'])
          await expectNotAllowed(context, itemPath(resource, id), ['PUT', 'POST'], itemMethods);
      }
    },
  }),
  onService({
    id: 'routes.method-not-allowed-operation',
    rule: '§2 another method on an operation is 405 with the complete Allow',
    run: async (context) => {
      for (const path of alwaysThere)
        await expectNotAllowed(context, path, ['POST', 'PUT', 'PATCH', 'DELETE'], operationMethods);
    },
  }),
  onFirst({
    id: 'routes.rare-methods',
    rule: '§2 methods that hardly anybody sends are 405 like the others',
    run: async (context, resource) => {
      const rare = ['TRACE', 'PROPFIND', 'MKCOL', 'LOCK', 'REPORT', 'SEARCH'];
      await expectNotAllowed(context, collectionPath(resource), rare, collectionMethods);
      await expectNotAllowed(context, itemPath(resource, context.unusedId()), rare, itemMethods);
      await expectUnknown(context, ['/v1/zz-no-such-resource'], rare);
    },
  }),
  onResources({
    id: 'routes.no-put',
    rule: '§2 there is no PUT, and it changes nothing',
    run: async (context, resource) => {
      const row = await context.create(resource);
      const body = jsonText(await context.body(resource));
      const put = await context.http.send({
        method: 'PUT',
        path: row.path,
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      expectProblem(put, 'method-not-allowed');
      const now = await context.read(row);
      expectEqual(now, 'the row', now.object(), row.item);
    },
  }),
  onFirst({
    id: 'routes.method-override',
    rule: '§2 X-HTTP-Method-Override is ignored',
    run: async (context, resource) => {
      const row = await context.create(resource);
      for (const header of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
        const posted = await context.http.post(row.path, '{}', { [header]: 'DELETE' });
        expectProblem(posted, 'method-not-allowed');
        expectStatus(await context.http.get(row.path, { [header]: 'DELETE' }), 200);
      }
      expectProblem(await context.http.post(`${row.path}?_method=DELETE`, '{}'), 'method-not-allowed');
      await context.read(row);
    },
  }),
  onFirst({
    id: 'routes.accept-ignored',
    rule: '§2 Accept is ignored, on success and on errors',
    run: async (context, resource) => {
      for (const accept of ['text/html', 'application/xml', 'image/*;q=0.1', 'application/json;q=0', 'nonsense', '']) {
        const list = expectStatus(
          await context.http.get(`${collectionPath(resource)}?limit=1`, { Accept: accept }),
          200,
        );
        expectHeader(list, 'Content-Type', 'application/json');
        expectProblem(await context.http.get('/v1/zz-no-such-resource', { Accept: accept }), 'not-found');
      }
    },
  }),
  onFirst({
    id: 'routes.body-on-read-ignored',
    rule: '§2 a body on GET, HEAD or OPTIONS is ignored, whatever it is',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const bodies = [
        { body: '{"a":' },
        { body: 'text', headers: { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' } },
        { body: '{}', chunked: true },
      ];
      for (const extra of bodies) {
        expectStatus(await context.http.send({ method: 'GET', path, ...extra }), 200);
        expectStatus(await context.http.send({ method: 'HEAD', path, ...extra }), 200);
        expectStatus(await context.http.send({ method: 'OPTIONS', path, ...extra }), 204);
        expectStatus(await context.http.send({ method: 'GET', path: collectionPath(resource), ...extra }), 200);
      }
    },
  }),
  onFirst({
    id: 'routes.query-ignored',
    rule: '§2 a query string outside the lists is ignored',
    run: async (context, resource) => {
      const query = '?limit=0&nope=1&nope=2&cursor=x&%zz';
      const body = await context.body(resource);
      const posted = await context.http.post(collectionPath(resource) + query, jsonText(body));
      const { path } = context.row(resource, body, posted);
      expectStatus(await context.http.get(path + query), 200);
      expectStatus(await context.http.patch(path + query, '{}'), 200);
      expectStatus(await context.http.options(collectionPath(resource) + query), 204);
      expectStatus(await context.http.get(`/livez${query}`), 200);
      expectStatus(await context.http.delete(path + query), 204);
    },
  }),
  onResources({
    id: 'routes.success-media-type',
    rule: '§2 success bodies are application/json, without a charset parameter',
    run: async (context, resource) => {
      const { path, response } = await context.create(resource);
      const answers = [
        response,
        await context.http.get(path),
        await context.http.patch(path, '{}'),
        await context.list(resource, { limit: 1 }),
      ];
      for (const answer of answers) expectHeader(answer, 'Content-Type', 'application/json');
      for (const operation of alwaysThere)
        expectHeader(await context.http.get(operation), 'Content-Type', 'application/json');
    },
  }),
  onService({
    id: 'routes.options-unknown',
    rule: '§2 OPTIONS on an unknown path is 404',
    run: (context) => expectUnknown(context, ['/v1/zz-no-such-resource', '/nowhere'], ['OPTIONS']),
  }),
  onResources({
    id: 'routes.head-item',
    rule: '§2 HEAD has the status and the headers of GET: item',
    run: async (context, resource) => expectSameHead(context, (await context.create(resource)).path),
  }),
  onResources({
    id: 'routes.head-collection',
    rule: '§2 HEAD has the status and the headers of GET: collection, Link included',
    run: async (context, resource) => {
      const ids = (await context.rows(resource, 2)).map(({ id }) => id).join(',');
      const path = `${collectionPath(resource)}?id.in=${ids}`;
      await expectSameHead(context, path);
      await expectSameHead(context, `${path}&limit=1`);
    },
  }),
  onService({
    id: 'routes.head-operation',
    rule: '§2 HEAD has the status and the headers of GET: operations',
    run: async (context) => {
      for (const path of alwaysThere) await expectSameHead(context, path);
      const statuses = await Promise.all(
        operationPaths.map(async (path) => [await context.http.get(path), await context.http.head(path)] as const),
      );
      for (const [get, head] of statuses) expectEqual(head, 'the status of HEAD', head.status, get.status);
    },
  }),
  onFirst({
    id: 'routes.head-error',
    rule: '§2 HEAD has the status and the headers of GET: errors',
    run: async (context, resource) => {
      await expectSameHead(context, '/v1/zz-no-such-resource');
      await expectSameHead(context, itemPath(resource, context.unusedId()));
      await expectSameHead(context, `${collectionPath(resource)}?limit=0`);
    },
  }),
  onFirst({
    id: 'routes.head-without-body',
    rule: '§2 HEAD is answered without a single byte of a body',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const { host } = context.http.origin;
      for (const target of [path, collectionPath(resource), '/livez', '/nowhere']) {
        const request = `HEAD ${context.http.prefix}${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
        const [message, ...more] = await exchange(context.http.baseUrl, request);
        if (!message)
          throw (await context.http.head(target)).failure('an answer to HEAD on a bare connection', 'nothing');
        expectNoBody(message);
        expectTrue(message, 'one answer', more.length === 0);
      }
    },
  }),
  onFirst({
    id: 'routes.methods-case-sensitive',
    rule: '§2 methods are case-sensitive (RFC 9110 §9.1): `get` is not GET',
    run: async (context, resource) => {
      const { host } = context.http.origin;
      const request = `get ${context.http.prefix}${collectionPath(resource)} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      for (const answer of await exchange(context.http.baseUrl, request)) {
        expectStatus(answer, 400, 405, 501);
        expectHeader(answer, 'Content-Type', 'application/problem+json');
      }
    },
  }),
  onFirst({
    id: 'routes.upgrade-ignored',
    rule: '§2 a request to upgrade is answered as the request that it is (RFC 9110 §7.8)',
    run: async (context, resource) => {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      };
      expectStatus(await context.http.get(`${collectionPath(resource)}?limit=1`, headers), 200);
      expectProblem(await context.http.get('/v1/zz-no-such-resource', headers), 'not-found');
    },
  }),
];
