import type { Field } from '../../../model/types.ts';
import { collectionPath } from '../../context.ts';
import { filtersByName } from '../../filters.ts';
import { pageOf } from '../../page.ts';
import { expectIds } from '../../paging.ts';
import type { Check } from '../../types.ts';
import { onFields } from '../define.ts';
import { isFreeText } from '../fields.ts';
import { expectFound, valueIn } from './finding.ts';

const isString = (field: Field): field is Field => field.type === 'string' && filtersByName(field);

const isFilteredText = (field: Field): field is Field => isFreeText(4)(field) && isString(field);

export const textsChecks: readonly Check[] = [
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
    lacks: 'string of 4 characters without a pattern',
    where: isFilteredText,
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
    lacks: 'string of 4 characters without a pattern',
    where: isFilteredText,
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
    lacks: 'string of 4 characters without a pattern',
    where: isFilteredText,
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
];
