import type { Field } from '../../../model/types.ts';
import { expectInvalidParameters, expectStatus } from '../../expect.ts';
import { only } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onFields, onFirst } from '../define.ts';
import { refused } from './refusing.ts';

/** What other services call their parameters, filters that the managed fields don't have, and names that break objects. */
const unknownParameters = [
  ...['zz', 'page', 'offset', 'per_page', 'order', 'q', 'Limit', 'LIMIT', 'limit.gte.x', 'filter[id]', 'id[]', '_', ''],
  ...['id.gt', 'id.isNull', 'id.eq', 'createdAt.in', 'createdAt.isNull', 'created_at', 'id.', '.id', 'id.in.in'],
  ...['constructor', 'toString', 'hasOwnProperty'],
];

export const parametersChecks: readonly Check[] = [
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
      'cursor=x&cursor=y&sort=x': [
        ['cursor', 'duplicate_parameter'],
        ['sort', 'invalid_value'],
      ],
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
