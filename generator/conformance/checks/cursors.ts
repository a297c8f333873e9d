import type { Field, FieldType, Resource } from '../../model/types.ts';
import { type Context, collectionPath } from '../context.ts';
import { expectEqual, expectInvalidParameters, expectStatus, expectTrue } from '../expect.ts';
import { isSortable } from '../filters.ts';
import { expectIds, only, type Page, page, pageOf, pages, type Sort, sorted, sortsOf } from '../paging.ts';
import type { JsonObject } from '../response.ts';
import type { Check } from '../types.ts';
import { onFields, onFirst, onResources } from './define.ts';

const encoded = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');

/** The bytes of docs/contract.md §5. */
export const cursorAfter = (item: JsonObject, sort: { readonly text: string; readonly name: string }): string =>
  encoded(JSON.stringify([1, sort.text, item[sort.name], item.id]));

function expectCursor({ response, items, nextCursor }: Page, sort: Sort): void {
  const last = items.at(-1);
  if (nextCursor === null || !last) return;
  expectEqual(response, 'nextCursor', nextCursor, cursorAfter(last, sort));
}

/** Cursors that no list takes, from the id of a row. */
interface Refusal {
  readonly id: `cursors.${string}`;
  readonly rule: string;
  readonly sort?: string;
  readonly cursors: (id: string) => readonly string[];
}

const refused = ({ id, rule, sort, cursors }: Refusal): Check =>
  onFirst({
    id,
    rule: `§5 ${rule}: invalid_cursor`,
    run: async (context, resource) => {
      const row = await context.create(resource);
      for (const cursor of cursors(row.id)) {
        const response = await context.list(resource, { cursor, ...(sort ? { sort } : {}) });
        expectInvalidParameters(response, ['cursor', 'invalid_cursor']);
      }
    },
  });

/** JSON texts of values that a cursor of the type can't hold; never 500, though a database might choke on them. */
const wrongValues: Partial<Record<FieldType, readonly string[]>> = {
  string: ['1', 'true', 'null', '[]', '{}', '"\\u0000"', '"\\ud800"', '"a\\u0000b"'],
  integer: ['"1"', 'true', 'null', '[]', '1.5', '1e400', '-1e400', '9007199254740992', '1e300'],
  number: ['"1"', 'true', 'null', '[]', '1e400', '-1e400'],
  decimal: ['1', 'true', 'null', '"x"', '""', '"1e2"', '"NaN"', '".5"', '"1.000000000000000000001"'],
  date: ['1', 'true', 'null', '"x"', '"2026-02-30"', '"2026-01-01T00:00:00.000Z"', '"0000-01-01"', '""'],
  datetime: [
    '1',
    'true',
    'null',
    '"x"',
    '"2026-02-30T00:00:00.000Z"',
    '"2026-01-01"',
    '"0000-01-01T00:00:00.000Z"',
    '""',
    '"now"',
  ],
};

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

