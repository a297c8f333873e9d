import type { Field, Resource } from '../../model/types.ts';
import { collectionPath } from '../context.ts';
import {
  expectEqual,
  expectHeader,
  expectInvalidParameters,
  expectNoHeader,
  expectOk,
  expectStatus,
  expectTrue,
} from '../expect.ts';
import { Skip } from '../failure.ts';
import { isSortable } from '../filters.ts';
import { expectIds, only, page, pageOf, pages, pathOf, type Sort, sorted, sortsOf } from '../paging.ts';
import type { JsonObject } from '../response.ts';
import type { Check } from '../types.ts';
import { onFields, onFirst, onResources } from './define.ts';

interface Refusal {
  readonly id: `lists.${string}`;
  readonly rule: string;
  /** The query and the violations that it deserves. */
  readonly queries: Readonly<Record<string, readonly (readonly [parameter: string, code: string])[]>>;
}

const refused = ({ id, rule, queries }: Refusal): Check =>
  onFirst({
    id,
    rule: `§5 ${rule}`,
    run: async (context, resource) => {
      for (const [query, violations] of Object.entries(queries)) {
        expectInvalidParameters(await context.http.get(`${collectionPath(resource)}?${query}`), ...violations);
      }
    },
  });

const invalid = (parameter: string, values: readonly string[]): Refusal['queries'] =>
  Object.fromEntries(values.map((value) => [`${parameter}=${value}`, [[parameter, 'invalid_value']]]));

/** What other services call their parameters, filters that the managed fields don't have, and names that break objects. */
const unknownParameters = [
  ...['zz', 'page', 'offset', 'per_page', 'order', 'q', 'Limit', 'LIMIT', 'limit.gte.x', 'filter[id]', 'id[]', '_', ''],
  ...['id.gt', 'id.isNull', 'id.eq', 'createdAt.in', 'createdAt.isNull', 'created_at', 'id.', '.id', 'id.in.in'],
  ...['constructor', 'toString', 'hasOwnProperty'],
];

/** Names that a list of any model takes for its own. */
const ownSorts = new Set(['id', 'createdAt', 'updatedAt']);
const isNoSort = (field: Field): field is Field => !isSortable(field) && !ownSorts.has(field.name);

const items = (rows: readonly { readonly item: JsonObject }[]): JsonObject[] => rows.map(({ item }) => item);
const byId = (resource: Resource): Sort => {
  const [sort] = sortsOf(resource);
  if (!sort) throw new Error('Every list can be sorted by id.');
  return sort;
};

/** Enough rows to need `default limit + 1`. */
const defaultLimit = 20;
const maxLimit = 100;

