import type { Field } from '../../../model/types.ts';
import { expectInvalidParameters, expectStatus } from '../../expect.ts';
import { Skip } from '../../failure.ts';
import { isSortable } from '../../filters.ts';
import { expectIds, only, page, sorted, sortsOf } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onFields, onResources } from '../define.ts';
import { byId, invalid, items, refused } from './refusing.ts';

/** Names that a list of any model takes for its own. */
const ownSorts = new Set(['id', 'createdAt', 'updatedAt']);

const isNoSort = (field: Field): field is Field => !isSortable(field) && !ownSorts.has(field.name);

export const sortsChecks: readonly Check[] = [
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
];