export const cursorChecks: readonly Check[] = [
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
  refused({
    id: 'cursors.not-base64url',
    rule: 'a cursor that isn’t base64url without padding',
    cursors: (id) => {
      // A length that base64 would pad.
      const text = [JSON.stringify([1, 'id', id, id])].map((json) => Buffer.from(json).toString('base64'))[0] ?? '';
      const bare = text.replace(/=+$/, '');
      return [
        '',
        '%',
        '!',
        '*',
        `${bare}=`,
        `${bare}==`,
        `${bare}*`,
        `${bare} `,
        ` ${bare}`,
        `${bare}\n`,
        `${bare.slice(0, 8)}.${bare.slice(8)}`,
        'a',
        `${bare}é`,
      ];
    },
  }),
  refused({
    id: 'cursors.not-json',
    rule: 'a cursor whose bytes aren’t JSON',
    cursors: (id) =>
      ['', 'x', '[', `[1,"id","${id}"`, `[1,"id","${id}","${id}"]]`, `[1,'id','${id}','${id}']`, 'NaN', '\ufeff[1]', id]
        .filter(Boolean)
        .map(encoded),
  }),
  refused({
    id: 'cursors.not-utf-8',
    rule: 'a cursor whose bytes aren’t UTF-8',
    cursors: (id) => [
      encoded(Buffer.from([0xff, 0xfe])),
      encoded(Buffer.concat([Buffer.from(`[1,"id","${id}`), Buffer.from([0xc3, 0x28]), Buffer.from(`","${id}"]`)])),
    ],
  }),
  refused({
    id: 'cursors.wrong-shape',
    rule: 'a cursor that is other JSON',
    cursors: (id) =>
      [
        null,
        1,
        'x',
        true,
        {},
        [],
        [1],
        [1, 'id'],
        [1, 'id', id],
        [1, 'id', id, id, id],
        [[1, 'id', id, id]],
        { 0: 1, 1: 'id', 2: id, 3: id },
      ].map((value) => encoded(JSON.stringify(value))),
  }),
  refused({
    id: 'cursors.wrong-version',
    rule: 'a cursor of another version',
    cursors: (id) =>
      [0, 2, '1', true, null, 1.5, [1], -1].map((version) => encoded(JSON.stringify([version, 'id', id, id]))),
  }),
  refused({
    id: 'cursors.wrong-types',
    rule: 'a cursor whose id isn’t an id',
    cursors: (id) =>
      [1, null, true, [], {}, '', 'x', '\u0000', `${id}0`, `${id}\n`, '\ud800', id.replaceAll('-', '')].map((wrong) =>
        encoded(JSON.stringify([1, 'id', wrong, wrong])),
      ),
  }),
  refused({
    id: 'cursors.of-another-sort',
    rule: 'a cursor of another sort',
    cursors: (id) => ['-id', 'createdAt', '', 'zz', null, 1].map((sort) => encoded(JSON.stringify([1, sort, id, id]))),
  }),
  refused({
    id: 'cursors.of-the-other-direction',
    rule: 'a cursor of the same field in the other direction',
    sort: '-id',
    cursors: (id) => ['id', 'createdAt'].map((sort) => encoded(JSON.stringify([1, sort, id, id]))),
  }),
  refused({
    id: 'cursors.of-another-sort-of-times',
    rule: 'a cursor of createdAt for updatedAt',
    sort: 'updatedAt',
    cursors: (id) =>
      ['createdAt', '-updatedAt', 'id'].map((sort) =>
        encoded(JSON.stringify([1, sort, '2026-01-02T03:04:05.678Z', id])),
      ),
  }),
  refused({
    id: 'cursors.wrong-time',
    rule: 'a cursor whose time isn’t one',
    sort: 'createdAt',
    cursors: (id) => (wrongValues.datetime ?? []).map((text) => encoded(`[1,"createdAt",${text},"${id}"]`)),
  }),
  onFields({
    id: 'cursors.wrong-values',
    rule: '§5 a cursor whose value isn’t one of the sort field’s type is invalid_cursor, never 500',
    lacks: 'sortable field',
    where: (field): field is Field => isSortable(field),
    run: async (context, resource, field) => {
      const { id } = await context.create(resource);
      for (const sort of [field.name, `-${field.name}`]) {
        for (const text of wrongValues[field.type] ?? []) {
          const cursor = encoded(`[1,${JSON.stringify(sort)},${text},"${id}"]`);
          expectInvalidParameters(await context.list(resource, { sort, cursor }), ['cursor', 'invalid_cursor']);
        }
      }
    },
  }),
  onFirst({
    id: 'cursors.never-500',
    rule: '§5 whatever the bytes of a cursor are, it is 400, never 500',
    run: async (context, resource) => {
      const valid = encoded(JSON.stringify([1, 'id', context.unusedId(), context.unusedId()]));
      const deep = encoded('['.repeat(2000));
      const noise = Array.from({ length: 30 }, (_, index) => valid.slice(0, index) + valid.slice(index + 1));
      for (const cursor of [deep, encoded('1'.repeat(3000)), encoded(`[1,"id",1e${'9'.repeat(400)},"x"]`), ...noise]) {
        const response = await context.http.get(`${collectionPath(resource)}?cursor=${cursor}`);
        expectTrue(response, 'status 400, or 200 where the cursor still is one', [200, 400].includes(response.status));
        if (response.status === 200) pageOf(response);
      }
    },
  }),
];
