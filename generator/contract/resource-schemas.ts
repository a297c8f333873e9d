import { pascalCase } from '../model/naming.ts';
import type { Field, Resource } from '../model/types.ts';
import { exampleInput, exampleOutput } from './examples.ts';
import { inputSchema, outputSchema, valueWhenAbsent } from './field-schemas.ts';
import { type Json, reference } from './json.ts';

/** The names of a resource's schemas. */
export const schemaNames = (name: string) => {
  const row = pascalCase(name);
  return { row, create: `${row}Create`, update: `${row}Update`, list: `${row}List` };
};

const byName = (fields: readonly Field[], schemaOf: (field: Field) => Json): Json =>
  Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)]));

const withExample = (example: Json | undefined): Json => (example ? { examples: [example] } : {});

function rowSchema(resource: Resource): Json {
  const instant = { type: 'string', format: 'date-time', readOnly: true };
  const properties = {
    id: { type: 'string', format: 'uuid', readOnly: true },
    ...byName(resource.fields, outputSchema),
    createdAt: instant,
    updatedAt: instant,
  };
  return {
    type: 'object',
    ...(resource.description !== undefined && { description: resource.description }),
    'x-plural': resource.plural,
    additionalProperties: false,
    properties,
    required: Object.keys(properties),
    ...withExample(exampleOutput(resource)),
  };
}

function createSchema(resource: Resource): Json {
  const required = resource.fields.filter((field) => valueWhenAbsent(field) === undefined).map(({ name }) => name);
  return {
    type: 'object',
    additionalProperties: false,
    properties: byName(resource.fields, (field) => {
      const absent = valueWhenAbsent(field);
      return { ...inputSchema(field), ...(absent !== undefined && { default: absent }) };
    }),
    ...(required.length > 0 && { required }),
    ...withExample(exampleInput(resource)),
  };
}

const updateSchema = (resource: Resource): Json => ({
  type: 'object',
  description: 'A merge patch (RFC 7396): what is absent stays, null clears.',
  additionalProperties: false,
  properties: byName(resource.fields, inputSchema),
});

const listSchema = (row: string): Json => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    items: { type: 'array', maxItems: 100, items: reference('schemas', row) },
    nextCursor: { type: ['string', 'null'], description: 'Null on the last page.' },
  },
  required: ['items', 'nextCursor'],
});

export function resourceSchemas(resource: Resource): Json {
  const names = schemaNames(resource.name);
  return {
    [names.row]: rowSchema(resource),
    [names.create]: createSchema(resource),
    [names.update]: updateSchema(resource),
    [names.list]: listSchema(names.row),
  };
}
