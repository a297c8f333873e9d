import { collectionPath } from '../../context.ts';
import { expectEqual, expectHeader } from '../../expect.ts';
import { pageOf } from '../../page.ts';
import { only, page, sorted } from '../../paging.ts';
import type { JsonObject } from '../../response.ts';
import type { Check } from '../../types.ts';
import { onFirst, onResources } from '../define.ts';
import { byId, defaultLimit, items } from './refusing.ts';

export const linksChecks: readonly Check[] = [
  onFirst({
    id: 'lists.link',
    rule: '§5 Link has the request’s own query without cursor, and the cursor at the end',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 3);
      const collection = collectionPath(resource);
      const filter = `id.in=${rows.map(({ id }) => id).join(',')}`;
      for (const query of [
        `${filter}&limit=1`,
        `limit=1&${filter}`,
        `sort=-id&${filter}&limit=2`,
        `limit=1&sort=id&${filter}`,
      ]) {
        const found = pageOf(await context.http.get(`${collection}?${query}`));
        expectHeader(found.response, 'Link', `<${collection}?${query}&cursor=${found.nextCursor}>; rel="next"`);
      }
    },
  }),
  onFirst({
    id: 'lists.link-without-query',
    rule: '§5 the Link of a list without a query has the cursor alone',
    run: async (context, resource) => {
      await context.rows(resource, defaultLimit + 1);
      const found = await page(context, resource, {});
      expectHeader(found.response, 'Link', `<${collectionPath(resource)}?cursor=${found.nextCursor}>; rel="next"`);
    },
  }),
  onFirst({
    id: 'lists.link-byte-for-byte',
    rule: '§5 the query in Link is neither decoded nor encoded anew',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 2);
      const collection = collectionPath(resource);
      const ids = rows.map(({ id }) => id);
      const queries = [
        `%69d.in=${ids.join('%2C')}&limit=%31`,
        `id.in=${ids.map((id) => id.toUpperCase()).join(',')}&limit=1`,
        `limit=1&id%2Ein=${ids.join('%2c')}`,
      ];
      for (const query of queries) {
        const found = pageOf(await context.http.get(`${collection}?${query}`));
        expectHeader(found.response, 'Link', `<${collection}?${query}&cursor=${found.nextCursor}>; rel="next"`);
      }
    },
  }),
  onFirst({
    id: 'lists.link-replaces-cursor',
    rule: '§5 Link has one cursor, wherever the old one was',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 4);
      const collection = collectionPath(resource);
      const filter = `id.in=${rows.map(({ id }) => id).join(',')}`;
      const { nextCursor } = pageOf(await context.http.get(`${collection}?${filter}&limit=1`));
      for (const query of [
        `cursor=${nextCursor}&${filter}&limit=1`,
        `${filter}&cursor=${nextCursor}&limit=1`,
        `${filter}&limit=1&cursor=${nextCursor}`,
      ]) {
        const found = pageOf(await context.http.get(`${collection}?${query}`));
        const kept = query
          .split('&')
          .filter((piece) => !piece.startsWith('cursor='))
          .join('&');
        expectHeader(found.response, 'Link', `<${collection}?${kept}&cursor=${found.nextCursor}>; rel="next"`);
      }
    },
  }),
  onResources({
    id: 'lists.link-leads-on',
    rule: '§5 following Link gives every row once, and the last page has none',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 5);
      const found: JsonObject[] = [];
      let last = await page(context, resource, { ...only(rows), limit: 2 });
      for (let count = 0; count < rows.length; count++) {
        found.push(...last.items);
        const [, next] = /^<(.*)>; rel="next"$/.exec(last.response.header('link') ?? '') ?? [];
        expectEqual(last.response, 'whether there is a Link', next !== undefined, last.nextCursor !== null);
        if (next === undefined) break;
        last = pageOf(await context.http.get(next));
      }
      expectEqual(last.response, 'the rows of all pages', found, sorted(items(rows), byId(resource)));
    },
  }),
];
