import { collectionPath } from '../../context.ts';
import { expectHeader, expectProblem, expectStatus } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import type { Check } from '../../types.ts';
import { onFirst, onResources } from '../define.ts';
import { alwaysThere } from '../paths.ts';

export const ignoredChecks: readonly Check[] = [
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
