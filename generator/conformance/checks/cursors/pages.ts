import type { Field, Resource } from '../../../model/types.ts';
import type { Context } from '../../context.ts';
import { expectEqual, expectStatus } from '../../expect.ts';
import { isSortable } from '../../filters.ts';
import type { Page } from '../../page.ts';
import { expectIds, only, page, pages, type Sort, sorted, sortsOf } from '../../paging.ts';
import type { JsonObject } from '../../response.ts';
import type { Check } from '../../types.ts';
import { onFields, onFirst, onResources } from '../define.ts';
import { encoded } from './making.ts';

/** The bytes of docs/contract.md §5. */
export const cursorAfter = (item: JsonObject, sort: { readonly text: string; readonly name: string }): string =>
  encoded(JSON.stringify([1, sort.text, item[sort.name], item.id]));

function expectCursor({ response, items, nextCursor }: Page, sort: Sort): void {
  const last = items.at(-1);
  if (nextCursor === null || !last) return;
  expectEqual(response, 'nextCursor', nextCursor, cursorAfter(last, sort));
}

async function everySort(
  context: Context,
  resource: Resource,
  limit: number,
  judge: (found: readonly Page[], sort: Sort, rows: readonly JsonObject[]) => void,
): Promise<void> {
  const rows = await context.variedRows(resource, 7);
  for (const sort of sortsOf(resource)) {
    judge(
      await pages(context, resource, { ...only(rows), sort: sort.text, limit }),
      sort,
      rows.map(({ item }) => item),
    );
  }
}

export const pagesChecks: readonly Check[] = [
  onResources({
    id: 'cursors.exact-bytes',
    rule: '§5 the cursor is [1,"<sort>",<value>,"<id>"] of the last item, byte for byte, for every sort',
    run: (context, resource) =>
      everySort(context, resource, 2, (found, sort) => {
        for (const one of found) expectCursor(one, sort);
      }),
  }),
  onResources({
    id: 'cursors.every-row-once',
    rule: '§5 the pages of every sort have every row once, in order',
    run: (context, resource) =>
      everySort(context, resource, 3, (found, sort, rows) => {
        const [first] = found;
        if (first) expectIds({ ...first, items: found.flatMap(({ items }) => items) }, sorted(rows, sort));
      }),
  }),
  onResources({
    id: 'cursors.page-sizes',
    rule: '§5 every page but the last is full',
    run: (context, resource) =>
      everySort(context, resource, 3, (found) => {
        const [first] = found;
        if (first)
          expectEqual(
            first.response,
            'items a page',
            found.map(({ items }) => items.length),
            [3, 3, 1],
          );
      }),
  }),
  onFields({
    id: 'cursors.ties',
    rule: '§5 ties that a page cuts through are neither lost nor doubled',
    lacks: 'sortable field that isn’t unique',
    where: (field): field is Field => isSortable(field) && !field.unique,
    run: async (context, resource, { name }) => {
      const { sent } = await context.create(resource);
      const rows = await context.rows(resource, 5, () => ({ [name]: sent[name] ?? null }));
      for (const sort of sortsOf(resource).filter((candidate) => candidate.name === name)) {
        const found = await pages(context, resource, { ...only(rows), sort: sort.text, limit: 2 });
        const [first] = found;
        if (first)
          expectIds(
            { ...first, items: found.flatMap(({ items }) => items) },
            sorted(
              rows.map(({ item }) => item),
              sort,
            ),
          );
        for (const one of found) expectCursor(one, sort);
      }
    },
  }),
  onResources({
    id: 'cursors.default-sort',
    rule: '§5 without a sort the cursor says "id", and the value is the id again',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 2);
      const found = await page(context, resource, { ...only(rows), limit: 1 });
      const id = found.items[0]?.id;
      expectEqual(found.response, 'nextCursor', found.nextCursor, encoded(JSON.stringify([1, 'id', id, id])));
      const next = await page(context, resource, {
        ...only(rows),
        limit: 1,
        sort: 'id',
        cursor: found.nextCursor ?? '',
      });
      expectIds(
        next,
        rows.map(({ item }) => item).filter((item) => item.id !== id),
      );
    },
  }),
  onFirst({
    id: 'cursors.own-cursor',
    rule: '§5 a cursor made from any row continues after it, whoever made it',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 4);
      const [byId, byIdBackwards] = sortsOf(resource);
      for (const sort of [byId, byIdBackwards]) {
        if (!sort) continue;
        const inOrder = sorted(
          rows.map(({ item }) => item),
          sort,
        );
        for (const [index, item] of inOrder.entries()) {
          const found = await page(context, resource, {
            ...only(rows),
            sort: sort.text,
            cursor: cursorAfter(item, sort),
          });
          expectIds(found, inOrder.slice(index + 1));
        }
      }
    },
  }),
  onFirst({
    id: 'cursors.deleted-row',
    rule: '§5 deleting the row that a cursor was made from doesn’t break the next page',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 4);
      const first = await page(context, resource, { ...only(rows), limit: 2 });
      const last = rows.find(({ id }) => id === first.items.at(-1)?.id);
      if (!last) throw first.response.failure('two of the rows');
      expectStatus(await context.http.delete(last.path), 204);
      const next = await page(context, resource, { ...only(rows), limit: 2, cursor: first.nextCursor ?? '' });
      const seen = new Set(first.items.map(({ id }) => id));
      expectIds(
        next,
        rows
          .map(({ item }) => item)
          .filter(({ id }) => !seen.has(id))
          .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
      );
    },
  }),
  onFirst({
    id: 'cursors.new-row',
    rule: '§5 pages are found by key, not by offset: a row that is gone from a page before doesn’t shift the next one',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 5);
      const first = await page(context, resource, { ...only(rows), limit: 2 });
      const gone = rows.find(({ id }) => id === first.items[0]?.id);
      if (!gone) throw first.response.failure('two of the rows');
      expectStatus(await context.http.delete(gone.path), 204);
      const next = await page(context, resource, { ...only(rows), limit: 2, cursor: first.nextCursor ?? '' });
      const seen = new Set(first.items.map(({ id }) => id));
      const left = rows.map(({ item }) => item).filter(({ id }) => !seen.has(id));
      expectIds(next, left.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)).slice(0, 2));
    },
  }),
  onFirst({
    id: 'cursors.without-filters',
    rule: '§5 the filters aren’t in the cursor: it continues any list of the same sort',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 3);
      const first = await page(context, resource, { ...only(rows.slice(0, 2)), limit: 1 });
      const after = String(first.items[0]?.id);
      const next = await page(context, resource, { ...only(rows), cursor: first.nextCursor ?? '' });
      expectIds(
        next,
        rows
          .map(({ item }) => item)
          .filter(({ id }) => String(id) > after)
          .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
      );
    },
  }),
  onFirst({
    id: 'cursors.past-the-end',
    rule: '§5 a cursor after the last row gives an empty last page',
    run: async (context, resource) => {
      const row = await context.create(resource);
      const cursor = cursorAfter(row.item, { text: 'id', name: 'id' });
      const found = await page(context, resource, { ...only([row]), cursor });
      expectIds(found, []);
      expectEqual(found.response, 'nextCursor', found.nextCursor, null);
    },
  }),
  onFirst({
    id: 'cursors.limit-may-change',
    rule: '§5 the limit isn’t in the cursor',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 5);
      const first = await page(context, resource, { ...only(rows), limit: 1 });
      const next = await page(context, resource, { ...only(rows), limit: 100, cursor: first.nextCursor ?? '' });
      expectEqual(next.response, 'the number of items', next.items.length, 4);
    },
  }),
];
