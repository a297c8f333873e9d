import { describe, expect, test } from 'vitest';
import { parseInline } from '../../../generator/model/inline.ts';
import { parseFileValue } from '../../../generator/model/recorded.ts';
import { inlineComplaints, modelOf, problemsOf } from './results.ts';

const messages = (...resources: string[]): string[] => problemsOf(parseInline(resources)).map(({ message }) => message);

/** The first problem of a field in the file form. */
const complaint = (field: object): string | undefined =>
  problemsOf(parseFileValue({ resources: { one: { fields: { a: field } } } }, 'm.json'))[0]?.message;

test('all problems are reported at once, each with its place and its fix', () => {
  const problems = problemsOf(
    parseInline([
      'task title:strin id:uuid dueOn:date=2026-02-30 priority:integer(5..1)',
      'task name:string',
      'note body:text:unique task:ref(tsk)',
    ]),
  );
  expect(problems.map(({ where }) => where)).toEqual([
    '--resource 1, field id',
    '--resource 1, field title',
    '--resource 1, field dueOn',
    '--resource 1, field priority',
    '--resource 3, field body',
    '--resource 2',
    '--resource 3, field task',
  ]);
  for (const { message, fix } of problems) {
    expect(message).toMatch(/^\S.*\.$/);
    expect(fix).toMatch(/[.?]$/);
  }
});

describe('names', () => {
  test.each(['dueOn', 'due-on', 'class', 'def', 'import', 'limit', 'version', 'self', 'objects', 'then', 'x', 'a1'])(
    '%s is a name',
    (name) => {
      expect(inlineComplaints(`${name}:date`)).toEqual([]);
    },
  );

  test.each([
    ['due_on', '"due_on" is not a name in camelCase or kebab-case. Write dueOn.'],
    ['DueOn', '"DueOn" is not a name in camelCase or kebab-case. Write dueOn.'],
    ['due-On', '"due-On" is not a name in camelCase or kebab-case. Write dueOn.'],
    ['2x', '"2x" is not a name in camelCase or kebab-case. Write x.'],
    ['größe', '"größe" is not a name in camelCase or kebab-case. Write grE.'],
    ['id', 'Every resource has id already. Remove the field, or choose another name.'],
    ['created-at', 'Every resource has createdAt already. Remove the field, or choose another name.'],
    ['updatedAT', 'Every resource has updatedAt already. Remove the field, or choose another name.'],
    ['a'.repeat(41), `"${'a'.repeat(41)}" is too long: 41 characters as ${'a'.repeat(41)}. Use at most 40.`],
  ])('%s is none', (name, expected) => {
    expect(inlineComplaints(`${name}:date`)).toEqual([expected]);
  });

  test.each([
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'to-string',
  ])('%s is refused with the reason', (name) => {
    expect(inlineComplaints(`${name}:date`)).toEqual([
      expect.stringContaining('every JavaScript object has something'),
    ]);
    expect(messages(`${name} a:date`)).toEqual([expect.stringContaining('every JavaScript object has something')]);
  });

  test.each([
    ['dueURL', 'dueUrl'],
    ['due-on', 'dueOn'],
    ['line2', 'line-2'],
    ['a', 'a'],
  ])('%s and %s collide', (one, other) => {
    expect(messages(`task ${one}:date ${other}:date`)).toHaveLength(1);
    expect(messages(`${one}/xs a:date`, `${other}/ys a:date`)).toHaveLength(1);
  });

  test.each([
    [['task a:date', 'taskList a:date'], 'taskList and task would both use the name taskList.'],
    [['taskList a:date', 'task a:date'], undefined],
    [['person a:date', 'people/peoples a:date'], 'people and person would both use the name people.'],
    [['one/xs a:date', 'two/xs a:date'], 'two and one would both use the name xs.'],
    [['problem a:date'], '"problem" is the name of every error that the API answers.'],
    [['tasks a:date'], 'tasks looks like a plural; a resource is named in the singular.'],
    [['sqliteMaster a:date'], "The table sqlite_masters could be one of SQLite's own."],
    [['pgClass a:date'], "The table pg_classes could be one of PostgreSQL's own."],
    [['migration/alembicVersion a:date'], "The table alembic_version could be one of Alembic's own."],
    [['migration/kysely-migration-lock a:date'], "The table kysely_migration_lock could be one of Kysely's own."],
    [['authUser a:date'], "The table auth_users could be one of Django's own."],
    [['djangoSession a:date'], "The table django_sessions could be one of Django's own."],
  ])('%j', (resources, expected) => {
    expect(messages(...resources)).toEqual([expected ?? expect.stringContaining('would both use the name')]);
  });

  test.each(['status', 'address', 'bus', 'news', 'series', 'analysis', 'sms', 'alias', 'process', 'canvas'])(
    '%s is singular',
    (name) => {
      expect(messages(`${name} a:date`)).toEqual([]);
    },
  );
});

