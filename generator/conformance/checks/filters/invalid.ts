import type { Field, FieldType } from '../../../model/types.ts';
import { arabicDigits } from '../../cases/case.ts';
import { collectionPath } from '../../context.ts';
import { expectInvalidParameters } from '../../expect.ts';
import { comparisons, filtersByIn, filtersByName, filtersByNull, filtersByOrder } from '../../filters.ts';
import { expectIds, page } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onFields, onFirst } from '../define.ts';
import { equalTypes, ofType } from './finding.ts';

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

export const invalidChecks: readonly Check[] = [
  ...equalTypes.map(invalidValues),
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
];
