import type { Field, FieldOf, FieldType, Model, Resource } from '../../generator/model/types.ts';

type Options<T extends FieldType> = Partial<Omit<FieldOf<T>, 'name' | 'type'>>;

const standard = {
  uuid: {},
  string: { minLength: 1, maxLength: 255 },
  text: { maxLength: 10_000 },
  integer: { min: -(2 ** 31), max: 2 ** 31 - 1 },
  number: {},
  decimal: { precision: 10, scale: 2 },
  boolean: {},
  enum: { values: ['low', 'high'] },
  date: {},
  datetime: {},
  ref: { resource: '' },
} as const;

function field<T extends FieldType>(name: string, type: T, options: Options<T> = {}): Field {
  return { name, type, optional: false, unique: false, ...standard[type], ...options } as Field;
}

function resource(name: string, plural: string, fields: readonly Field[]): Resource {
  return { name, plural, fields };
}

export const tasks: Model = {
  resources: [
    resource('task', 'tasks', [
      field('title', 'string', { maxLength: 200 }),
      field('notes', 'text', { optional: true }),
      field('status', 'enum', { values: ['todo', 'doing', 'done'], default: 'todo' }),
      field('priority', 'integer', { min: 1, max: 5, default: 3 }),
      field('dueOn', 'date', { optional: true }),
    ]),
  ],
};

/** Names that mean something elsewhere, bounds at the limits of each type, and references in every direction. */
export const hard: Model = {
  resources: [
    resource('user', 'users', [
      field('email', 'string', { minLength: 3, maxLength: 254, pattern: '^[^@]+@[^@]+$', unique: true }),
      field('class', 'enum', { values: ['A', 'a', 'None', 'null', 'true'] }),
      field('from', 'datetime'),
      field('type', 'string', { minLength: 0, maxLength: 1 }),
      field('order', 'integer', { min: -(2 ** 53 - 1), max: 2 ** 53 - 1 }),
      field('default', 'boolean', { default: false }),
      field('metadata', 'text', { optional: true, maxLength: 0 }),
      field('schema', 'uuid', { optional: true, unique: true }),
    ]),
    resource('person', 'people', [
      field('copy', 'number', { min: -1e308, max: 1e308 }),
      field('json', 'decimal', { precision: 15, scale: 15 }),
      field('items', 'integer', { min: 0, max: 0, default: 0 }),
      field('limit', 'integer', { min: 1, max: 5 }),
      field('cursor', 'string', { optional: true, pattern: 'a{2}' }),
      field('sort', 'enum', { values: ['a', '-b'] }),
      field('friend', 'ref', { resource: 'person', optional: true }),
      field('constructor', 'date', { default: '0001-01-01' }),
    ]),
    resource('category', 'categories', [
      field('name', 'string', { unique: true }),
      field('slug', 'string', { pattern: '[a-z]$' }),
      field('rank', 'integer', { unique: true, optional: true }),
      field('place', 'integer', { unique: true, default: 0 }),
      field('price', 'decimal', { precision: 15, scale: 0 }),
      field('self', 'ref', { resource: 'category', optional: true, unique: true }),
    ]),
    resource('orderItem', 'orderItems', [
      field('buyer', 'ref', { resource: 'user' }),
      field('seller', 'ref', { resource: 'user', optional: true }),
      field('category', 'ref', { resource: 'category' }),
      field('requiredText', 'text'),
      field('requiredNumber', 'number'),
      field('requiredDecimal', 'decimal', { precision: 1, scale: 1 }),
      field('requiredBoolean', 'boolean'),
      field('requiredDate', 'date'),
      field('requiredUuid', 'uuid'),
      field('optionalString', 'string', { optional: true, default: 'ä€😀' }),
      field('optionalInteger', 'integer', { optional: true, default: 7 }),
      field('optionalNumber', 'number', { optional: true, default: 0.1 }),
      field('optionalDecimal', 'decimal', { optional: true, precision: 4, default: '1.50' }),
      field('optionalBoolean', 'boolean', { optional: true }),
      field('optionalEnum', 'enum', { optional: true }),
      field('optionalDate', 'date', { optional: true }),
      field('optionalDatetime', 'datetime', { optional: true, default: '2026-01-02T03:04:05.678Z' }),
    ]),
  ],
};
