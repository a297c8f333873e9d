import { readdirSync, readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { modelFromOpenApi } from '../../../generator/contract/from-openapi.ts';
import { openApiDocument } from '../../../generator/contract/openapi.ts';
import { parseInline } from '../../../generator/model/inline.ts';
import { compileReady } from '../../../generator/model/ready.ts';
import type { Model } from '../../../generator/model/types.ts';
import { oddModel } from '../model/odd-model.ts';
import { modelOf } from '../model/results.ts';

const folder = 'generator/model/ready';
const models: readonly (readonly [string, Model])[] = [
  ...readdirSync(folder).map(
    (file) => [file, compileReady(readFileSync(`${folder}/${file}`, 'utf8'), file).model] as const,
  ),
  ['an odd one', oddModel()],
];

// biome-ignore lint/suspicious/noExplicitAny: a document is looked into at many depths
type Document = any;
const documentOf = (model: Model): Document => JSON.parse(JSON.stringify(openApiDocument(model, { title: 'Tasks' })));
const taskDocument = documentOf(
  modelOf(
    parseInline([
      'task title:string(1..200) notes:text? priority:integer(1..5)=3 dueOn:date? price:decimal(5,2):unique owner:ref(person)',
      'person name:string',
    ]),
  ),
);

/** Every `$ref` in a document. */
function references(piece: unknown): string[] {
  if (typeof piece !== 'object' || piece === null) return [];
  return Object.entries(piece).flatMap(([key, value]) => (key === '$ref' ? [value as string] : references(value)));
}

describe.each(models)('the document of %s', (_, model) => {
  const document = documentOf(model);

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('gives the model back', () => {
    expect(modelFromOpenApi(document)).toEqual(model);
  });

  test('is the same bytes each time', () => {
    const bytes = JSON.stringify(openApiDocument(model, { title: 'Tasks' }));
    expect(bytes).toBe(JSON.stringify(document));
    expect(JSON.stringify(openApiDocument(structuredClone(model), { title: 'Tasks' }))).toBe(bytes);
  });

  test('refers only to what is there, and uses all of it', () => {
    const used = new Set(references(document));
    const { schemas, parameters, headers, responses } = document.components;
    const defined = Object.entries({ schemas, parameters, headers, responses }).flatMap(([section, pieces]) =>
      Object.keys(pieces).map((name) => `#/components/${section}/${name}`),
    );
    expect([...used].filter((reference) => !defined.includes(reference))).toEqual([]);
    expect(defined.filter((reference) => !used.has(reference))).toEqual([]);
  });

  test('has operation ids, tags and parameters that are unique', () => {
    const operations = Object.values<Document>(document.paths).flatMap((path) =>
      Object.values<Document>(path).filter((piece) => piece.operationId),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }: Document) => name);
    expect(new Set(tags).size).toBe(tags.length);
    for (const { parameters = [] } of operations) {
      const names = parameters.map(
        (one: Document) =>
          one.name ??
          one.$ref
            .split('/')
            .at(-1)
            .replace(/^(Limit|Cursor)$/, (word: string) => word.toLowerCase()),
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('has examples that its own schemas accept', () => {
    const ajv = addFormats.default(new Ajv2020({ strict: false, validateFormats: true }));
    ajv.addSchema({ $id: 'document', ...document });
    for (const [name, { examples }] of Object.entries<Document>(document.components.schemas)) {
      const validate = ajv.getSchema(`document#/components/schemas/${name}`);
      for (const example of examples ?? [])
        expect(validate?.(example), `${name}: ${JSON.stringify(validate?.errors)}`).toBe(true);
    }
    for (const { content } of Object.values<Document>(document.components.responses)) {
      const { example } = content['application/problem+json'];
      expect(ajv.getSchema('document#/components/schemas/Problem')?.(example)).toBe(true);
    }
  });
});

describe('the document of tasks', () => {
  const { paths, components } = taskDocument;
  const statuses = (path: string, method: string): string[] => Object.keys(paths[path][method].responses);

  test('has every path and method of the contract', () => {
    const methods = Object.entries<Document>(paths).map(([path, item]) => [
      path,
      Object.keys(item).filter((key) => item[key].operationId),
    ]);
    expect(Object.fromEntries(methods)).toEqual({
      '/v1/tasks': ['get', 'post', 'head', 'options'],
      '/v1/tasks/{id}': ['get', 'patch', 'delete', 'head', 'options'],
      '/v1/people': ['get', 'post', 'head', 'options'],
      '/v1/people/{id}': ['get', 'patch', 'delete', 'head', 'options'],
      ...Object.fromEntries(
        ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs'].map((path) => [path, ['get', 'head', 'options']]),
      ),
    });
  });

  test.each([
    ['/v1/tasks', 'get', ['200', '400', '500', '503']],
    ['/v1/tasks', 'post', ['201', '400', '409', '413', '415', '422', '500', '503']],
    ['/v1/tasks/{id}', 'get', ['200', '304', '404', '500', '503']],
    ['/v1/tasks/{id}', 'patch', ['200', '400', '404', '409', '412', '413', '415', '422', '500', '503']],
    ['/v1/tasks/{id}', 'delete', ['204', '404', '409', '412', '500', '503']],
    ['/v1/tasks', 'options', ['204']],
    ['/readyz', 'get', ['200', '500', '503']],
  ])('%s %s answers %j', (path, method, expected) => {
    expect(statuses(path, method)).toEqual(expected);
  });

  test('names operations after the resource', () => {
    const ids = ['get', 'post'].map((method) => paths['/v1/people'][method].operationId);
    const itemIds = ['get', 'patch', 'delete'].map((method) => paths['/v1/people/{id}'][method].operationId);
    expect([...ids, ...itemIds]).toEqual(['listPeople', 'createPerson', 'getPerson', 'updatePerson', 'deletePerson']);
  });

  test('has every filter and sort of the contract', () => {
    const parameters = paths['/v1/tasks'].get.parameters;
    expect(parameters.map((one: Document) => one.name ?? one.$ref.replace('#/components/parameters/', '*'))).toEqual([
      ...['*Limit', '*Cursor', 'sort', '*id', '*id.in'],
      ...['*createdAt', '*createdAt.gt', '*createdAt.gte', '*createdAt.lt', '*createdAt.lte'],
      ...['*updatedAt', '*updatedAt.gt', '*updatedAt.gte', '*updatedAt.lt', '*updatedAt.lte'],
      ...['title', 'title.in', 'priority', 'priority.gt', 'priority.gte', 'priority.lt', 'priority.lte', 'priority.in'],
      ...['dueOn', 'dueOn.gt', 'dueOn.gte', 'dueOn.lt', 'dueOn.lte', 'dueOn.isNull'],
      ...['price', 'price.gt', 'price.gte', 'price.lt', 'price.lte', 'owner', 'owner.in'],
    ]);
    expect(parameters[2].schema).toEqual({
      type: 'string',
      enum: ['id', 'createdAt', 'updatedAt', 'title', 'priority', 'price'].flatMap((name) => [name, `-${name}`]),
      default: 'id',
    });
  });

  test('describes what comes out and what goes in', () => {
    expect(components.schemas.Task).toMatchObject({
      additionalProperties: false,
      required: ['id', 'title', 'notes', 'priority', 'dueOn', 'price', 'owner', 'createdAt', 'updatedAt'],
      properties: {
        title: { type: 'string', minLength: 1, maxLength: 200 },
        dueOn: { type: ['string', 'null'], format: 'date' },
        price: { type: 'string', pattern: '^-?[0-9]{1,3}\\.[0-9]{2}$', 'x-unique': true },
        owner: { format: 'uuid', 'x-references': 'person' },
      },
    });
    expect(components.schemas.TaskCreate).toMatchObject({
      additionalProperties: false,
      required: ['title', 'price', 'owner'],
      properties: {
        priority: { default: 3 },
        dueOn: { default: null },
        price: { pattern: '^-?0*[0-9]{1,3}(\\.[0-9]{1,2})?$' },
      },
    });
    expect(components.schemas.TaskUpdate.required).toBeUndefined();
    expect(components.schemas.TaskUpdate.properties.priority.default).toBeUndefined();
  });

  test('names the headers of answers', () => {
    const headers = (path: string, method: string, status: number): string[] =>
      Object.keys(paths[path][method].responses[status].headers);
    expect(headers('/v1/tasks', 'get', 200)).toEqual(['X-Request-Id', 'Link']);
    expect(headers('/v1/tasks', 'post', 201)).toEqual(['X-Request-Id', 'ETag', 'Location']);
    expect(headers('/v1/tasks/{id}', 'get', 304)).toEqual(['X-Request-Id', 'ETag', 'Cache-Control']);
    expect(paths['/v1/tasks/{id}'].options.responses[204].headers.Allow.schema.const).toBe(
      'GET, HEAD, PATCH, DELETE, OPTIONS',
    );
    expect(Object.keys(components.responses.Unavailable.headers)).toContain('Retry-After');
    expect(Object.keys(components.responses.UnsupportedPatchType.headers)).toContain('Accept-Patch');
  });
});

describe('a field named like a parameter of the list', () => {
  test('is filtered by its other operators', () => {
    const document = documentOf(modelOf(parseInline(['x limit:integer sort:string? cursor:boolean?'])));
    const names = document.paths['/v1/xes'].get.parameters.map(({ name }: Document) => name).filter(Boolean);
    expect(names).toEqual([
      'sort',
      'limit.gt',
      'limit.gte',
      'limit.lt',
      'limit.lte',
      'limit.in',
      'sort.in',
      'sort.isNull',
      'cursor.isNull',
    ]);
  });
});

test('200 resources make a document in reasonable time and size', () => {
  const resources = Array.from(
    { length: 200 },
    (_, index) => `resource${index} title:string priority:integer(1..5)=3 dueOn:date?`,
  );
  const model = modelOf(parseInline(resources));
  const bytes = JSON.stringify(openApiDocument(model, { title: 'Many' }));
  expect(bytes.length / 200).toBeLessThan(12_000);
  expect(modelFromOpenApi(JSON.parse(bytes))).toEqual(model);
});

describe('modelFromOpenApi', () => {
  const without = (change: (document: Document) => void): (() => Model) => {
    const document = structuredClone(taskDocument);
    change(document);
    return () => modelFromOpenApi(document);
  };

  test.each<[string, (document: Document) => void]>([
    ['has no object at #/components.', (document) => delete document.components],
    ['describes no resource', (document) => (document.components.schemas = {})],
    ['has no object at #/components/schemas/TaskCreate.', (document) => delete document.components.schemas.TaskCreate],
    [
      'has no string at #/components/schemas/Task/properties/title/x-type.',
      (document) => delete document.components.schemas.Task.properties.title['x-type'],
    ],
    [
      'has no number at #/components/schemas/Task/properties/price/x-scale.',
      (document) => delete document.components.schemas.Task.properties.price['x-scale'],
    ],
    [
      'has a field of the unknown type "colour"',
      (document) => (document.components.schemas.Task.properties.title['x-type'] = 'colour'),
    ],
  ])('%s', (message, change) => {
    expect(without(change)).toThrow(message);
  });

  test.each([[null], ['x'], [[]], [{}]])('%j is no document', (document) => {
    expect(() => modelFromOpenApi(document)).toThrow('has no object at #/components');
  });
});
