import { kebabCase, pascalCase, titleCase } from '../model/naming.ts';
import type { Resource } from '../model/types.ts';
import { headerReferences, sharedFilters } from './components.ts';
import { filterSchema } from './field-schemas.ts';
import { filterParameters } from './filter-parameters.ts';
import { type Json, jsonContent, reference } from './json.ts';
import { filterOperators, sortFields } from './lists.ts';
import { answers, bodilessAnswers } from './problems.ts';
import { schemaNames } from './resource-schemas.ts';

const parameter = (name: string): Json => reference('parameters', name);
const faults = ['InternalError', 'Unavailable'] as const;

/** The methods of a path that aren't described get this answer. */
export const otherMethods: Json = { 'x-other-methods': reference('responses', 'MethodNotAllowed') };

export const allowed = (...methods: readonly string[]): Json => ({
  204: {
    description: 'The methods of the path.',
    headers: {
      ...headerReferences(),
      Allow: { required: true, schema: { type: 'string', const: methods.join(', ') } },
    },
  },
});

/** The name of the tag that a resource's operations have. */
export const tagOf = (resource: Resource): string => titleCase(resource.plural);

function listParameters(resource: Resource): readonly Json[] {
  const sorts = sortFields(resource).flatMap((name) => [name, `-${name}`]);
  const sort = {
    name: 'sort',
    in: 'query',
    description: 'The order; a minus turns it round.',
    schema: { type: 'string', enum: sorts, default: 'id' },
  };
  const filters = resource.fields.flatMap((field) =>
    Object.values(filterParameters(field.name, filterOperators(field), filterSchema(field))),
  );
  return [parameter('Limit'), parameter('Cursor'), sort, ...sharedFilters, ...filters];
}

function collection(resource: Resource): Json {
  const names = schemaNames(resource.name);
  const tags = [tagOf(resource)];
  const plural = titleCase(resource.plural).toLowerCase();
  const found = { description: 'A page of the list.', headers: headerReferences('Link') };
  return {
    parameters: [parameter('RequestId')],
    get: {
      operationId: `list${pascalCase(resource.plural)}`,
      summary: `List ${plural}`,
      tags,
      parameters: listParameters(resource),
      responses: {
        200: { ...found, content: jsonContent(reference('schemas', names.list)) },
        ...answers('InvalidParameter', ...faults),
      },
    },
    post: {
      operationId: `create${names.row}`,
      summary: `Create one of the ${plural}`,
      tags,
      requestBody: { required: true, content: jsonContent(reference('schemas', names.create)) },
      responses: {
        201: {
          description: 'The new row.',
          headers: headerReferences('ETag', 'Location'),
          content: jsonContent(reference('schemas', names.row)),
        },
        ...answers(
          'MalformedRequest',
          'Conflict',
          'ContentTooLarge',
          'UnsupportedMediaType',
          'UnprocessableContent',
          ...faults,
        ),
      },
    },
    head: {
      operationId: `head${names.list}`,
      summary: 'The headers of the list',
      tags,
      description: 'Takes the parameters of GET.',
      responses: { 200: found, ...bodilessAnswers('InvalidParameter', ...faults) },
    },
    options: {
      operationId: `options${names.list}`,
      summary: 'The methods of the list',
      tags,
      responses: allowed('GET', 'HEAD', 'POST', 'OPTIONS'),
    },
    ...otherMethods,
  };
}

function item(resource: Resource): Json {
  const names = schemaNames(resource.name);
  const tags = [tagOf(resource)];
  const plural = titleCase(resource.plural).toLowerCase();
  const row = { headers: headerReferences('ETag'), content: jsonContent(reference('schemas', names.row)) };
  const found = { description: 'The row.', headers: headerReferences('ETag', 'Cache-Control') };
  const unchanged = {
    304: {
      description: 'The row has a version of `If-None-Match`.',
      headers: headerReferences('ETag', 'Cache-Control'),
    },
  };
  const patchable = { schema: reference('schemas', names.update) };
  return {
    parameters: [parameter('Id'), parameter('RequestId')],
    get: {
      operationId: `get${names.row}`,
      summary: `Read one of the ${plural}`,
      tags,
      parameters: [parameter('IfNoneMatch')],
      responses: { 200: { ...found, content: row.content }, ...unchanged, ...answers('NotFound', ...faults) },
    },
    patch: {
      operationId: `update${names.row}`,
      summary: `Change one of the ${plural}`,
      tags,
      parameters: [parameter('IfMatch')],
      requestBody: {
        required: true,
        content: { 'application/json': patchable, 'application/merge-patch+json': patchable },
      },
      responses: {
        200: { description: 'The whole row, changed.', ...row },
        ...answers('MalformedRequest', 'NotFound', 'Conflict', 'PreconditionFailed', 'ContentTooLarge'),
        415: reference('responses', 'UnsupportedPatchType'),
        ...answers('UnprocessableContent', ...faults),
      },
    },
    delete: {
      operationId: `delete${names.row}`,
      summary: `Delete one of the ${plural}`,
      tags,
      parameters: [parameter('IfMatch')],
      responses: {
        204: { description: 'It is gone.', headers: headerReferences() },
        ...answers('NotFound', 'Conflict', 'PreconditionFailed', ...faults),
      },
    },
    head: {
      operationId: `head${names.row}`,
      summary: 'The headers of the row',
      tags,
      parameters: [parameter('IfNoneMatch')],
      responses: { 200: found, ...unchanged, ...bodilessAnswers('NotFound', ...faults) },
    },
    options: {
      operationId: `options${names.row}`,
      summary: 'The methods of the row',
      tags,
      responses: allowed('GET', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'),
    },
    ...otherMethods,
  };
}

export function resourcePaths(resource: Resource): Json {
  const path = `/v1/${kebabCase(resource.plural)}`;
  return { [path]: collection(resource), [`${path}/{id}`]: item(resource) };
}
