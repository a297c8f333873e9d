import { expectEqual, expectNoHeader, expectTrue } from '../../expect.ts';
import { pageOf } from '../../page.ts';
import { expectIds, only, page, pages, pathOf, sorted } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { byId, defaultLimit, invalid, items, refused } from './refusing.ts';

const maxLimit = 100;

export const limitsChecks: readonly Check[] = [
  onFirst({
    id: 'lists.limit-default',
    rule: '§5 the default limit is 20',
    run: async (context, resource) => {
      const rows = await context.rows(resource, defaultLimit + 1);
      const found = await page(context, resource, only(rows));
      expectIds(found, sorted(items(rows), byId(resource)).slice(0, defaultLimit));
      expectTrue(found.response, 'a nextCursor', found.nextCursor !== null);
    },
  }),
  onFirst({
    id: 'lists.limit-exact',
    rule: '§5 a page that holds the last row has nextCursor null, also when it is full',
    run: async (context, resource) => {
      const rows = await context.rows(resource, defaultLimit);
      const found = await page(context, resource, only(rows));
      expectEqual(found.response, 'the number of items', found.items.length, defaultLimit);
      expectEqual(found.response, 'nextCursor', found.nextCursor, null);
      expectNoHeader(found.response, 'Link');
    },
  }),
  onFirst({
    id: 'lists.limit-smallest',
    rule: '§5 limit=1 is allowed',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 3);
      const found = await pages(context, resource, { ...only(rows), limit: 1 });
      expectEqual(
        found[0]?.response ?? (await context.list(resource)),
        'items a page',
        found.map((one) => one.items.length),
        [1, 1, 1],
      );
    },
  }),
  onFirst({
    id: 'lists.limit-largest',
    rule: '§5 limit=100 is allowed and gives 100 items',
    run: async (context, resource) => {
      const rows = await context.rows(resource, maxLimit);
      const found = await page(context, resource, { ...only(rows), limit: maxLimit });
      expectEqual(found.response, 'the number of items', found.items.length, maxLimit);
      expectEqual(found.response, 'nextCursor', found.nextCursor, null);
    },
  }),
  refused({
    id: 'lists.limit-out-of-range',
    rule: 'a limit that isn’t 1..100 is invalid_value',
    queries: invalid('limit', ['0', '101', '-1', '1000', '9223372036854775808', '9'.repeat(400)]),
  }),
  refused({
    id: 'lists.limit-form',
    rule: 'a limit has decimal digits, no sign and no leading zero',
    queries: invalid('limit', [
      '',
      '01',
      '%2B1',
      '+1',
      '1+',
      '1.0',
      '1e1',
      '0x10',
      'abc',
      '1,2',
      '%D9%A1',
      '1%00',
      'null',
      '1_0',
      '%EF%BC%91',
      '1%0A',
    ]),
  }),
  onFirst({
    id: 'lists.limit-percent-encoded',
    rule: '§5 names and values of a query are percent-decoded',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 2);
      const query = `${pathOf(resource, only(rows))}&%6Cimi%74=%31`;
      expectEqual(
        await context.http.get(query),
        'the number of items',
        pageOf(await context.http.get(query)).items.length,
        1,
      );
    },
  }),
];
