import { type Json, reference } from './json.ts';

/** Every answer with a problem in it: docs/contract.md §4. */
interface ProblemRow {
  readonly status: number;
  /** The last part of its `type`. */
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly detail?: string;
  readonly errors?: readonly Json[];
  readonly headers?: readonly string[];
}

export const problemRows = {
  MalformedRequest: {
    status: 400,
    type: 'malformed-request',
    title: 'Bad Request',
    description: 'The body is not one JSON value in UTF-8.',
    detail: 'The body is not valid JSON.',
  },
  InvalidParameter: {
    status: 400,
    type: 'invalid-parameter',
    title: 'Bad Request',
    description: 'Query parameters are unknown, given twice, or have a bad value.',
    detail: '1 parameter is invalid.',
    errors: [{ parameter: 'limit', code: 'invalid_value', detail: 'must be a number from 1 to 100' }],
  },
  NotFound: {
    status: 404,
    type: 'not-found',
    title: 'Not Found',
    description: 'There is nothing at this path.',
    detail: 'There is nothing at this path.',
  },
  MethodNotAllowed: {
    status: 405,
    type: 'method-not-allowed',
    title: 'Method Not Allowed',
    description: 'The path has other methods.',
    detail: 'The path has other methods.',
    headers: ['Allow'],
  },
  Conflict: {
    status: 409,
    type: 'conflict',
    title: 'Conflict',
    description: 'A unique value is taken (`not_unique`), or the row is referred to (`still_referenced`).',
    detail: 'Another row has this value.',
    errors: [{ pointer: '#/code', code: 'not_unique', detail: 'is taken' }],
  },
  PreconditionFailed: {
    status: 412,
    type: 'precondition-failed',
    title: 'Precondition Failed',
    description: 'The row has another version than `If-Match` says.',
    detail: 'The row has another version.',
  },
  ContentTooLarge: {
    status: 413,
    type: 'payload-too-large',
    title: 'Content Too Large',
    description: 'The body has more than 1,048,576 bytes.',
    detail: 'The body has more than 1048576 bytes.',
  },
  UnsupportedMediaType: {
    status: 415,
    type: 'unsupported-media-type',
    title: 'Unsupported Media Type',
    description: 'The body is not JSON in UTF-8, or it is compressed. On PATCH, `Accept-Patch` names what is accepted.',
    detail: 'The body must be application/json.',
  },
  UnprocessableContent: {
    status: 422,
    type: 'validation-error',
    title: 'Unprocessable Content',
    description: 'The body breaks rules of the schema; all of them are listed, one for a field.',
    detail: '1 field is invalid.',
    errors: [{ pointer: '#/title', code: 'required', detail: 'is required' }],
  },
  InternalError: {
    status: 500,
    type: 'internal-error',
    title: 'Internal Server Error',
    description: 'A fault of the service; its log has more under the same `requestId`.',
  },
  Unavailable: {
    status: 503,
    type: 'unavailable',
    title: 'Service Unavailable',
    description: 'The database does not answer, or the service is shutting down.',
    detail: 'The database does not answer.',
    headers: ['Retry-After'],
  },
} as const satisfies Record<string, ProblemRow>;

export type ProblemName = keyof typeof problemRows;

const violationCodes = [
  ...[
    'required',
    'unknown_field',
    'read_only',
    'not_nullable',
    'invalid_type',
    'invalid_format',
    'too_short',
    'too_long',
  ],
  ...[
    'too_small',
    'too_big',
    'pattern_mismatch',
    'invalid_enum',
    'reference_not_found',
    'not_unique',
    'still_referenced',
  ],
  ...['unknown_parameter', 'duplicate_parameter', 'invalid_cursor', 'invalid_value'],
];

export const violationSchema: Json = {
  type: 'object',
  description: 'One rule that was broken: by a part of the body, or by a parameter.',
  additionalProperties: false,
  properties: {
    pointer: { type: 'string', description: 'A JSON Pointer as a URI fragment (RFC 6901, section 6).' },
    parameter: { type: 'string', description: 'The name of a query parameter.' },
    code: { type: 'string', enum: violationCodes },
    detail: { type: 'string' },
  },
  required: ['code', 'detail'],
  oneOf: [{ required: ['pointer'] }, { required: ['parameter'] }],
};

const problemType = (row: ProblemRow): string => `urn:problem-type:${row.type}`;
const distinct = (values: readonly unknown[]): readonly unknown[] => [...new Set(values)];

export function problemSchema(): Json {
  const rows: readonly ProblemRow[] = Object.values(problemRows);
  return {
    type: 'object',
    description: 'What went wrong (RFC 9457).',
    additionalProperties: false,
    properties: {
      type: { type: 'string', format: 'uri', enum: rows.map(problemType) },
      title: { type: 'string', enum: distinct(rows.map(({ title }) => title)) },
      status: { type: 'integer', enum: distinct(rows.map(({ status }) => status)) },
      detail: { type: 'string' },
      requestId: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
      errors: { type: 'array', minItems: 1, items: violationSchema },
    },
    required: ['type', 'title', 'status', 'requestId'],
  };
}

const exampleOf = (row: ProblemRow): Json => ({
  type: problemType(row),
  title: row.title,
  status: row.status,
  ...(row.detail !== undefined && { detail: row.detail }),
  requestId: '0190f3a2-7c1b-7e4d-9a55-3f2b6c1d8e90',
  ...(row.errors && { errors: row.errors }),
});

/** Component responses, one for each kind of problem. */
export const problemResponses = (): Json =>
  Object.fromEntries(
    Object.entries(problemRows).map(([name, row]: [string, ProblemRow]) => [
      name,
      {
        description: row.description,
        headers: Object.fromEntries(
          ['X-Request-Id', ...(row.headers ?? [])].map((header) => [header, reference('headers', header)]),
        ),
        content: { 'application/problem+json': { schema: reference('schemas', 'Problem'), example: exampleOf(row) } },
      },
    ]),
  );

/** `{ "404": … }` for each name, in the order of the statuses. */
export const answers = (...names: readonly ProblemName[]): Json =>
  Object.fromEntries(names.map((name) => [problemRows[name].status, reference('responses', name)]));

/** The same for HEAD, whose answers have no body. */
export const bodilessAnswers = (...names: readonly ProblemName[]): Json =>
  Object.fromEntries(
    names.map((name) => {
      const { status, description } = problemRows[name];
      return [status, { description, headers: { 'X-Request-Id': reference('headers', 'X-Request-Id') } }];
    }),
  );
