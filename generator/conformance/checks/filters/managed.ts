import type { Field } from '../../../model/types.ts';
import { collectionPath } from '../../context.ts';
import { expectStatus } from '../../expect.ts';
import { compares, filtersByIn, filtersByName, filtersByOrder, type Parameters } from '../../filters.ts';
import { expectIds, page } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onFields, onFirst, onResources } from '../define.ts';
import { expectFound, foundIn, ofType, valueIn } from './finding.ts';

export const managedChecks: readonly Check[] = [
  onResources({
    id: 'filters.id',
    rule: '§5 lists are filtered on id, in either case',
    run: async (context, resource) => {
      const [one, other] = await context.rows(resource, 2);
      if (!one || !other) return;
      expectIds(await page(context, resource, { id: one.id }), [one.item]);
      expectIds(await page(context, resource, { id: one.id.toUpperCase() }), [one.item]);
      expectIds(await page(context, resource, { 'id.in': `${one.id.toUpperCase()},${context.unusedId()}` }), [
        one.item,
      ]);
      expectIds(await page(context, resource, { id: one.id, 'id.in': other.id }), []);
    },
  }),
  onResources({
    id: 'filters.timestamps',
    rule: '§5 lists are filtered on createdAt and updatedAt',
    run: async (context, resource) => {
      const row = await context.create(resource);
      for (const name of ['createdAt', 'updatedAt'] as const) {
        const at = String(row.item[name]);
        const after = new Date(Date.parse(at) + 1).toISOString();
        const before = new Date(Date.parse(at) - 1).toISOString();
        const found: readonly Parameters[] = [
          { [name]: at },
          { [`${name}.gte`]: at },
          { [`${name}.lte`]: at },
          { [`${name}.gt`]: before },
          { [`${name}.lt`]: after },
          { [name]: at.replace('Z', '999+00:00') },
        ];
        const missed: readonly Parameters[] = [
          { [name]: after },
          { [`${name}.gt`]: at },
          { [`${name}.lt`]: at },
          { [`${name}.gte`]: after },
          { [`${name}.lte`]: before },
        ];
        for (const filter of found) expectIds(await page(context, resource, { id: row.id, ...filter }), [row.item]);
        for (const filter of missed) expectIds(await page(context, resource, { id: row.id, ...filter }), []);
      }
    },
  }),
  onFields({
    id: 'filters.own-parameter-names',
    rule: '§5 a field called limit, cursor or sort is filtered by its other operators',
    lacks: 'field called limit, cursor or sort with other operators',
    where: (field): field is Field =>
      ['limit', 'cursor', 'sort'].includes(field.name) && (filtersByIn(field) || filtersByOrder(field)),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 3);
      for (const value of foundIn(rows, field)) {
        if (filtersByIn(field))
          await expectFound(
            context,
            resource,
            rows,
            { [`${field.name}.in`]: String(value) },
            (row) => valueIn(row, field) === value,
          );
        if (filtersByOrder(field))
          await expectFound(context, resource, rows, { [`${field.name}.gte`]: String(value) }, (row) =>
            compares(field, 'gte', valueIn(row, field), value),
          );
      }
    },
  }),
  onFields({
    id: 'filters.unused-reference',
    rule: '§5 a reference that no row has finds nothing, and is no error',
    lacks: 'reference',
    where: ofType('ref', filtersByName),
    run: async (context, resource, field) => {
      expectIds(await page(context, resource, { [field.name]: context.unusedId() }), []);
    },
  }),
  onFirst({
    id: 'filters.head',
    rule: '§2 HEAD of a list reads its query too',
    run: async (context, resource) => {
      expectStatus(await context.http.head(`${collectionPath(resource)}?id=${context.unusedId()}`), 200);
      expectStatus(await context.http.head(`${collectionPath(resource)}?id=x`), 400);
    },
  }),
];
