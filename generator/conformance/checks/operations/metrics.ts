import { type Context, collectionPath } from '../../context.ts';
import { expectEqual, expectTrue } from '../../expect.ts';
import { parseMetrics, type Sample, total } from '../../prometheus.ts';
import type { HttpResponse } from '../../response.ts';
import type { Check } from '../../types.ts';
import { onFirst, onResources, onService } from '../define.ts';
import { itemPath } from '../paths.ts';
import { optional } from './optional.ts';

const buckets = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];

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

export const metricsChecks: readonly Check[] = [
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
];
