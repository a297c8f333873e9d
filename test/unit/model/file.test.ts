import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFile } from '../../../generator/model/file.ts';
import { parseInline } from '../../../generator/model/inline.ts';
import { modelOf, problemsOf } from './results.ts';

const example = `
resources:
  task:
    plural: tasks            # optional
    description: Something to do.
    fields:
      title:    { type: string, minLength: 1, maxLength: 200 }
      status:   { type: enum, values: [todo, doing, done], default: todo }
      priority: { type: integer, min: 1, max: 5, default: 3 }
      price:    { type: decimal, precision: 10, scale: 2, optional: true }
      code:     { type: string, maxLength: 20, unique: true, pattern: "^[A-Z]+$" }
      dueOn:    { type: date, optional: true }
      ownerId:  { type: ref, resource: person, optional: true }
  person:
    fields: { name: { type: string } }
`;

const inline = [
  'task title:string(1..200) status:enum(todo,doing,done)=todo priority:integer(1..5)=3 price:decimal(10,2)? code:string(..20)/^[A-Z]+$/:unique dueOn:date? ownerId:ref(person)?',
  'person name:string',
];

test('a file says the same as the inline syntax', () => {
  const [task, person] = modelOf(parseInline(inline)).resources;
  expect(modelOf(parseFile(example, 'model.yaml'))).toEqual({
    resources: [{ ...task, description: 'Something to do.' }, person],
  });
});

test('JSON is read too', () => {
  const text =
    '{"$schema": "x",\r\n\t"resources": {"task": {"fields": {"a": {"type": "text", "default": "\\ud83d\\ude00"}}}}}';
  expect(modelOf(parseFile(`\ufeff${text}`, 'model.json')).resources[0]?.fields[0]).toMatchObject({ default: '😀' });
});

const problemsIn = (text: string): string[] =>
  problemsOf(parseFile(text, 'm.yaml')).map(({ where, message }) => `${where} ${message}`);

/** The field `a` of the resource `task`, whose value begins at 4:10. */
const field = (yaml: string): string => `resources:\n  task:\n    fields:\n      a: ${yaml}\n`;

describe('every problem has its line and column', () => {
  test.each([
    [field('{ type: strin }'), 'm.yaml:4:18 "strin" is not a type of field.'],
    [field('{ type: date, minLength: 1 }'), 'm.yaml:4:24 A field of type date has no "minLength".'],
    [
      field('{ type: integer, min: "1" }'),
      'm.yaml:4:32 min must be a whole number from -9007199254740991 to 9007199254740991, not "1".',
    ],
    [
      field('{ type: date, default: 2026-02-30 }'),
      'm.yaml:4:33 The default "2026-02-30" is not a real date in the years 0001–9999.',
    ],
    [
      field('{ type: decimal, precision: 5, scale: 2, default: 9.99 }'),
      'm.yaml:4:60 The default 9.99 is not text: decimals travel as strings.',
    ],
    [field('{ type: enum, values: [yes, 1] }'), 'm.yaml:4:32 The value 1 is not text.'],
    [field('{ type: number, min: .nan }'), 'm.yaml:4:31 min must be a finite number, not NaN.'],
    [field('{ type: date, type: text }'), 'm.yaml:4:24 "type" is there twice.'],
    [field('date'), 'm.yaml:4:10 a must be keys with values.'],
    [field(''), 'm.yaml:4:7 a must be keys with values.'],
    [field('{ optional: true }'), 'm.yaml:4:7 a has no type.'],
    [field('{ type: !!str date }'), 'm.yaml:4:24 Tags are not used here.'],
    [field('{ type: !date x }'), 'm.yaml:4:18 This is not YAML: Unresolved tag: !date.'],
    ['resources:\n  task:\n    field: {}\n', 'm.yaml:3:5 task has no "field".'],
    ['resources:\n  task:\n  note: { fields: { a: { type: date } } }', 'm.yaml:2:3 task must be keys with values.'],
    ['resources: []', 'm.yaml:1:12 "resources" must be keys with values.'],
    ['resources: {}', 'm.yaml:1:1 There is no resource.'],
    ['- resources', 'm.yaml:1:1 The file must be keys with values.'],
    ['', 'm.yaml The file is empty.'],
    [
      'resources: {',
      'm.yaml:1:13 This is not YAML: Flow map in block collection must be sufficiently indented and end with a }.',
    ],
  ])('%j', (text, problem) => {
    expect(problemsIn(text)).toContain(problem);
    expect(problemsIn(text).length).toBeLessThanOrEqual(2);
  });

  test('a resource with a wrong name keeps its place', () => {
    expect(problemsIn('resources:\n  constructor:\n    fields: { __proto__: { type: date } }')).toEqual([
      expect.stringMatching(/^m.yaml:3:15 "__proto__" can't be a name/),
      expect.stringMatching(/^m.yaml:2:3 "constructor" can't be a name/),
    ]);
    expect(({} as { type?: unknown }).type).toBeUndefined();
  });

  test('a second document is refused', () => {
    expect(problemsIn(`${field('{ type: date }')}---\n{}`)).toEqual([
      expect.stringContaining('Source contains multiple documents'),
    ]);
  });
});

describe('a bomb is only a problem', () => {
  const laughs = Array.from({ length: 9 }, (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(9)}]`);

  test('a billion laughs', () => {
    expect(problemsIn(`l0: &l0 lol\n${laughs.join('\n')}`)).toContain('m.yaml:2:10 Aliases are not used here.');
  });

  test.each(['[', '{a: ', '- ', '? ', '[{a: '])('200,000 times %j', (piece) => {
    expect(problemsIn(piece.repeat(200_000))).toEqual(['m.yaml The file is nested too deeply.']);
  });

  test('deep indentation', () => {
    const text = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    expect(problemsIn(text)).toEqual(['m.yaml The file is nested too deeply.']);
  });

  test('more than 1 MiB', () => {
    const exact = `# ${'x'.repeat(1_048_576 - 2 - field('{ type: date }').length - 1)}\n${field('{ type: date }')}`;
    expect(problemsIn(exact)).toEqual([]);
    expect(problemsIn(`${exact} `)).toEqual(['m.yaml The file has 1048577 bytes.']);
  });

  test('many brackets in patterns are no depth', () => {
    const fields = Array.from({ length: 150 }, (_, index) => `      f${index}: { type: string, pattern: "\\\\[" }`);
    expect(problemsIn(`resources:\n  task:\n    fields:\n${fields.join('\n')}\n`)).toEqual([]);
  });
});

test('only file.ts loads yaml', () => {
  for (const name of ['inline', 'check', 'outline', 'located', 'recorded', 'serialize', 'field-type-list']) {
    expect(readFileSync(`generator/model/${name}.ts`, 'utf8')).not.toMatch(/from '(yaml|\.\/file\.ts)'/);
  }
});
