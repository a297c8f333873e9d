import { pascalCase } from '../../../model/naming.ts';
import type { Resource } from '../../../model/types.ts';
import { type Context, collectionPath } from '../../context.ts';
import { expectEqual, expectHeader, expectTrue } from '../../expect.ts';
import type { HttpResponse, JsonObject } from '../../response.ts';
import type { Check } from '../../types.ts';
import { onService } from '../define.ts';
import { hasDefault } from '../fields.ts';
import { optional } from './optional.ts';

const document = async (context: Context): Promise<{ response: HttpResponse; root: JsonObject }> => {
  const response = await optional(context, '/openapi.json', 'DOCS_ENABLED');
  return { response, root: response.object() };
};

const objectAt = (value: unknown, ...path: readonly string[]): JsonObject | undefined => {
  const found = path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as JsonObject)[name] : undefined,
    value,
  );
  return typeof found === 'object' && found !== null ? (found as JsonObject) : undefined;
};

/** A schema of components, with the properties and required names of everything that it is put together from. */
function shapeOf(
  root: JsonObject,
  schema: JsonObject | undefined,
  depth = 0,
): { properties: Set<string>; required: Set<string> } {
  const properties = new Set(Object.keys(objectAt(schema, 'properties') ?? {}));
  const required = new Set(Array.isArray(schema?.required) ? schema.required.map(String) : []);
  const parts = [schema?.$ref === undefined ? [] : [schema], Array.isArray(schema?.allOf) ? schema.allOf : []].flat();
  for (const part of depth < 5 ? parts : []) {
    const target = typeof part?.$ref === 'string' ? resolved(root, part.$ref) : (part as JsonObject);
    const inner = shapeOf(root, target, depth + 1);
    for (const name of inner.properties) properties.add(name);
    for (const name of inner.required) required.add(name);
  }
  return { properties, required };
}

const resolved = (root: JsonObject, ref: string): JsonObject | undefined =>
  ref.startsWith('#/')
    ? objectAt(
        root,
        ...ref
          .slice(2)
          .split('/')
          .map((piece) => decodeURIComponent(piece).replaceAll('~1', '/').replaceAll('~0', '~')),
      )
    : undefined;

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
}

const namesOf = (resource: Resource) => ({
  all: ['id', 'createdAt', 'updatedAt', ...resource.fields.map(({ name }) => name)].sort(),
  writable: resource.fields.map(({ name }) => name).sort(),
  required: resource.fields
    .filter((field) => !field.optional && !hasDefault(field))
    .map(({ name }) => name)
    .sort(),
});

/** A schema of the document: `which` is the suffix of its name. */
const schemaCheck = (
  which: '' | 'Create' | 'Update',
  rule: string,
  expected: (resource: Resource) => { properties: readonly string[]; required: readonly string[] },
): Check =>
  onService({
    id: `operations.openapi-schema${which === '' ? '' : `-${which.toLowerCase()}`}`,
    rule,
    run: async (context) => {
      const { response, root } = await document(context);
      for (const resource of context.model.resources) {
        const name = pascalCase(resource.name) + which;
        const schema = objectAt(root, 'components', 'schemas', name);
        expectTrue(response, `components.schemas.${name}`, schema !== undefined, 'no such schema');
        const { properties, required } = shapeOf(root, schema);
        expectEqual(response, `the properties of ${name}`, [...properties].sort(), expected(resource).properties);
        expectEqual(response, `what ${name} requires`, [...required].sort(), expected(resource).required);
      }
    },
  });

export const openapiChecks: readonly Check[] = [
  onService({
    id: 'operations.openapi',
    rule: '§2 GET /openapi.json is an OpenAPI 3.1 document',
    run: async (context) => {
      const { response, root } = await document(context);
      expectHeader(response, 'Content-Type', 'application/json');
      expectTrue(response, 'openapi 3.1', /^3\.1\.\d+$/.test(String(root.openapi)), String(root.openapi));
      expectTrue(
        response,
        'info with a title and a version',
        typeof objectAt(root, 'info')?.title === 'string' && typeof objectAt(root, 'info')?.version === 'string',
      );
    },
  }),
  onService({
    id: 'operations.openapi-paths',
    rule: '§2 the document has every path and method of the model',
    run: async (context) => {
      const { response, root } = await document(context);
      for (const resource of context.model.resources) {
        const expected = {
          [collectionPath(resource)]: ['get', 'post'],
          [`${collectionPath(resource)}/{id}`]: ['get', 'patch', 'delete'],
        };
        for (const [path, methods] of Object.entries(expected)) {
          const found = objectAt(root, 'paths', path);
          for (const method of methods)
            expectTrue(
              response,
              `${method} in paths ${path}`,
              objectAt(found, method) !== undefined,
              found ? Object.keys(found).join(', ') : 'no such path',
            );
          expectTrue(response, `no put in paths ${path}`, objectAt(found, 'put') === undefined);
        }
      }
    },
  }),
  onService({
    id: 'operations.openapi-statuses',
    rule: '§2 the document has every status of §2',
    run: async (context) => {
      const { response, root } = await document(context);
      const expected = {
        '': { get: ['200', '400'], post: ['201', '400', '409', '413', '415', '422'] },
        '/{id}': {
          get: ['200', '404'],
          patch: ['200', '400', '404', '409', '412', '413', '415', '422'],
          delete: ['204', '404', '409', '412'],
        },
      };
      for (const resource of context.model.resources) {
        for (const [suffix, methods] of Object.entries(expected)) {
          for (const [method, statuses] of Object.entries(methods)) {
            const responses = objectAt(root, 'paths', collectionPath(resource) + suffix, method, 'responses') ?? {};
            const absent = statuses.filter((status) => !Object.hasOwn(responses, status));
            expectEqual(response, `statuses that ${method} ${collectionPath(resource)}${suffix} lacks`, absent, []);
          }
        }
      }
    },
  }),
  schemaCheck(
    '',
    '§1 the schema of a row has every field, id, createdAt and updatedAt, all of them required',
    (resource) => ({ properties: namesOf(resource).all, required: namesOf(resource).all }),
  ),
  schemaCheck(
    'Create',
    '§1 the schema of a create has every field, and requires those without a default that aren’t optional',
    (resource) => ({ properties: namesOf(resource).writable, required: namesOf(resource).required }),
  ),
  schemaCheck('Update', '§1 the schema of an update has every field and requires none', (resource) => ({
    properties: namesOf(resource).writable,
    required: [],
  })),
  onService({
    id: 'operations.openapi-refs',
    rule: '§2 every $ref of the document leads somewhere within it',
    run: async (context) => {
      const { response, root } = await document(context);
      const refs = refsIn(root);
      expectTrue(response, 'a document with $refs', refs.length > 0);
      const lost = [...new Set(refs)].filter((ref) => resolved(root, ref) === undefined);
      expectEqual(response, '$refs that lead nowhere', lost, []);
    },
  }),
  onService({
    id: 'operations.openapi-operation-ids',
    rule: '§2 every operationId of the document is used once',
    run: async (context) => {
      const { response, root } = await document(context);
      const ids = Object.values(objectAt(root, 'paths') ?? {}).flatMap((path) =>
        Object.values(path as JsonObject).flatMap((operation) => objectAt(operation)?.operationId ?? []),
      );
      expectTrue(response, 'a document with operationIds', ids.length > 0);
      expectEqual(
        response,
        'operationIds used twice',
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
    },
  }),
];
