import {
  comparisons,
  filtersByIn,
  filtersByName,
  filtersByNull,
  filtersByOrder,
  isSortable,
} from '../../../generator/conformance/filters.ts';
import { oneOf, type Random } from '../../../generator/conformance/random.ts';
import type { Field, Resource } from '../../../generator/model/types.ts';
import { chance, weighted } from '../random.ts';
import { encoded, symbol } from '../sequence.ts';
import type { Draft } from './draft.ts';

const oddTexts = [
  ...[
    '',
    'x',
    '1',
    '0',
    '-1',
    '-0',
    '+1',
    '%2B1',
    '01',
    '1.0',
    '1e2',
    '.5',
    '1.',
    'null',
    'true',
    'false',
    'TRUE',
    '%00',
    'a%00b',
  ],
  ...[
    '%',
    '%zz',
    '%ff',
    '%C3%28',
    '%ED%A0%80',
    'é',
    '%C3%A9',
    '+',
    '%20',
    'a+b',
    'a%2Cb',
    ',',
    'a,,b',
    'a=b',
    '%EF%BC%91',
    '2026-01-01',
  ],
  ...[
    '2026-02-30',
    '2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05%2B02:00',
    '2026-01-02T03:04:05+02:00',
    '1%0A',
    '9007199254740993',
    '1e400',
  ],
];

/** Percent-encoded where it must be, and sometimes where it needn't. Symbols stay. */
function escaped(random: Random, text: string): string {
  const well = Buffer.from(text).toString();
  if (well.includes('⟦')) return well;
  const plain = encodeURIComponent(well);
  if (chance(random, 0.15)) return plain.replaceAll('%20', '+').replaceAll('%2C', ',');
  if (chance(random, 0.1)) return plain.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return plain.replaceAll('%3A', ':');
}

/** A JSON text as the filter writes it. */
function filterText(json: string): string {
  const value: unknown = json.startsWith('"') ? JSON.parse(json) : json;
  return String(value);
}

function operand(draft: Draft, field: Field): string {
  const { random } = draft;
  if (chance(random, 0.12)) return oneOf(random, oddTexts);
  if (chance(random, 0.06)) return escaped(random, filterText(draft.values.bad(field, random)).slice(0, 300));
  return escaped(random, filterText(draft.value(field)).slice(0, 600));
}

function filter(draft: Draft, field: Field): string {
  const { random } = draft;
  const { name } = field;
  switch (weighted(random, { equals: 4, compare: 4, in: 3, isNull: 2, unknown: 0.4 })) {
    case 'equals':
      return filtersByName(field) || chance(random, 0.1) ? `${name}=${operand(draft, field)}` : `${name}.isNull=false`;
    case 'compare':
      if (!filtersByOrder(field) && chance(random, 0.9)) return `${name}=${operand(draft, field)}`;
      return `${name}.${oneOf(random, comparisons)}=${operand(draft, field)}`;
    case 'in': {
      if (!filtersByIn(field) && chance(random, 0.9)) return `${name}=${operand(draft, field)}`;
      return `${name}.in=${draft
        .some([1, 2, 3], 3)
        .map(() => operand(draft, field))
        .join(',')}`;
    }
    case 'isNull':
      if (!filtersByNull(field) && chance(random, 0.9)) return `${name}=${operand(draft, field)}`;
      return `${name}.isNull=${oneOf(random, ['true', 'false', 'true', 'false', 'True', '', '1'])}`;
    case 'unknown':
      return `${name}.${oneOf(random, ['eq', 'like', 'GT', 'isnull', '', 'in.in', 'gt'])}=${operand(draft, field)}`;
  }
}

function ownFilter(draft: Draft, resource: Resource): string {
  const { random } = draft;
  const row = draft.rows.length > 0 ? oneOf(random, draft.rows) : undefined;
  const time = row ? symbol(row.label, oneOf(random, ['createdAt', 'updatedAt'] as const)) : '2026-01-01T00:00:00Z';
  return oneOf(random, [
    `id=${draft.id(resource)}`,
    `id.in=${draft.id(resource)},${draft.id(resource)}`,
    `${oneOf(random, ['createdAt', 'updatedAt'])}.${oneOf(random, comparisons)}=${time}`,
    `createdAt=${time}`,
    `id=${oneOf(random, oddTexts)}`,
    `updatedAt.gt=${oneOf(random, oddTexts)}`,
    `id.gt=${draft.id(resource)}`,
  ]);
}

