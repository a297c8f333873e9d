import { type Field, type FieldType, fieldTypes, type Resource } from '../../model/types.ts';
import { arabicDigits } from '../cases/case.ts';
import { type Context, collectionPath, type Row } from '../context.ts';
import { expectInvalidParameters, expectStatus } from '../expect.ts';
import { Skip } from '../failure.ts';
import {
  compares,
  comparisons,
  filtersByIn,
  filtersByName,
  filtersByNull,
  filtersByOrder,
  type Parameters,
} from '../filters.ts';
import { expectIds, only, page, pageOf, sorted, sortsOf } from '../paging.ts';
import type { JsonObject } from '../response.ts';
import type { Check } from '../types.ts';
import type { Value } from '../values.ts';
import { onFields, onFirst, onResources } from './define.ts';

const ofType =
  (type: FieldType, test: (field: Field) => boolean) =>
  (field: Field): field is Field =>
    field.type === type && test(field);

const valueIn = (row: Row, field: Field): Value => (row.item[field.name] ?? null) as Value;

/** Different values that the rows have in the field. */
const foundIn = (rows: readonly Row[], field: Field): Value[] =>
  [...new Set(rows.map((row) => valueIn(row, field)))].filter((value) => value !== null);

/** The list finds exactly those of the rows of which the predicate holds. */
async function expectFound(
  context: Context,
  resource: Resource,
  rows: readonly Row[],
  filter: Parameters,
  holds: (row: Row) => boolean,
): Promise<void> {
  const [byId] = sortsOf(resource);
  const expected: JsonObject[] = rows.filter(holds).map(({ item }) => item);
  const found = await page(context, resource, { ...only(rows), ...filter });
  expectIds(found, byId ? sorted(expected, byId) : expected);
}

const equality = (type: FieldType): Check =>
  onFields({
    id: `filters.equals-${type}`,
    rule: `§5 field=value finds the rows with that ${type}`,
    lacks: `${type} field that can be filtered by its name`,
    where: ofType(type, filtersByName),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 4);
      for (const value of foundIn(rows, field)) {
        await expectFound(
          context,
          resource,
          rows,
          { [field.name]: String(value) },
          (row) => valueIn(row, field) === value,
        );
      }
    },
  });

const ordering = (type: FieldType): Check =>
  onFields({
    id: `filters.compares-${type}`,
    rule: `§5 .gt .gte .lt .lte compare a ${type}; no null matches`,
    lacks: `${type} field`,
    where: ofType(type, filtersByOrder),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 6);
      for (const wanted of foundIn(rows, field)) {
        for (const comparison of comparisons) {
          const filter = { [`${field.name}.${comparison}`]: String(wanted) };
          await expectFound(context, resource, rows, filter, (row) =>
            compares(field, comparison, valueIn(row, field), wanted),
          );
        }
      }
    },
  });

const membership = (type: FieldType): Check =>
  onFields({
    id: `filters.in-${type}`,
    rule: `§5 field.in finds the rows with any of the values of a ${type}`,
    lacks: `${type} field`,
    where: ofType(type, filtersByIn),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 5);
      const values = foundIn(rows, field).filter((value) => !String(value).includes(','));
      for (const wanted of [values.slice(0, 1), values.slice(0, 2), values, [...values, ...values.slice(0, 1)]]) {
        if (wanted.length === 0) continue;
        await expectFound(context, resource, rows, { [`${field.name}.in`]: wanted.join(',') }, (row) =>
          wanted.includes(valueIn(row, field)),
        );
      }
    },
  });

/** What no filter of the type takes, as it is written in a query. */
const badValues: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  uuid: [
    '',
    'x',
    '1',
    '00000000000000000000000000000000',
    '00000000-0000-0000-0000-00000000000',
    '%00',
    '%7B00000000-0000-0000-0000-000000000000%7D',
  ],
  string: ['%00', 'a%00b'],
  integer: [
    '',
    'x',
    '1.0',
    '1.5',
    '1e2',
    '%2B1',
    '+1',
    '1+',
    '0x1',
    '--1',
    '-',
    '9007199254740992',
    '-9007199254740992',
    '9'.repeat(400),
    arabicDigits('1'),
    '1%00',
    'null',
    'true',
    '1_0',
    '%EF%BC%91',
    '1%0A',
  ],
  number: [
    '',
    'x',
    '.5',
    '1.',
    '01',
    '%2B1',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e400',
    '-1e400',
    '0x1',
    '1e',
    '1,5',
    arabicDigits('1'),
    '1%00',
    'null',
    'true',
    '1_0',
    '-',
    '1%0A',
  ],
  decimal: ['', 'x', '.5', '1.', '%2B1', '1e2', 'NaN', 'Infinity', '1,5', arabicDigits('1'), '1%00', '--1', '1%0A'],
  boolean: ['', '0', '1', 'TRUE', 'True', 'yes', 'null', 'true+', 'on', 't'],
  enum: ['', 'zz-no-such-value', '%00', '__proto__'],
  date: [
    '',
    'x',
    '2026-02-30',
    '2026-1-1',
    '0000-01-01',
    '2026-01-01T00:00:00Z',
    '20260101',
    arabicDigits('2026-01-01'),
    '2026-01-01%00',
    'today',
    '2026-01-01%0A',
  ],
  datetime: [
    '',
    'x',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01T24:00:00Z',
    '2026-02-30T00:00:00Z',
    '0001-01-01T00:00:00%2B00:01',
    '2026-01-01t00:00:00Z',
    '2026-01-01T00:00:00+00:00',
    '2026-01-01%2000:00:00Z',
    '1767225600',
    '2026-01-01T00:00:00Z%0A',
  ],
  ref: ['', 'x', '1', '00000000-0000-0000-0000-00000000000', '%00'],
};