describe('references', () => {
  test('name a resource', () => {
    expect(inlineComplaints('a:ref(tow)')).toEqual(['a refers to "tow", which is no resource. Did you mean two?']);
  });

  test('in kebab-case find camelCase', () => {
    const model = modelOf(parseInline(['line a:ref(order-item)', 'orderItem b:date']));
    expect(model.resources[0]?.fields[0]).toMatchObject({ resource: 'orderItem' });
  });

  test.each([
    [['a x:ref(a)'], ['No a can ever be created: it needs a a first.']],
    [
      ['a b:ref(b)', 'b c:ref(c)', 'c a:ref(a)', 'd a:ref(a)'],
      ['No a can ever be created: it needs a b, which needs a c, which needs a a first.'],
    ],
    [
      ['a x:ref(b)', 'b x:ref(b)', 'c x:ref(c)'],
      [expect.stringMatching('No b'), expect.stringMatching('No c')],
    ],
    [['a x:ref(a)?'], []],
    [['a b:ref(b)', 'b a:ref(a)?'], []],
    [['a b:ref(b) c:ref(b)', 'b x:date'], []],
  ])('%j', (resources, expected) => {
    expect(messages(...resources)).toEqual(expected);
  });
});

describe('settings', () => {
  test.each([
    [{ type: 'string', minLength: 5, maxLength: 4 }, 'The minLength 5 is above the maxLength 4.'],
    [{ type: 'string', maxLength: 0 }, 'maxLength must be a whole number from 1 to 500, not 0.'],
    [{ type: 'string', maxLength: 501 }, 'maxLength must be a whole number from 1 to 500, not 501.'],
    [{ type: 'string', maxLength: '20' }, 'maxLength must be a whole number from 1 to 500, not "20".'],
    [{ type: 'text', maxLength: 1_000_001 }, 'maxLength must be a whole number from 1 to 1000000, not 1000001.'],
    [{ type: 'integer', min: 1.5 }, 'min must be a whole number from -9007199254740991 to 9007199254740991, not 1.5.'],
    [
      { type: 'integer', max: 2 ** 53 },
      'max must be a whole number from -9007199254740991 to 9007199254740991, not 9007199254740992.',
    ],
    [{ type: 'number', min: Number.POSITIVE_INFINITY }, 'min must be a finite number, not Infinity.'],
    [{ type: 'number', min: 2, max: 1 }, 'The min 2 is above the max 1.'],
    [{ type: 'decimal', precision: 16, scale: 2 }, 'precision must be a whole number from 1 to 15, not 16.'],
    [{ type: 'decimal', precision: 2, scale: 3 }, 'The scale 3 is above the precision 2.'],
    [{ type: 'decimal', precision: 2 }, 'A field of type decimal needs its scale.'],
    [{ type: 'enum', values: [] }, 'An enum needs at least one value.'],
    [{ type: 'enum', values: ['a', 'a'] }, 'The value "a" is there twice.'],
    [{ type: 'enum', values: ['a,b'] }, 'The value "a,b" has a comma, which separates values in filters.'],
    [{ type: 'enum', values: ['a\nb'] }, 'The value "a\\nb" has a control character.'],
    [{ type: 'enum', values: [''] }, 'An enum value is empty.'],
    [{ type: 'enum', values: [1] }, 'The value 1 is not text.'],
    [
      { type: 'enum', values: Array.from({ length: 101 }, (_, index) => `v${index}`) },
      'An enum has at most 100 values, not 101.',
    ],
    [{ type: 'boolean', unique: true }, "A boolean can't be unique: there could only be two rows."],
    [{ type: 'date', unique: 'yes' }, 'unique must be true or false, not "yes".'],
    [{ type: 'date', min: 3 }, 'A field of type date has no "min".'],
    [{ type: 'ref', resource: 'one', optional: true, default: 'x' }, 'A field of type ref has no "default".'],
    [{ type: 'date', description: 'a\0b' }, 'description holds the character U+0000.'],
    [{ type: 'date', description: '\ud800' }, 'description holds half of a surrogate pair.'],
    [{ type: 'string', pattern: '\\s' }, expect.stringContaining("The pattern /\\s/ can't be used, at character 1")],
    [{ type: 7 }, '"7" is not a type of field.'],
  ])('%j', (field, expected) => {
    expect(complaint(field)).toEqual(expected);
  });
});