const managed = ['id', 'createdAt', 'updatedAt'];

function sortText(draft: Draft, resource: Resource): string {
  const { random } = draft;
  const names = [
    ...managed,
    ...resource.fields.filter((field) => isSortable(field) || chance(random, 0.05)).map(({ name }) => name),
  ];
  const sort = oneOf(random, ['', '-']) + oneOf(random, names);
  return chance(random, 0.92)
    ? sort
    : oneOf(random, ['', 'zz', `+${sort}`, `--${sort}`, `${sort},id`, ` ${sort}`, sort.toUpperCase(), `%2D${sort}`]);
}

const limits = ['1', '1', '2', '2', '3', '5', '20', '100', '99'];
const oddLimits = [
  '0',
  '101',
  '-1',
  '01',
  '1.0',
  '+1',
  '',
  'x',
  '1e1',
  '%31',
  ' 1',
  '1%20',
  '１',
  '9'.repeat(30),
  'null',
];

/** A cursor of the test's own, for the sort; mostly one that could have been made from a row. */
function ownCursor(draft: Draft, resource: Resource, sort: string): string {
  const { random } = draft;
  const name = sort.replace(/^-/, '');
  const row = draft.rowsOf(resource).at(-1);
  const id = row ? symbol(row.label, 'id') : '00000000-0000-7000-8000-000000000000';
  const field = resource.fields.find((candidate) => candidate.name === name);
  const value = field
    ? draft.value(field)
    : name === 'id' || !row
      ? `"${id}"`
      : `"${symbol(row.label, name as 'createdAt')}"`;
  const text = chance(random, 0.6)
    ? `[1,"${sort}",${value},"${id}"]`
    : oneOf(random, [
        `[1, "${sort}", ${value}, "${id}"]`,
        `[2,"${sort}",${value},"${id}"]`,
        `[1,"${sort}",${value}]`,
        `[1,"${sort}",null,"${id}"]`,
        `[1,"${sort}",1e400,"${id}"]`,
        `[1.0,"${sort}",${value},"${id}"]`,
        `[1,"-${sort}",${value},"${id}"]`,
        `[1,"${sort}",${value},"${id.replace(/id⟧$/, 'ID⟧')}"]`,
        `[1,"${sort}",${value},"x"]`,
        `[1,"${sort}","\\u0000","${id}"]`,
        `[1,"${sort}","\\ud800","${id}"]`,
        `{"0":1}`,
        'null',
        '',
      ]);
  return encoded(text);
}

const oddities = [
  '',
  '&',
  '=',
  '=x',
  'zz=1',
  'zz',
  'page=2',
  'limit',
  'cursor=',
  'cursor=x',
  'cursor=%ff',
  'limit[]=1',
  'constructor=1',
  '__proto__=1',
  'text=1',
];

/** The pieces of a query of a list. */
export function queryOf(draft: Draft, resource: Resource): string[] {
  const { random } = draft;
  const query: string[] = [];
  const sort = chance(random, 0.6) ? sortText(draft, resource) : undefined;
  if (sort !== undefined) query.push(`sort=${sort}`);
  if (chance(random, 0.6))
    query.push(`limit=${chance(random, 0.9) ? oneOf(random, limits) : oneOf(random, oddLimits)}`);
  while (chance(random, 0.4)) {
    const field = resource.fields.length > 0 && chance(random, 0.85) ? oneOf(random, resource.fields) : undefined;
    query.push(field ? filter(draft, field) : ownFilter(draft, resource));
  }
  if (chance(random, 0.12)) query.push(`cursor=${ownCursor(draft, resource, sort ?? 'id')}`);
  if (chance(random, 0.08)) query.push(oneOf(random, oddities));
  if (query.length > 0 && chance(random, 0.05)) query.push(oneOf(random, query));
  if (query.length > 0 && chance(random, 0.03))
    query.push(oneOf(random, query).replace(/^./, (letter) => `%${letter.charCodeAt(0).toString(16)}`));
  return chance(random, 0.1) ? query.toReversed() : query;
}

/** The same list, one page further. */
export const nextPage = (query: readonly string[], label: string): string[] => [
  ...query.filter((piece) => !piece.startsWith('cursor=')),
  `cursor=${symbol(label, 'nextCursor')}`,
];
