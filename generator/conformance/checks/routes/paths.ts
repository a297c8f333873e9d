import { collectionPath } from '../../context.ts';
import { expectStatus } from '../../expect.ts';
import { page } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onFirst, onResources, onService } from '../define.ts';
import { alwaysThere, itemPath, otherCase } from '../paths.ts';
import { expectUnknown } from './expectations.ts';

export const pathsChecks: readonly Check[] = [
  onService({
    id: 'routes.collections',
    rule: '§1 every resource has its path: the plural in kebab-case under /v1',
    run: async (context) => {
      for (const resource of context.model.resources) await page(context, resource, {});
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
];