describe('defaults', () => {
  test.each([
    ['string(2..3)=abcd', 'The default "abcd" has 4 characters.'],
    ['string(1..2)=😀😀', undefined],
    ['string/^[A-Z]+$/=abc', 'The default "abc" doesn\'t match /^[A-Z]+$/.'],
    ['integer(1..5)=6', 'The default 6 is outside 1..5.'],
    ['integer=1.5', 'The default 1.5 is not a whole number.'],
    ['integer=three', 'The default "three" is not a whole number.'],
    ['number=1e400', 'The default Infinity is not a finite number.'],
    ['decimal(4,2)=123', 'The default "123" has too many digits before the point.'],
    ['decimal(4,2)=1.234', 'The default "1.234" has too many digits after the point.'],
    ['decimal(4,2)=1.', 'The default "1." is not a decimal.'],
    ['decimal(2,2)=0.25', undefined],
    ['boolean=yes', 'The default "yes" is not true or false.'],
    ['boolean=constructor', 'The default "constructor" is not true or false.'],
    ['enum(a,b)=A', 'The default "A" is none of the values.'],
    ['date=2026-02-29', 'The default "2026-02-29" is not a real date in the years 0001–9999.'],
    ['date=0000-01-01', 'The default "0000-01-01" is not a real date in the years 0001–9999.'],
    ['date=0001-01-01', undefined],
    ['datetime=0001-01-01T00:00:00Z', undefined],
    ['uuid=0190f3a27c1b7e4d9a553f2b6c1d8e90', expect.stringContaining('is not a UUID')],
  ])('%s', (text, expected) => {
    expect(messages(`one a:${text}`)).toEqual(expected === undefined ? [] : [expected]);
  });

  test.each([
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T00:00:00',
    '2026-01-01t00:00:00Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
  ])('%s is no datetime', (text) => {
    expect(messages(`one a:datetime=${text}`)).toEqual([expect.stringContaining('is not a date and time')]);
  });
});

describe('size', () => {
  const many = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `resource${index} a:string b:ref(resource${Math.max(0, index - 1)})?`);

  const long = 'nameOfNearlyFortyLettersAsColumn';
  test.each([
    [['order itemsName:date', 'orders-item/ordersItems name:date'], 'orders_items_name_idx'],
    [['a b:date', 'aBs/asBIdx c:date'], 'as_b_idx'],
    [[`${long}/${long}s ${long}:date ${long}x:date`], 'names_of_nearly|name_of_nearly'],
  ])('%j would give two things of the database one name', (resources, name) => {
    expect(messages(...resources)).toEqual([
      expect.stringMatching(`would both be called (${name})\\w* in the database\\.`),
    ]);
  });

  test('200 resources with references are a model', () => {
    expect(modelOf(parseInline(many(200))).resources).toHaveLength(200);
  });

  test('501 resources or 201 fields are too many', () => {
    expect(messages(...many(501))).toEqual(['There are 501 resources.']);
    const fields = Array.from({ length: 201 }, (_, index) => `f${index}:date`);
    expect(messages(`one ${fields.join(' ')}`)).toEqual(['one has 201 fields.']);
  });
});
