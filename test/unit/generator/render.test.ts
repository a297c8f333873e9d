import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../generator/templates/compile.ts';
import { fitLine } from '../../../generator/templates/fit.ts';
import { helpers } from '../../../generator/templates/helpers.ts';
import { render } from '../../../generator/templates/render.ts';

const view = {
  name: 'tasks',
  empty: '',
  none: null,
  list: [
    { id: 'a', on: true, tags: ['x', 'y'] },
    { id: 'b', on: false, tags: [] },
  ],
  nested: { deep: { value: 3 } },
};

/** Templates whose meaning must be what Handlebars gives them. */
const templates = [
  'plain',
  'a {{name}} b',
  '{{nested.deep.value}}',
  '{{#each list}}{{id}}{{#unless @last}}, {{/unless}}{{/each}}',
  '{{#each list}}{{@index}}{{@first}} {{../name}}{{/each}}'.replace('{{@first}}', '{{#if @first}}!{{/if}}'),
  '{{#each list as |item index|}}{{index}}:{{item.id}}{{#each item.tags as |tag|}}{{item.id}}{{tag}}{{/each}}{{/each}}',
  '{{#if empty}}yes{{else if none}}maybe{{else}}no{{/if}}',
  '{{#each list}}\n{{#if on}}\n  on {{id}}\n{{else}}\n  off {{id}}\n{{/if}}\n{{/each}}\nend\n',
  '{{#each tags}}never{{else}}nothing{{/each}}'.replace('tags', 'empty'),
  'a {{~#if name}} b {{~/if~}} c',
  '{{!-- a comment --}}x{{! another }}',
  '{{#each list}}{{#if (eq id "a")}}A{{/if}}{{#if (and on ../name)}}&{{/if}}{{/each}}',
  '{{json name}} {{js name}} {{py list.0.on}}',
  '{{sqlName name "key"}}',
  '{{{name}}} \\{{name}}',
  '{{#each list}}{{#each tags}}{{this}}{{../id}}{{@root.name}}{{/each}}{{/each}}',
];

describe('a compiled template', () => {
  for (const [name, helper] of Object.entries(helpers)) {
    Handlebars.registerHelper(name, (...args: unknown[]) => helper(...(args.slice(0, -1) as never[])));
  }

  it.each(templates)('means what Handlebars says: %j', (source) => {
    const expected = Handlebars.compile(source, { strict: true, noEscape: true })(view);
    expect(render(compile(source, 'test'), view)).toBe(expected);
  });

  it.each([
    ['{{unknown}}', /unknown name 'unknown'/],
    ['{{nested.shallow}}', /unknown name 'shallow'/],
    ['{{#each list}}{{../../name}}{{/each}}', /leads out/],
    ['{{list}}', /prints text and numbers/],
    ['{{#each name}}{{/each}}', /each takes a list/],
  ])('refuses %j', (source, message) => {
    expect(() => render(compile(source, 'test'), view)).toThrow(message);
  });

  it.each([
    ['{{> partial}}', /test:1: PartialStatement/],
    ['{{frobnicate name}}', /test:1: unknown helper 'frobnicate'/],
    ['\n{{#with name}}{{/with}}', /test:2: unknown block 'with'/],
    ['{{#if name}}', /test: Parse error/],
  ])('is refused at build time: %j', (source, message) => {
    expect(() => compile(source, 'test')).toThrow(message);
  });
});

describe('literals', () => {
  it.each([
    ["it's", `"it's"`],
    ['say "hi"', `'say "hi"'`],
    [`"'`, `"\\"'"`],
    ['tab\t', '"tab\\t"'],
  ])('of %j are quoted as formatters do', (text, literal) => {
    expect(helpers.js?.(text as never)).toBe(literal);
    expect(helpers.py?.(text as never)).toBe(literal);
  });

  it("of other values are each language's own", () => {
    expect([true, false, null, 1.5].map((value) => helpers.py?.(value as never))).toEqual([
      'True',
      'False',
      'None',
      '1.5',
    ]);
    expect(helpers.js?.([1, 'a'] as never)).toBe('[1, "a"]');
  });
});

it('cuts names of constraints where PostgreSQL does', () => {
  const name = helpers.sqlName?.(...(['a'.repeat(40), 'b'.repeat(40), 'key'] as never[]));
  expect(name).toBe(`${'a'.repeat(40)}_${'b'.repeat(22)}`);
});

describe('fit', () => {
  it.each([
    ['f(\n  a,\n  b,\n);\n', 'f(a, b);\n'],
    ['import {\n  a,\n  type b,\n} from "./c.js";\n', 'import { a, type b } from "./c.js";\n'],
    ['from a.b import (\n    C,\n    D,\n)\n', 'from a.b import C, D\n'],
    ['  x: z\n    .string()\n    .min(1),\n', '  x: z.string().min(1),\n'],
    ['def f(\n    a: int,\n) -> None:\n', 'def f(a: int) -> None:\n'],
    ['g({\n  a: [\n    1,\n  ],\n});\n', 'g({ a: [1] });\n'],
  ])('joins %j', (exploded, line) => {
    expect(fitLine(exploded)).toBe(line);
  });

  it('leaves what is wider than the formatters allow', () => {
    const exploded = `f(\n  ${'a'.repeat(60)},\n  ${'b'.repeat(60)},\n);\n`;
    expect(fitLine(exploded)).toBe(exploded);
  });

  it('takes exactly 100 columns', () => {
    expect(fitLine(`f(\n  ${'a'.repeat(96)},\n);\n`)).toHaveLength(101);
    expect(fitLine(`f(\n  ${'a'.repeat(97)},\n);\n`)).toContain('\n  a');
  });
});
