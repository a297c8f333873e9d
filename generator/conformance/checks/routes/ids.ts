import { collectionPath } from '../../context.ts';
import { expectEqual, expectProblem, expectStatus } from '../../expect.ts';
import type { Check } from '../../types.ts';
import { onFirst, onResources } from '../define.ts';
import { itemPath, malformedIds } from '../paths.ts';
import { expectUnknown } from './expectations.ts';

export const idsChecks: readonly Check[] = [
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
];
