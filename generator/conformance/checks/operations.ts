import { pascalCase } from '../../model/naming.ts';
import type { Field, Resource } from '../../model/types.ts';
import { type Context, collectionPath } from '../context.ts';
import { expectEqual, expectHeader, expectOk, expectProblem, expectStatus, expectTrue } from '../expect.ts';
import { Skip } from '../failure.ts';
import { parseMetrics, type Sample, total } from '../prometheus.ts';
import type { HttpResponse, JsonObject } from '../response.ts';
import type { Check } from '../types.ts';
import { onFirst, onResources, onService } from './define.ts';
import { itemPath } from './paths.ts';

const buckets = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];

/** 404 may mean that the running service has it switched off. */
async function optional(context: Context, path: string, variable: string): Promise<HttpResponse> {
  const response = await context.http.get(path);
  if (response.status === 404 && context.target.launch === undefined)
    throw new Skip(`${path} is not there: ${variable} may be false`);
  return expectStatus(response, 200);
}

async function metrics(context: Context): Promise<{ response: HttpResponse; samples: readonly Sample[] }> {
  const response = await optional(context, '/metrics', 'METRICS_ENABLED');
  const { samples, bad } = parseMetrics(response.text);
  expectTrue(response, 'the Prometheus text format', bad === undefined, bad);
  return { response, samples };
}

interface Counted {
  readonly method: string;
  readonly route: string;
  readonly status: string;
}

/** Runs the work and expects exactly so many requests more under these labels, in the counter and in the histogram. */
async function expectCounted(
  context: Context,
  expected: readonly (Counted & { readonly times: number })[],
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await metrics(context);
  await work();
  const after = await metrics(context);
  for (const { times, ...labels } of expected) {
    for (const name of ['http_requests_total', 'http_request_duration_seconds_count']) {
      const grown = total(after.samples, name, { ...labels }) - total(before.samples, name, { ...labels });
      expectEqual(after.response, `${name}${JSON.stringify(labels)} grows by`, grown, times);
    }
  }
}

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

const hasDefault = (field: Field): boolean => 'default' in field && field.default !== undefined;
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

