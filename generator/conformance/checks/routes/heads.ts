import { type Context, collectionPath } from '../../context.ts';
import { expectEqual, expectNoBody, expectStatus, expectTrue } from '../../expect.ts';
import type { HttpResponse } from '../../response.ts';
import { exchange } from '../../socket.ts';
import type { Check } from '../../types.ts';
import { onFirst, onResources, onService } from '../define.ts';
import { alwaysThere, itemPath, operationPaths } from '../paths.ts';

/** What differs from one answer to the next, or belongs to the connection. */
const changing = new Set(['date', 'x-request-id', 'connection', 'keep-alive', 'transfer-encoding']);

function stableHeaders(response: HttpResponse): Record<string, string> {
  const names = response.headers.map(([name]) => name.toLowerCase()).filter((name) => !changing.has(name));
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, response.header(name) ?? '']));
}

async function expectSameHead(context: Context, path: string, status = 200): Promise<void> {
  const [get, head] = [expectStatus(await context.http.get(path), status), await context.http.head(path)];
  expectEqual(head, 'the status of HEAD', head.status, get.status);
  expectEqual(head, 'the headers of HEAD', stableHeaders(head), stableHeaders(get));
}

export const headsChecks: readonly Check[] = [
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
      await expectSameHead(context, '/v1/zz-no-such-resource', 404);
      await expectSameHead(context, itemPath(resource, context.unusedId()), 404);
      await expectSameHead(context, `${collectionPath(resource)}?limit=0`, 400);
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
];
