import { pascalCase } from '../../generator/model/naming.ts';
import type { Field, Model, Resource } from '../../generator/model/types.ts';
import { columnsOf, pathOf } from './resources.ts';

type Json = Readonly<Record<string, unknown>>;

/** The least OpenAPI 3.1 document that names every path and schema. */
export function describeService(model: Model): Json {
  const each = (entries: (resource: Resource) => readonly (readonly [string, Json])[]) =>
    Object.fromEntries(model.resources.flatMap(entries));
  return {
    openapi: '3.1.0',
    info: { title: 'Reference', version: '1' },
    paths: {
      ...each((resource) => pathsOf(resource)),
      ...Object.fromEntries(
        ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs'].map((path) => [path, { get: answering('200') }]),
      ),
    },
    components: { schemas: each((resource) => schemasOf(resource)) },
  };
}

function pathsOf(resource: Resource): readonly (readonly [string, Json])[] {
  const name = pascalCase(resource.name);
  const body = (schema: string) => ({
    required: true,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  });
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  return [
    [pathOf(resource), { get: answering('200'), post: { requestBody: body(`${name}Create`), ...answering('201') } }],
    [
      `${pathOf(resource)}/{id}`,
      {
        parameters: [id],
        get: answering('200'),
        patch: { requestBody: body(`${name}Update`), ...answering('200') },
        delete: answering('204'),
      },
    ],
  ];
}

function answering(status: string): Json {
  return { responses: { [status]: { description: 'Success' }, default: { description: 'Problem, RFC 9457' } } };
}

function schemasOf(resource: Resource): readonly (readonly [string, Json])[] {
  const name = pascalCase(resource.name);
  const properties = (fields: readonly Field[]) =>
    Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)]));
  const required = resource.fields.filter((field) => !field.optional && !('default' in field));
  const input = { type: 'object', properties: properties(resource.fields), additionalProperties: false };
  const columns = columnsOf(resource);
  return [
    [name, { type: 'object', properties: properties(columns), required: columns.map((column) => column.name) }],
    [`${name}Create`, { ...input, required: required.map((field) => field.name) }],
    [`${name}Update`, input],
  ];
}

function schemaOf(field: Field): Json {
  const type = field.type === 'integer' || field.type === 'number' || field.type === 'boolean' ? field.type : 'string';
  return { type: field.optional ? [type, 'null'] : type };
}
