import type { Field, FieldType } from '../../../model/types.ts';
import { collectionPath } from '../../context.ts';
import { expectInvalidParameters, expectTrue } from '../../expect.ts';
import { isSortable } from '../../filters.ts';
import { pageOf } from '../../page.ts';
import type { Check } from '../../types.ts';
import { onFields, onFirst } from '../define.ts';
import { encoded } from './making.ts';

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

export const refusedChecks: readonly Check[] = [
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
