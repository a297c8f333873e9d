import { headerReferences } from './components.ts';
import { type Json, jsonContent, reference } from './json.ts';
import { answers, bodilessAnswers, type ProblemName } from './problems.ts';
import { allowed, otherMethods } from './resource-paths.ts';

/** No resource's tag has an ampersand. */
export const operationsTag = 'Health & metrics';

interface OperationRow {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly content: Json;
  readonly problems: readonly ProblemName[];
}

const ok = jsonContent({
  type: 'object',
  additionalProperties: false,
  properties: { status: { type: 'string', const: 'ok' } },
  required: ['status'],
});

/** What every service answers whatever its model: docs/contract.md §2. */
const rows: readonly OperationRow[] = [
  {
    path: '/livez',
    operationId: 'livez',
    summary: 'Whether the process runs',
    description: 'Never touches the database.',
    content: ok,
    problems: ['InternalError'],
  },
  {
    path: '/readyz',
    operationId: 'readyz',
    summary: 'Whether the service can be used',
    description: 'Asks the database.',
    content: ok,
    problems: ['InternalError', 'Unavailable'],
  },
  {
    path: '/metrics',
    operationId: 'metrics',
    summary: 'Counters and durations for Prometheus',
    description: 'An unknown path with `METRICS_ENABLED=false`.',
    content: { 'text/plain': { schema: { type: 'string' } } },
    problems: ['NotFound', 'InternalError'],
  },
  {
    path: '/openapi.json',
    operationId: 'openapi',
    summary: 'This document',
    description: 'An unknown path with `DOCS_ENABLED=false`.',
    content: jsonContent({ type: 'object' }),
    problems: ['NotFound', 'InternalError'],
  },
  {
    path: '/docs',
    operationId: 'docs',
    summary: 'This document to read',
    description: 'An unknown path with `DOCS_ENABLED=false`.',
    content: { 'text/html': { schema: { type: 'string' } } },
    problems: ['NotFound', 'InternalError'],
  },
];

function pathItem({ operationId, summary, description, content, problems }: OperationRow): Json {
  const tags = [operationsTag];
  const found = { description: 'It does.', headers: headerReferences() };
  return {
    parameters: [reference('parameters', 'RequestId')],
    get: {
      operationId,
      summary,
      description,
      tags,
      responses: { 200: { ...found, content }, ...answers(...problems) },
    },
    head: {
      operationId: `${operationId}Head`,
      summary: `The headers of ${operationId}`,
      tags,
      responses: { 200: found, ...bodilessAnswers(...problems) },
    },
    options: {
      operationId: `${operationId}Options`,
      summary: `The methods of ${operationId}`,
      tags,
      responses: allowed('GET', 'HEAD', 'OPTIONS'),
    },
    ...otherMethods,
  };
}

export const operationsPaths = (): Json => Object.fromEntries(rows.map((row) => [row.path, pathItem(row)]));
