import { expectEqual, expectNoHeader, expectOk } from '../../expect.ts';
import { only, page, sorted } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onResources } from '../define.ts';
import { byId, items } from './refusing.ts';

export const pagesChecks: readonly Check[] = [
  onResources({
    id: 'lists.shape',
    rule: '§2 a list is {"items": […], "nextCursor": string or null} and nothing else',
    run: async (context, resource) => {
      const response = await context.list(resource, only([await context.create(resource)]));
      expectEqual(response, 'the members', Object.keys(expectOk(response)).sort(), ['items', 'nextCursor']);
    },
  }),
  onResources({
    id: 'lists.items',
    rule: '§2 the items of a list are the rows as they are read one by one',
    run: async (context, resource) => {
      const rows = await context.variedRows(resource, 5);
      const found = await page(context, resource, only(rows));
      expectEqual(found.response, 'items', found.items, sorted(items(rows), byId(resource)));
    },
  }),
  onResources({
    id: 'lists.empty',
    rule: '§2 a list without rows is 200, with no items, nextCursor null and no Link',
    run: async (context, resource) => {
      const response = await context.list(resource, { id: context.unusedId() });
      expectEqual(response, 'the list', expectOk(response), { items: [], nextCursor: null });
      expectNoHeader(response, 'Link');
    },
  }),
  onResources({
    id: 'lists.new-row',
    rule: '§5 a new row is in the list, a changed one with its new values',
    run: async (context, resource) => {
      const row = await context.create(resource);
      const body = await context.body(resource);
      const patched = expectOk(await context.http.patch(row.path, JSON.stringify(body)));
      const found = await page(context, resource, only([row]));
      expectEqual(found.response, 'items', found.items, [patched]);
    },
  }),
];
