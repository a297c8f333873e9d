import { describe, expect, test } from 'vitest';
import { camelCase, kebabCase, pascalCase, pluralName, snakeCase, titleCase } from '../../../generator/model/naming.ts';
import { looksPlural, pluralWord } from '../../../generator/model/plural.ts';

test.each([
  ['task', 'task', 'task', 'task', 'Task', 'Task'],
  ['order-item', 'orderItem', 'order_item', 'order-item', 'OrderItem', 'Order item'],
  ['orderItem', 'orderItem', 'order_item', 'order-item', 'OrderItem', 'Order item'],
  ['dueURL', 'dueURL', 'due_url', 'due-url', 'DueURL', 'Due URL'],
  ['aURLPath', 'aURLPath', 'a_url_path', 'a-url-path', 'AURLPath', 'A URL path'],
  ['isbn13Code', 'isbn13Code', 'isbn13_code', 'isbn13-code', 'Isbn13Code', 'Isbn13 code'],
  ['line-2', 'line2', 'line_2', 'line-2', 'Line2', 'Line 2'],
  ['x', 'x', 'x', 'x', 'X', 'X'],
])('%s: %s, %s, %s, %s, %s', (name, camel, snake, kebab, pascal, title) => {
  expect([camelCase(name), snakeCase(name), kebabCase(name), pascalCase(name), titleCase(name)]).toEqual([
    camel,
    snake,
    kebab,
    pascal,
    title,
  ]);
});

describe('plurals', () => {
  test.each(
    Object.entries({
      task: 'tasks',
      person: 'people',
      salesPerson: 'salesPeople',
      category: 'categories',
      day: 'days',
      soliloquy: 'soliloquies',
      box: 'boxes',
      address: 'addresses',
      status: 'statuses',
      batch: 'batches',
      dish: 'dishes',
      quiz: 'quizzes',
      hero: 'heroes',
      photo: 'photos',
      leaf: 'leaves',
      chef: 'chefs',
      analysis: 'analyses',
      index: 'indexes',
      matrix: 'matrices',
      child: 'children',
      grandchild: 'grandchildren',
      woman: 'women',
      fireman: 'firemen',
      human: 'humans',
      mouse: 'mice',
      sheep: 'sheep',
      series: 'series',
      equipment: 'equipment',
      software: 'software',
      aircraft: 'aircraft',
      data: 'data',
      dueURL: 'dueURLs',
      constructor: 'constructors',
      item2: 'item2s',
    }),
  )('%s → %s', (singular, plural) => {
    expect(pluralName(singular)).toBe(plural);
  });

  test.each(['tasks', 'people', 'categories', 'boxes', 'data'])('%s: is %s a plural?', (word) => {
    expect(looksPlural(word)).toBe(word !== 'data');
  });

  test('a name from Object.prototype is an ordinary word', () => {
    expect(pluralWord('valueof')).toBe('valueofs');
  });
});
