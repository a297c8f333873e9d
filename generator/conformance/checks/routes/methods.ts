import { type Context, collectionPath } from '../../context.ts';
import { expectEqual, expectHeader, expectList, expectNoBody, expectProblem, expectStatus } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import { exchange } from '../../socket.ts';
import type { Check } from '../../types.ts';
import { onFirst, onResources, onService } from '../define.ts';
import { alwaysThere, collectionMethods, itemMethods, itemPath, operationMethods } from '../paths.ts';
import { expectUnknown } from './expectations.ts';

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

export const methodsChecks: readonly Check[] = [
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
  onService({
    id: 'routes.options-unknown',
    rule: '§2 OPTIONS on an unknown path is 404',
    run: (context) => expectUnknown(context, ['/v1/zz-no-such-resource', '/nowhere'], ['OPTIONS']),
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
];