export const operationChecks: readonly Check[] = [
  ...['/livez', '/readyz'].map((path) =>
    onService({
      id: `operations.${path.slice(1)}` as `operations.${string}`,
      rule: `§2 GET ${path} is 200 {"status":"ok"}`,
      run: async (context) => {
        const response = await context.http.get(path);
        expectEqual(response, 'the body', expectOk(response), { status: 'ok' });
      },
    }),
  ),
  onService({
    id: 'operations.metrics-format',
    rule: '§2 GET /metrics is Prometheus text',
    run: async (context) => {
      const { response, samples } = await metrics(context);
      expectTrue(
        response,
        'Content-Type: text/plain',
        /^text\/plain(;|$)/.test(response.header('content-type') ?? ''),
        `Content-Type: ${response.header('content-type')}`,
      );
      const mentions = (type: string, name: string) => response.text.includes(`# TYPE ${name} ${type}\n`);
      expectTrue(response, '# TYPE http_requests_total counter', mentions('counter', 'http_requests_total'));
      expectTrue(
        response,
        '# TYPE http_request_duration_seconds histogram',
        mentions('histogram', 'http_request_duration_seconds'),
      );
      expectTrue(response, 'samples', samples.length > 0);
    },
  }),
  onResources({
    id: 'operations.metrics-routes',
    rule: '§2 requests are counted by method, route and status; the route is the template',
    run: async (context, resource) => {
      const collection = collectionPath(resource);
      const item = `${collection}/{id}`;
      const body = JSON.stringify(await context.body(resource));
      await expectCounted(
        context,
        [
          { method: 'POST', route: collection, status: '201', times: 1 },
          { method: 'POST', route: collection, status: '400', times: 1 },
          { method: 'GET', route: collection, status: '200', times: 2 },
          { method: 'GET', route: item, status: '200', times: 1 },
          { method: 'GET', route: item, status: '404', times: 2 },
          { method: 'HEAD', route: item, status: '200', times: 1 },
          { method: 'PATCH', route: item, status: '200', times: 1 },
          { method: 'DELETE', route: item, status: '204', times: 1 },
          { method: 'PUT', route: item, status: '405', times: 1 },
        ],
        async () => {
          const { path } = context.row(resource, {}, await context.http.post(collection, body));
          await context.http.post(collection, '{');
          await context.http.get(`${collection}?limit=1`);
          await context.http.get(`${collection}?limit=2`);
          await context.http.get(path);
          await context.http.get(itemPath(resource, context.unusedId()));
          await context.http.get(itemPath(resource, 'x'));
          await context.http.head(path);
          await context.http.patch(path, '{}');
          await context.http.delete(path);
          await context.http.send({ method: 'PUT', path });
        },
      );
    },
  }),
  onFirst({
    id: 'operations.metrics-unmatched',
    rule: '§2 anything else is route="unmatched", so that nobody can fill the memory with routes',
    run: async (context, resource) => {
      const paths = [
        '/v1/zz-no-such-resource',
        '/nowhere',
        `${collectionPath(resource)}/`,
        `${collectionPath(resource)}/%zz`,
      ];
      await expectCounted(
        context,
        [{ method: 'GET', route: 'unmatched', status: '404', times: paths.length }],
        async () => {
          for (const path of paths) await context.http.get(path);
        },
      );
      const { response, samples } = await metrics(context);
      const routes = samples.map(({ labels }) => labels.route ?? '');
      for (const path of paths) expectTrue(response, `no route ${path}`, !routes.includes(path));
    },
  }),
  onService({
    id: 'operations.metrics-operations',
    rule: '§2 operations are counted under their own paths',
    run: (context) =>
      expectCounted(context, [{ method: 'GET', route: '/livez', status: '200', times: 2 }], async () => {
        await context.http.get('/livez');
        await context.http.get('/livez?x=1');
      }),
  }),
  onFirst({
    id: 'operations.metrics-buckets',
    rule: '§2 the histogram has the buckets 0.005 to 10, cumulative, and their sum',
    run: async (context, resource) => {
      const labels = { method: 'GET', route: collectionPath(resource), status: '200' };
      await context.list(resource, { limit: 1 });
      const { response, samples } = await metrics(context);
      const mine = samples.filter((sample) =>
        Object.entries(labels).every(([name, value]) => sample.labels[name] === value),
      );
      const series = mine.filter(({ name }) => name === 'http_request_duration_seconds_bucket');
      const bounds = series.map((sample) => (sample.labels.le === '+Inf' ? '+Inf' : String(Number(sample.labels.le))));
      expectEqual(response, 'the buckets', bounds, buckets);
      const values = series.map(({ value }) => value);
      expectEqual(
        response,
        'cumulative counts',
        values,
        [...values].sort((a, b) => a - b),
      );
      expectEqual(response, 'the count', values.at(-1), total(samples, 'http_request_duration_seconds_count', labels));
      expectTrue(response, 'a sum of seconds', total(samples, 'http_request_duration_seconds_sum', labels) > 0);
    },
  }),
  onFirst({
    id: 'operations.metrics-labels',
    rule: '§2 the labels are method, route and status, and le in buckets',
    run: async (context, resource) => {
      await context.list(resource, { limit: 1 });
      const { response, samples } = await metrics(context);
      const expected: Readonly<Record<string, string>> = {
        http_requests_total: 'method,route,status',
        http_request_duration_seconds_count: 'method,route,status',
        http_request_duration_seconds_sum: 'method,route,status',
        http_request_duration_seconds_bucket: 'le,method,route,status',
      };
      for (const { name, labels } of samples) {
        const wanted = expected[name];
        if (wanted !== undefined)
          expectEqual(response, `the labels of ${name}`, Object.keys(labels).sort().join(','), wanted);
      }
    },
  }),
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
      const lost = [...new Set(refsIn(root))].filter((ref) => resolved(root, ref) === undefined);
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
      expectEqual(
        response,
        'operationIds used twice',
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
    },
  }),
  onService({
    id: 'operations.docs',
    rule: '§2 GET /docs is text/html',
    run: async (context) => {
      const response = await optional(context, '/docs', 'DOCS_ENABLED');
      expectTrue(
        response,
        'Content-Type: text/html',
        /^text\/html(;|$)/.test(response.header('content-type') ?? ''),
        `Content-Type: ${response.header('content-type')}`,
      );
      expectTrue(response, 'an HTML page', /<html/i.test(response.text));
    },
  }),
  onService({
    id: 'operations.query-ignored',
    rule: '§2 a query on an operation is ignored',
    run: async (context) => {
      for (const path of ['/livez?limit=0', '/readyz?x=1&x=2', '/openapi.json?sort=zz']) {
        const response = await context.http.get(path);
        if (path.startsWith('/openapi') && response.status === 404) continue;
        expectStatus(response, 200);
      }
    },
  }),
  onService({
    id: 'operations.under-v1',
    rule: '§2 operations are at the root, not under /v1',
    run: async (context) => {
      for (const path of [
        '/v1/livez',
        '/v1/readyz',
        '/v1/openapi.json',
        '/health',
        '/healthz',
        '/ready',
        '/redoc',
        '/swagger',
        '/docs/',
      ]) {
        expectProblem(await context.http.get(path), 'not-found');
      }
    },
  }),
];