/** Percent-encoded where it must be: the values above are written for a query already. */
const encodedBad = (type: FieldType): readonly string[] =>
  (badValues[type] ?? []).map((value) => encodeURI(value).replaceAll('%25', '%'));

const invalidValues = (type: FieldType): Check =>
  onFields({
    id: `filters.invalid-${type}`,
    rule: `§5 what is no ${type} is invalid_value in every filter of the field`,
    lacks: `${type} field`,
    where: ofType(type, (field) => filtersByName(field) || filtersByIn(field) || filtersByOrder(field)),
    run: async (context, resource, field) => {
      const names = [
        ...(filtersByName(field) ? [field.name] : []),
        ...(filtersByIn(field) ? [`${field.name}.in`] : []),
        ...(filtersByOrder(field) ? comparisons.map((comparison) => `${field.name}.${comparison}`) : []),
      ];
      const declared = field.type === 'enum' ? field.values : [];
      for (const value of encodedBad(type)) {
        if (declared.includes(decodeURIComponent(value))) continue;
        const given = names.filter((name) => !(name.endsWith('.in') && value.includes(',')));
        const response = await context.http.get(
          `${collectionPath(resource)}?${given.map((name) => `${name}=${value}`).join('&')}`,
        );
        expectInvalidParameters(response, ...given.map((name) => [name, 'invalid_value'] as const));
      }
    },
  });

/** Filters that the type of the field doesn't have. */
function foreignFilters(field: Field): string[] {
  return [
    ...(field.type === 'text' ? [field.name] : []),
    ...(filtersByIn(field) ? [] : ['in']),
    ...(filtersByOrder(field) ? [] : comparisons),
    ...(filtersByNull(field) ? [] : ['isNull']),
    'eq',
    'ne',
    'like',
    'contains',
    'GT',
    'isnull',
  ].map((operator) => (operator === field.name ? operator : `${field.name}.${operator}`));
}

const equalTypes = fieldTypes.filter((type) => type !== 'text');
const orderedTypes = ['integer', 'number', 'decimal', 'date', 'datetime'] as const;
const memberTypes = ['uuid', 'string', 'integer', 'enum', 'ref'] as const;
const isString = (field: Field): field is Field => field.type === 'string' && filtersByName(field);
const isFree = (field: Field): field is Field =>
  isString(field) && !('pattern' in field && field.pattern !== undefined);

/** Another way of writing a value in a query, per type; undefined where it has only one. */
const otherForms: Partial<Record<FieldType, (value: Value) => string>> = {
  uuid: (value) => String(value).toUpperCase(),
  ref: (value) => String(value).toUpperCase(),
  integer: (value) => String(value).replace(/^-?/, '$&00'),
  number: (value) => (String(value).includes('e') ? String(value) : `${value}e0`),
  decimal: (value) => String(value).replace(/^-?/, '$&00'),
  datetime: (value) => String(value).replace('Z', '000-00:00'),
};