export const listChecks: readonly Check[] = [
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
  refused({
    id: 'lists.parameter-without-value',
    rule: 'a parameter without a value has an empty one',
    queries: {
      limit: [['limit', 'invalid_value']],
      sort: [['sort', 'invalid_value']],
      cursor: [['cursor', 'invalid_cursor']],
      zz: [['zz', 'unknown_parameter']],
    },
  }),
  onFirst({
    id: 'lists.unknown-parameter',
    rule: '§5 an unknown parameter is unknown_parameter',
    run: async (context, resource) => {
      const isField = (name: string) => resource.fields.some((field) => field.name === name.split('.')[0]);
      const names = unknownParameters.filter((name) => !isField(name));
      for (const name of names) {
        expectInvalidParameters(await context.list(resource, { [name]: 1 }), [name, 'unknown_parameter']);
      }
    },
  }),
  refused({
    id: 'lists.duplicate-parameter',
    rule: 'a parameter given twice is duplicate_parameter, also with the same value',
    queries: {
      'limit=1&limit=1': [['limit', 'duplicate_parameter']],
      'limit=1&%6Cimit=2': [['limit', 'duplicate_parameter']],
      'sort=id&sort=-id': [['sort', 'duplicate_parameter']],
      'cursor=x&cursor=y': [['cursor', 'duplicate_parameter']],
      'createdAt.gt=2026-01-01T00:00:00Z&createdAt.gt=2026-01-01T00:00:00Z': [['createdAt.gt', 'duplicate_parameter']],
      'limit=1&limit=2&limit=3': [['limit', 'duplicate_parameter']],
    },
  }),
  refused({
    id: 'lists.one-violation-a-parameter',
    rule: 'one violation for a parameter: the first of unknown, duplicate, value',
    queries: {
      'zz=1&zz=2': [['zz', 'unknown_parameter']],
      'limit=0&limit=x': [['limit', 'duplicate_parameter']],
      'sort=zz&sort=zz': [['sort', 'duplicate_parameter']],
      'id=x&id=y': [['id', 'duplicate_parameter']],
    },
  }),
  refused({
    id: 'lists.all-violations',
    rule: 'all bad parameters are listed, sorted by name',
    queries: {
      'zz=1&limit=0&id=x&createdAt=y&updatedAt.gte=z&zza=1': [
        ['zz', 'unknown_parameter'],
        ['limit', 'invalid_value'],
        ['id', 'invalid_value'],
        ['createdAt', 'invalid_value'],
        ['updatedAt.gte', 'invalid_value'],
        ['zza', 'unknown_parameter'],
      ],
      'sort=zz&limit=101&limit=1&id.in=': [
        ['sort', 'invalid_value'],
        ['limit', 'duplicate_parameter'],
        ['id.in', 'invalid_value'],
      ],
    },
  }),
  refused({
    id: 'lists.cursor-beside-invalid-sort',
    rule: 'a cursor beside an invalid sort isn’t reported',
    queries: { 'sort=zz&cursor=x': [['sort', 'invalid_value']], 'cursor=&sort=': [['sort', 'invalid_value']] },
  }),
  refused({
    id: 'lists.sort-form',
    rule: 'a sort is one field, with a minus or without',
    queries: invalid('sort', [
      '',
      '-',
      '--id',
      '%2Bid',
      '+id',
      'id,createdAt',
      'id+desc',
      'id.desc',
      'ID',
      'createdat',
      'created_at',
      'zz',
      '-zz',
      '%20id',
      'id%00',
      '__proto__',
      'constructor',
    ]),
  }),
  onFields({
    id: 'lists.sort-not-sortable',
    rule: '§5 optional fields, and those of type text, uuid, boolean, enum and ref, are no sort: invalid_value',
    lacks: 'field that can’t be sorted by',
    where: isNoSort,
    run: async (context, resource, { name }) => {
      for (const sort of [name, `-${name}`])
        expectInvalidParameters(await context.list(resource, { sort }), ['sort', 'invalid_value']);
    },
  }),
  onResources({
    id: 'lists.sort-default',
    rule: '§5 the default sort is id, ascending',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 5);
      const implied = await page(context, resource, only(rows));
      expectIds(implied, sorted(items(rows), byId(resource)));
      expectIds(await page(context, resource, { ...only(rows), sort: 'id' }), implied.items);
      expectIds(await page(context, resource, { ...only(rows), sort: '-id' }), [...implied.items].reverse());
    },
  }),
  onResources({
    id: 'lists.sort-every-field',
    rule: '§5 every required field of an ordered type is a sort, both ways; strings by code point, decimals by value',
    run: async (context, resource) => {
      const rows = await context.variedRows(resource, 8);
      for (const sort of sortsOf(resource)) {
        expectIds(await page(context, resource, { ...only(rows), sort: sort.text }), sorted(items(rows), sort));
      }
    },
  }),
  onFields({
    id: 'lists.sort-ties',
    rule: '§5 the id breaks ties, in the same direction',
    lacks: 'sortable field that isn’t unique',
    where: (field): field is Field => isSortable(field) && !field.unique,
    run: async (context, resource, { name }) => {
      const { sent } = await context.create(resource);
      const rows = await context.rows(resource, 5, () => ({ [name]: sent[name] ?? null }));
      for (const sort of sortsOf(resource).filter((candidate) => candidate.name === name)) {
        expectIds(await page(context, resource, { ...only(rows), sort: sort.text }), sorted(items(rows), sort));
      }
    },
  }),
  onResources({
    id: 'lists.sort-updated-at',
    rule: '§5 a change moves a row in the sort by updatedAt',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 3);
      const [first] = rows;
      if (!first) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
      const patched = await context.http.patch(first.path, JSON.stringify(await context.body(resource)));
      if (expectStatus(patched, 200).header('etag') === '"1"') throw new Skip('no field of the row can change');
      const found = await page(context, resource, { ...only(rows), sort: '-updatedAt', limit: 1 });
      expectIds(found, [patched.object()]);
    },
  }),
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
  onFields({
    id: 'lists.own-parameters',
    rule: '§5 limit, cursor and sort are the list’s own, also where a field has such a name',
    lacks: 'field called limit, cursor or sort',
    where: (field): field is Field => ['limit', 'cursor', 'sort'].includes(field.name),
    run: async (context, resource, { name }) => {
      const rows = await context.rows(resource, 2);
      const expected = {
        limit: ['limit', 'invalid_value'],
        cursor: ['cursor', 'invalid_cursor'],
        sort: ['sort', 'invalid_value'],
      } as const;
      const violation = expected[name as keyof typeof expected];
      expectInvalidParameters(await context.list(resource, { ...only(rows), [name]: 'zz' }), violation);
      expectStatus(await context.list(resource, { ...only(rows), limit: 1 }), 200);
    },
  }),
];
