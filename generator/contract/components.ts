import { filterParameters } from './filter-parameters.ts';
import { type Json, reference } from './json.ts';

const requestId = { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' };
const entityTag = { type: 'string', examples: ['"1"'] };

export const headers: Json = {
  'X-Request-Id': { description: 'The one of the request, or a new one.', required: true, schema: requestId },
  ETag: {
    description: 'The version of the row; strong.',
    required: true,
    schema: { type: 'string', pattern: '^"[1-9][0-9]*"$' },
  },
  Location: {
    description: 'The path of the new row.',
    required: true,
    schema: { type: 'string', format: 'uri-reference' },
  },
  Link: { description: 'The next page, with `rel="next"`; absent on the last one.', schema: { type: 'string' } },
  'Cache-Control': { required: true, schema: { type: 'string', const: 'no-cache' } },
  Allow: { description: 'Every method of the path.', required: true, schema: { type: 'string' } },
  'Accept-Patch': {
    required: true,
    schema: { type: 'string', const: 'application/json, application/merge-patch+json' },
  },
  'Retry-After': { description: 'In seconds.', required: true, schema: { type: 'integer', minimum: 0 } },
};

export const headerReferences = (...names: readonly string[]): Json =>
  Object.fromEntries(['X-Request-Id', ...names].map((name) => [name, reference('headers', name)]));

const inPath = { in: 'path', required: true };
const inQuery = { in: 'query' };
const inHeader = { in: 'header' };

/** Parameters that every resource has, by the names of their components. */
export const parameters: Json = {
  Id: {
    name: 'id',
    ...inPath,
    description: 'The id of the row, in either case.',
    schema: { type: 'string', format: 'uuid' },
  },
  RequestId: {
    name: 'X-Request-Id',
    ...inHeader,
    description: 'Comes back and stands in the log; anything else than the pattern is replaced.',
    schema: requestId,
  },
  IfMatch: {
    name: 'If-Match',
    ...inHeader,
    description: 'Go on only with the row in one of these versions; a list or `*`.',
    schema: entityTag,
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    ...inHeader,
    description: 'Answer 304 when the row has one of these versions; a list or `*`.',
    schema: entityTag,
  },
  Limit: {
    name: 'limit',
    ...inQuery,
    description: 'The greatest number of rows.',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
  Cursor: {
    name: 'cursor',
    ...inQuery,
    description: 'The `nextCursor` of the page before.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
  },
  ...filterParameters('id', ['eq', 'in'], { type: 'string', format: 'uuid' }),
  ...filterParameters('createdAt', ['eq', 'gt', 'gte', 'lt', 'lte'], { type: 'string', format: 'date-time' }),
  ...filterParameters('updatedAt', ['eq', 'gt', 'gte', 'lt', 'lte'], { type: 'string', format: 'date-time' }),
};

/** The shared parameters of every list, after `limit` and `cursor`: the filters on what every resource has. */
export const sharedFilters: readonly Json[] = Object.keys(parameters)
  .filter((name) => /^(id|createdAt|updatedAt)(\.|$)/.test(name))
  .map((name) => reference('parameters', name));