export const filterChecks: readonly Check[] = [
  ...equalTypes.map(equality),
  ...orderedTypes.map(ordering),
  ...memberTypes.map(membership),
  ...equalTypes.map(invalidValues),
  onFields({
    id: 'filters.is-null',
    rule: '§5 field.isNull=true|false for optional fields but text',
    lacks: 'optional field that isn’t a text',
    where: (field): field is Field => filtersByNull(field),
    run: async (context, resource, field) => {
      const rows = [await context.create(resource), await context.create(resource, { [field.name]: null })];
      for (const wanted of [true, false]) {
        const filter = { [`${field.name}.isNull`]: String(wanted) };
        await expectFound(context, resource, rows, filter, (row) => (valueIn(row, field) === null) === wanted);
      }
    },
  }),
  onFields({
    id: 'filters.is-null-invalid',
    rule: '§5 anything but true and false is invalid_value in isNull',
    lacks: 'optional field that isn’t a text',
    where: (field): field is Field => filtersByNull(field),
    run: async (context, resource, field) => {
      const name = `${field.name}.isNull`;
      for (const value of ['', '1', '0', 'True', 'yes', 'null', 'true,false']) {
        expectInvalidParameters(await context.list(resource, { [name]: value }), [name, 'invalid_value']);
      }
    },
  }),
  onFields({
    id: 'filters.null-matches-nothing',
    rule: '§5 no null matches a comparison',
    lacks: 'optional field that can be filtered',
    where: (field): field is Field => field.optional && filtersByName(field) && field.type !== 'ref',
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const nothing = await context.create(resource, { [field.name]: null });
      const value = valueIn(row, field);
      if (value === null) throw new Skip(`no value of ${field.name} is free`);
      const names = [
        field.name,
        ...(filtersByOrder(field) ? comparisons.map((comparison) => `${field.name}.${comparison}`) : []),
      ];
      for (const name of names) await expectFound(context, resource, [nothing], { [name]: String(value) }, () => false);
    },
  }),
  onFields({
    id: 'filters.unknown-operator',
    rule: '§5 a filter that the type doesn’t have is unknown_parameter',
    lacks: 'field',
    where: (field): field is Field => !['limit', 'cursor', 'sort'].includes(field.name),
    run: async (context, resource, field) => {
      const names = foreignFilters(field);
      const response = await context.list(resource, Object.fromEntries(names.map((name) => [name, '1'])));
      expectInvalidParameters(response, ...names.map((name) => [name, 'unknown_parameter'] as const));
    },
  }),
  onFields({
    id: 'filters.other-forms',
    rule: '§5 a value is compared, not its spelling',
    lacks: 'field whose values have several forms',
    where: (field): field is Field => field.type in otherForms && filtersByName(field),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 3);
      for (const value of foundIn(rows, field)) {
        const filter = { [field.name]: otherForms[field.type]?.(value) ?? '' };
        await expectFound(context, resource, rows, filter, (row) => valueIn(row, field) === value);
      }
    },
  }),
  onFields({
    id: 'filters.bounds-do-not-matter',
    rule: '§5 bounds of the field don’t matter in a filter',
    lacks: 'integer field',
    where: ofType('integer', filtersByOrder),
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      for (const value of ['9007199254740991', '-9007199254740991', '2147483648', '-2147483649', '9223372036']) {
        const wanted = Number(value);
        for (const comparison of comparisons) {
          await expectFound(context, resource, [row], { [`${field.name}.${comparison}`]: value }, (one) =>
            compares(field, comparison, valueIn(one, field), wanted),
          );
        }
        await expectFound(
          context,
          resource,
          [row],
          { [`${field.name}.in`]: value },
          (one) => valueIn(one, field) === wanted,
        );
      }
    },
  }),
  onFields({
    id: 'filters.length-does-not-matter',
    rule: '§5 length and pattern of the field don’t matter in a filter; any text finds what it equals',
    lacks: 'string field',
    where: isString,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      for (const value of [
        '',
        ' ',
        'x'.repeat(1500),
        '%',
        '_',
        '*',
        "'",
        '"',
        '\\',
        "' OR 1=1 --",
        '$1',
        '?',
        '\n',
        '😀',
        'null',
        'undefined',
      ]) {
        await expectFound(context, resource, [row], { [field.name]: value }, (one) => valueIn(one, field) === value);
      }
    },
  }),
  onFields({
    id: 'filters.strings-exact',
    rule: '§1 strings are compared as they are: case, blanks and Unicode forms count',
    lacks: 'string without a pattern and with room for 4 characters more than its minimum',
    where: (field): field is Field =>
      isFree(field) && field.type === 'string' && field.maxLength >= field.minLength + 4,
    run: async (context, resource, field) => {
      const { sent } = await context.create(resource);
      const base = String(sent[field.name]).slice(0, -4);
      const texts = [
        'e\u0301xy',
        '\u00e9xyz',
        'Abcd',
        'abcd',
        'abc ',
        'a%_d',
        'a*?d',
        'a+bc',
        'a&=d',
        'a#;d',
        'a\'"d',
        'a\\bd',
        '😀xyz',
      ].map((end) => base + end);
      const rows = await context.rows(resource, texts.length, (index) => ({ [field.name]: texts[index] ?? '' }));
      for (const text of [...texts, `${base}ABCD`, `${base}abc`, `${base}%`, `${base}e\u0301`]) {
        await expectFound(context, resource, rows, { [field.name]: text }, (row) => valueIn(row, field) === text);
      }
    },
  }),
  onFields({
    id: 'filters.plus-is-a-space',
    rule: '§5 the query is a form: + is a space, %2B a plus',
    lacks: 'string without a pattern and with room for 4 characters more than its minimum',
    where: (field): field is Field =>
      isFree(field) && field.type === 'string' && field.maxLength >= field.minLength + 4,
    run: async (context, resource, field) => {
      const { sent } = await context.create(resource);
      const base = String(sent[field.name]).slice(0, -3);
      const texts = ['a b', 'a+b'].map((end) => base + end);
      const rows = await context.rows(resource, 2, (index) => ({ [field.name]: texts[index] ?? '' }));
      const prefix = `${collectionPath(resource)}?id.in=${rows.map(({ id }) => id).join(',')}&${encodeURIComponent(field.name)}=`;
      const withText = (text: string | undefined) =>
        rows.filter((row) => valueIn(row, field) === text).map(({ item }) => item);
      expectIds(pageOf(await context.http.get(`${prefix}${base}a+b`)), withText(texts[0]));
      expectIds(pageOf(await context.http.get(`${prefix}${base}a%20b`)), withText(texts[0]));
      expectIds(pageOf(await context.http.get(`${prefix}${base}a%2Bb`)), withText(texts[1]));
    },
  }),
  onFields({
    id: 'filters.not-utf-8',
    rule: '§5 percent-encoding that isn’t UTF-8 is read as U+FFFD',
    lacks: 'string without a pattern and with room for 4 characters more than its minimum',
    where: (field): field is Field =>
      isFree(field) && field.type === 'string' && field.maxLength >= field.minLength + 4,
    run: async (context, resource, field) => {
      const { sent } = await context.create(resource);
      const base = String(sent[field.name]).slice(0, -2);
      const row = await context.create(resource, { [field.name]: `${base}\ufffdx` });
      for (const wrong of ['%FF', '%80', '%C3', '%EF%BF%BD']) {
        const path = `${collectionPath(resource)}?id=${row.id}&${encodeURIComponent(field.name)}=${base}${wrong}x`;
        expectIds(pageOf(await context.http.get(path)), [row.item]);
      }
    },
  }),
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
    id: 'filters.range',
    rule: '§5 several filters are AND, also on one field',
    lacks: 'field that can be compared',
    where: (field): field is Field => filtersByOrder(field),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 6);
      const values = foundIn(rows, field);
      const [low, high] = [values.at(0), values.at(-1)];
      if (low === undefined || high === undefined) throw new Skip(`${field.name} has no values to compare`);
      const filter = { [`${field.name}.gte`]: String(low), [`${field.name}.lt`]: String(high) };
      await expectFound(
        context,
        resource,
        rows,
        filter,
        (row) => compares(field, 'gte', valueIn(row, field), low) && compares(field, 'lt', valueIn(row, field), high),
      );
    },
  }),
  onResources({
    id: 'filters.and',
    rule: '§5 several filters are AND, over all fields at once',
    run: async (context, resource) => {
      const rows = await context.variedRows(resource, 4);
      const fields = resource.fields.filter(filtersByName);
      for (const row of rows) {
        const wanted = fields.filter((field) => valueIn(row, field) !== null);
        const filter = Object.fromEntries(wanted.map((field) => [field.name, String(valueIn(row, field))]));
        await expectFound(context, resource, rows, filter, (one) =>
          wanted.every((field) => valueIn(one, field) === valueIn(row, field)),
        );
      }
    },
  }),
  onFirst({
    id: 'filters.in-most-values',
    rule: '§5 field.in takes 1 to 100 values',
    run: async (context, resource) => {
      const { id, item } = await context.create(resource);
      const others = Array.from({ length: 100 }, () => context.unusedId());
      expectIds(await page(context, resource, { 'id.in': [...others.slice(1), id].join(',') }), [item]);
      for (const values of [
        [...others, id],
        [...others, ...others],
      ]) {
        expectInvalidParameters(await context.list(resource, { 'id.in': values.join(',') }), [
          'id.in',
          'invalid_value',
        ]);
      }
    },
  }),
  onFirst({
    id: 'filters.in-one-bad-value',
    rule: '§5 one bad value makes the whole field.in invalid_value',
    run: async (context, resource) => {
      const { id } = await context.create(resource);
      for (const value of [`${id},x`, `x,${id}`, `${id},`, `,${id}`, `${id},,${id}`, '', ',', `${id}, ${id}`]) {
        expectInvalidParameters(await context.list(resource, { 'id.in': value }), ['id.in', 'invalid_value']);
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
