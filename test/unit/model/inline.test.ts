import { describe, expect, test } from 'vitest';
import { parseInline } from '../../../generator/model/inline.ts';
import { inlineComplaints, inlineField, modelOf, problemsOf } from './results.ts';

describe('a resource', () => {
  test('is a name and its fields', () => {
    const model = modelOf(
      parseInline(['task title:string(1..200) status:enum(todo,doing,done)=todo priority:integer(1..5)=3 dueOn:date?']),
    );
    expect(model).toEqual({
      resources: [
        {
          name: 'task',
          plural: 'tasks',
          fields: [
            { name: 'title', type: 'string', optional: false, unique: false, minLength: 1, maxLength: 200 },
            {
              name: 'status',
              type: 'enum',
              optional: false,
              unique: false,
              values: ['todo', 'doing', 'done'],
              default: 'todo',
            },
            { name: 'priority', type: 'integer', optional: false, unique: false, min: 1, max: 5, default: 3 },
            { name: 'dueOn', type: 'date', optional: true, unique: false },
          ],
        },
      ],
    });
  });

  test.each([
    ['person a:date', 'person', 'people'],
    ['order-item a:date', 'orderItem', 'orderItems'],
    ['staff-member/staff a:date', 'staffMember', 'staff'],
    ['  task\n  a:date\n', 'task', 'tasks'],
  ])('%j is %s, %s', (text, name, plural) => {
    expect(modelOf(parseInline([text])).resources[0]).toMatchObject({ name, plural });
  });

  test.each(['', 'task: a:date', 'task,a:date', 'a/b/c d:date', 'title:string', '(x) a:date'])(
    '%j has no name',
    (text) => {
      expect(problemsOf(parseInline([text]))[0]).toMatchObject({
        where: '--resource 1',
        message: expect.stringContaining("doesn't begin with the name of a resource"),
      });
    },
  );

  test('is needed', () => {
    expect(problemsOf(parseInline([]))[0]?.message).toBe('There is no resource.');
    expect(problemsOf(parseInline(['task']))[0]).toMatchObject({ message: 'task has no fields.' });
  });
});

describe('a field', () => {
  test.each([
    ['a:string', { minLength: 1, maxLength: 255 }],
    ['a:string(200)', { minLength: 1, maxLength: 200 }],
    ['a:string(..200)', { minLength: 1, maxLength: 200 }],
    ['a:string(5..)', { minLength: 5, maxLength: 255 }],
    ['a:string( 0..5 )', { minLength: 0, maxLength: 5 }],
    ['a: string', { type: 'string' }],
    ['a:text', { maxLength: 10_000 }],
    ['a:text(50)', { maxLength: 50 }],
    ['a:text(..50)', { maxLength: 50 }],
    ['a:text=""', { default: '' }],
    ['a:integer', { min: -2_147_483_648, max: 2_147_483_647 }],
    ['a:integer(-5..5)', { min: -5, max: 5 }],
    ['a:integer(1..)', { min: 1, max: 2_147_483_647 }],
    ['a:integer(0..9007199254740991)', { max: 9_007_199_254_740_991 }],
    ['a:integer=1e2', { default: 100 }],
    ['a:number(-1.5..1e3)=-0', { min: -1.5, max: 1000, default: 0 }],
    ['a:decimal(10,2)=9.9', { precision: 10, scale: 2, default: '9.90' }],
    ['a:decimal(10, 2)=-00', { default: '0.00' }],
    ['a:decimal(3,0)=007', { default: '7' }],
    ['a:boolean=true', { default: true }],
    ['a:enum(x, "y z", \'(q)\')="y z"', { values: ['x', 'y z', '(q)'], default: 'y z' }],
    ['a:date=2024-02-29', { default: '2024-02-29' }],
    ['a:datetime=2026-01-02T05:04:05.6789+02:00', { default: '2026-01-02T03:04:05.678Z' }],
    ['a:uuid=0190F3A2-7C1B-7E4D-9A55-3F2B6C1D8E90', { default: '0190f3a2-7c1b-7e4d-9a55-3f2b6c1d8e90' }],
    ['a:ref(two)', { type: 'ref', resource: 'two' }],
    ['a:date?', { optional: true }],
    ['a:date:optional', { optional: true }],
    ['a:date:unique?', { optional: true, unique: true }],
    ['a:date?:unique=2026-01-01', { optional: true, unique: true, default: '2026-01-01' }],
    ['a:string="say \\"hi\\""?', { default: 'say "hi"', optional: true }],
    ["a:string='it is'", { default: 'it is' }],
    ["a:string=it's", { default: "it's" }],
    ['a:string=x=y:z', { default: 'x=y:z' }],
    ['a:string(..20)/^[A-Z ]+$/:unique', { pattern: '^[A-Z ]+$', unique: true, maxLength: 20 }],
    ['a:string/^[/]\\/x$/=//x', { pattern: '^[/]/x$' }],
    ['due-on:date', { name: 'dueOn' }],
  ])('%s', (text, expected) => {
    expect(inlineField(text)).toMatchObject(expected);
  });

  test.each([
    ['a', 'a has no type. Write a:string.'],
    ['a:', 'a has no type. Write a:string.'],
    [':string', '":string" is not a field. Write name:type.'],
    ['a:date unique', '"unique" stands by itself. Write it at its field, as in code:string:unique.'],
    ['a:int', '"int" is not a type of field. Did you mean integer?'],
    ['a:bool', '"bool" is not a type of field. Did you mean boolean?'],
    ['a:varchar(20)', '"varchar" is not a type of field. Did you mean string?'],
    ['a:strnig', '"strnig" is not a type of field. Did you mean string?'],
    ['a:String', '"String" is not a type of field. Did you mean string?'],
    ['a:string(1-20)', 'string takes a range, not (1-20). Write 1..20, or leave one end open: 1.. or ..5.'],
    ['a:string(1,20)', 'string takes a range, not (1,20). Write 1..20, or leave one end open: 1.. or ..5.'],
    ['a:integer(5)', 'integer takes a range, not (5). Write 1..5, or leave one end open: 1.. or ..5.'],
    ['a:date(5)', 'date takes nothing in parentheses. Remove them.'],
    ['a:decimal', 'decimal needs its precision and scale. Write decimal(10,2).'],
    ['a:enum', 'enum needs its values. Write enum(todo,doing,done).'],
    ['a:ref', 'ref needs one resource. Write ref(author).'],
    ['a:enum(x', 'A ( is never closed. Write ) after the last value; quote values that have parentheses.'],
    ['a:string="x', 'A " is never closed. Write " at the end of the value.'],
    ['a:string=', 'There is nothing after the =. Give a value, or ="" for an empty text.'],
    ['a:date??', 'a has two of optional. Keep one.'],
    ['a:string=x?', 'It isn\'t clear whether ? belongs to the default x?. Write ?=x, or ="x?" if it does.'],
    [
      'a:string/^x',
      'The pattern is never closed. Write it between slashes, as in code:string/^[A-Z]+$/; a slash inside is \\/.',
    ],
    [
      'a:date!',
      '"!" is not something that can follow the type. A type is followed by /pattern/, ?, :unique or =value, without spaces; fields are separated by spaces.',
    ],
  ])('%s is refused', (text, complaint) => {
    expect(inlineComplaints(text)).toEqual([complaint]);
  });

  test('names its place in every problem', () => {
    const { where } = problemsOf(parseInline(['one a:date', 'two b:date c:int']))[0] ?? {};
    expect(where).toBe('--resource 2, field c');
  });
});
