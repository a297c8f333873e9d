import type { Field, FieldType, Model, Resource } from '../../../generator/model/types.ts';

const standard: Readonly<Record<FieldType, object>> = {
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
  ref: {},
};

/** A field of the type with its defaults, unless `options` says otherwise. */
export const field = (name: string, type: FieldType, options: object = {}): Field =>
  ({ name, type, optional: false, unique: false, ...standard[type], ...options }) as Field;

export const resource = (name: string, ...fields: readonly Field[]): Resource => ({ name, plural: `${name}s`, fields });

const model = (...resources: readonly Resource[]): Model => ({ resources });

/** Models at the edges of what the language of models allows. */
export const oddModels = {
  'one boolean': model(resource('flag', field('on', 'boolean'))),
  'one unique boolean': model(resource('flag', field('on', 'boolean', { unique: true }))),
  'no fields': model(resource('thing')),
  'names of list parameters': model(
    resource(
      'thing',
      field('limit', 'boolean'),
      field('cursor', 'decimal', { precision: 3, scale: 0, unique: true }),
      field('sort', 'string', { pattern: '^[A-Z]{2}-\\d{3}$', minLength: 6, maxLength: 6 }),
      field('class', 'text', { optional: true }),
    ),
  ),
  'one value each': model(
    resource(
      'thing',
      field('only', 'enum', { values: ['only'] }),
      field('zero', 'integer', { min: 0, max: 0 }),
      field('one', 'number', { min: 1, max: 1 }),
      field('empty', 'string', { minLength: 0, maxLength: 0 }),
    ),
  ),
  'every type, at its widest': model(
    resource(
      'thing',
      field('uuid', 'uuid'),
      field('string', 'string', { minLength: 0, maxLength: 500 }),
      field('text', 'text', { maxLength: 1_000_000 }),
      field('integer', 'integer', { min: -(2 ** 53 - 1), max: 2 ** 53 - 1 }),
      field('number', 'number'),
      field('bounded', 'number', { min: -1e308, max: 1e308 }),
      field('decimal', 'decimal', { precision: 15, scale: 15 }),
      field('whole', 'decimal', { precision: 15, scale: 0 }),
      field('boolean', 'boolean'),
      field('enum', 'enum'),
      field('date', 'date'),
      field('datetime', 'datetime'),
    ),
  ),
  'a chain of unique references': model(
    resource('first', field('second', 'ref', { resource: 'second', unique: true })),
    resource('second', field('third', 'ref', { resource: 'third', unique: true })),
    resource('third', field('day', 'date', { unique: true })),
  ),
  'references to itself and around': model(
    resource(
      'node',
      field('parent', 'ref', { resource: 'node', optional: true }),
      field('leaf', 'ref', { resource: 'leaf' }),
    ),
    resource('leaf', field('node', 'ref', { resource: 'node', optional: true })),
  ),
} as const satisfies Readonly<Record<string, Model>>;

/** No first row of these can be made. */
export const impossibleModels = {
  'a required reference to itself': model(resource('node', field('parent', 'ref', { resource: 'node' }))),
  'required references in a circle': model(
    resource('egg', field('hen', 'ref', { resource: 'hen' })),
    resource('hen', field('egg', 'ref', { resource: 'egg' })),
  ),
  'a pattern that no length allows': model(
    resource('thing', field('code', 'string', { pattern: '^a{5}$', minLength: 1, maxLength: 3 })),
  ),
} as const satisfies Readonly<Record<string, Model>>;
