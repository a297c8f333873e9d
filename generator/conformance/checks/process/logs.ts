import type { Resource } from '../../../model/types.ts';
import { type Context, collectionPath } from '../../context.ts';
import { expectEqual, expectStatus, expectTrue } from '../../expect.ts';
import { Failure } from '../../failure.ts';
import type { Http } from '../../http.ts';
import { jsonText } from '../../json.ts';
import { eventually, linesWith } from '../../logs.ts';
import { token } from '../../random.ts';
import type { HttpResponse, JsonObject } from '../../response.ts';
import { startLine } from '../../services.ts';
import type { Check, Target } from '../../types.ts';
import { needsLaunch, onFirst, onService } from '../define.ts';
import { itemPath, pause } from '../paths.ts';
import { pretty, silent } from './variants.ts';

const needsOutput = ({ output, launch }: Target): string | undefined =>
  output || launch ? undefined : 'the service was not started by verify, so its log can’t be read';

/** A service whose standard output can be read: the running one, or one that is started for it. */
async function logged(context: Context): Promise<{ http: Http; output: () => string }> {
  if (context.target.output) return { http: context.http, output: context.target.output };
  const { http, launched } = await context.service({});
  return { http, output: launched.stdout };
}

const patienceMs = 2000;

/** The one log line of a request. `send` gets headers with a request id of its own. */
async function lineOf(
  { http, output }: { http: Http; output: () => string },
  send: (http: Http, headers: Record<string, string>) => Promise<HttpResponse>,
): Promise<{ response: HttpResponse; line: JsonObject; id: string }> {
  const id = `log.${token(Math.random, 16)}`;
  const response = await send(http, { 'X-Request-Id': id });
  const line = await eventually(() => linesWith(output(), id)[0], patienceMs);
  if (!line) throw response.failure(`a JSON log line with requestId ${id} within 2 s`, 'none');
  // A second line of the same request would come right after the first.
  await pause(20);
  expectEqual(response, 'log lines of the request', linesWith(output(), id).length, 1);
  return { response, line, id };
}

const utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|\+00:00)$/;

/** A JSON log line of each of these requests, judged. */
const onLog = (
  id: `process.${string}`,
  rule: string,
  run: (service: { http: Http; output: () => string }, context: Context, resource: Resource) => Promise<void>,
): Check =>
  onFirst({
    id,
    rule,
    needs: needsOutput,
    run: async (context, resource) => run(await logged(context), context, resource),
  });

export const logChecks: readonly Check[] = [
  onLog(
    'process.log-members',
    '§7 a log line has time, level, msg, requestId, method, route, status, durationMs',
    async (service) => {
      const { response, line, id } = await lineOf(service, (http, headers) => http.get('/livez', headers));
      expectTrue(
        response,
        'time in RFC 3339, UTC',
        typeof line.time === 'string' && utc.test(line.time) && !Number.isNaN(Date.parse(line.time)),
        String(line.time),
      );
      expectTrue(
        response,
        'a time of now',
        Math.abs(Date.parse(String(line.time)) - Date.now()) < 60_000,
        String(line.time),
      );
      expectEqual(response, 'level', line.level, 'info');
      expectTrue(response, 'a msg', typeof line.msg === 'string' && line.msg !== '', JSON.stringify(line));
      expectEqual(response, 'requestId', line.requestId, id);
      expectEqual(response, 'method', line.method, 'GET');
      expectEqual(response, 'route', line.route, '/livez');
      expectEqual(response, 'status', line.status, 200);
      expectTrue(
        response,
        'durationMs as a number of milliseconds',
        typeof line.durationMs === 'number' && line.durationMs >= 0 && line.durationMs < 10_000,
        String(line.durationMs),
      );
    },
  ),
  onLog('process.log-route', '§7 the route in the log is the template', async (service, context, resource) => {
    const cases = [
      [collectionPath(resource), 200, collectionPath(resource)],
      [itemPath(resource, context.unusedId()), 404, `${collectionPath(resource)}/{id}`],
      ['/v1/zz-no-such-resource', 404, 'unmatched'],
      [`${collectionPath(resource)}/%zz`, 404, 'unmatched'],
    ] as const;
    for (const [path, status, route] of cases) {
      const { response, line } = await lineOf(service, (http, headers) => http.get(path, headers));
      expectEqual(response, 'route', line.route, route);
      expectEqual(response, 'status', line.status, status);
    }
  }),
  onLog(
    'process.log-every-kind',
    '§7 one log line per request, whatever the answer',
    async (service, context, resource) => {
      const path = collectionPath(resource);
      const requests: readonly ((http: Http, headers: Record<string, string>) => Promise<HttpResponse>)[] = [
        (http, headers) => http.head(path, headers),
        (http, headers) => http.options(path, headers),
        (http, headers) => http.post(path, '{', headers),
        (http, headers) => http.post(path, '{}', { ...headers, 'Content-Type': 'text/plain' }),
        (http, headers) => http.send({ method: 'PUT', path, headers }),
        (http, headers) => http.patch(itemPath(resource, context.unusedId()), '{}', headers),
      ];
      for (const request of requests) {
        const { response, line } = await lineOf(service, request);
        expectEqual(response, 'status', line.status, response.status);
      }
    },
  ),
  onLog('process.log-no-query', '§7 no query strings in the log', async (service, _, resource) => {
    const secret = token(Math.random, 20);
    await lineOf(service, (http, headers) => http.get(`${collectionPath(resource)}?zz=${secret}`, headers));
    const { response } = await lineOf(service, (http, headers) => http.get(`/nowhere?${secret}`, headers));
    expectTrue(response, `a log without ${secret}`, !service.output().includes(secret));
  }),
  onLog('process.log-no-body', '§7 no bodies in the log', async (service, context, resource) => {
    const secret = token(Math.random, 20);
    const path = collectionPath(resource);
    await lineOf(service, (http, headers) => http.post(path, jsonText({ zz: secret }), headers));
    await lineOf(service, (http, headers) => http.post(path, `{"${secret}`, headers));
    const { response } = await lineOf(service, (http, headers) =>
      http.patch(itemPath(resource, context.unusedId()), jsonText({ [secret]: 1 }), headers),
    );
    expectTrue(response, `a log without ${secret}`, !service.output().includes(secret));
  }),
  onLog('process.log-no-secrets', '§7 no secrets in the log', async (service) => {
    const secret = token(Math.random, 20);
    const { response } = await lineOf(service, (http, headers) =>
      http.get('/livez', { ...headers, Authorization: `Bearer ${secret}`, Cookie: `session=${secret}` }),
    );
    expectTrue(response, `a log without ${secret}`, !service.output().includes(secret));
  }),
  onLog('process.log-request-id', '§7 a made X-Request-Id is in the log as in the response', async (service) => {
    const response = await service.http.get('/livez');
    const id = response.header('x-request-id') ?? '';
    const line = await eventually(() => linesWith(service.output(), id)[0], patienceMs);
    expectEqual(response, 'requestId of a log line', line?.requestId, id);
  }),
  onLog('process.log-trace-id', '§7 the trace id of traceparent is traceId in the log', async (service) => {
    const traceId = `4bf92f3577b34da6${token(() => Math.random() / 3, 8).replace(/[g-z]/g, '0')}0000000a`;
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    const { response, line } = await lineOf(service, (http, headers) =>
      http.get('/livez', { ...headers, traceparent }),
    );
    expectEqual(response, 'traceId', line.traceId, traceId);
  }),
  onLog('process.log-malformed-trace', '§7 a malformed traceparent is no trace id', async (service) => {
    for (const traceparent of [
      'x',
      '',
      '00-xyz-00f067aa0ba902b7-01',
      '00-4bf92f35',
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    ]) {
      const { response, line } = await lineOf(service, (http, headers) =>
        http.get('/livez', { ...headers, traceparent }),
      );
      expectStatus(response, 200);
      expectTrue(response, 'no traceId', line.traceId === undefined || line.traceId === null, String(line.traceId));
    }
  }),
  onLog('process.log-one-line', '§7 a line feed in the input doesn’t break a log line', async (service) => {
    const { line, response } = await lineOf(service, (http, headers) =>
      http.get('/v1/%0A%7B%22level%22%3A%22error%22%7D', headers),
    );
    expectEqual(response, 'route', line.route, 'unmatched');
  }),
  onService({
    id: 'process.log-level',
    rule: '§7 LOG_LEVEL=error leaves out the lines of requests that went well',
    needs: needsLaunch,
    run: async (context) => {
      const { http, launched } = await context.service(silent);
      const id = `log.${token(Math.random, 16)}`;
      const response = await http.get('/livez', { 'X-Request-Id': id });
      await pause(200);
      expectTrue(response, 'no log line', !launched.stdout().includes(id), launched.stdout());
    },
  }),
  onService({
    id: 'process.log-format-pretty',
    rule: '§7 LOG_FORMAT=pretty writes lines for people, not JSON',
    needs: needsLaunch,
    run: async (context) => {
      const { http, launched } = await context.service(pretty);
      const response = await http.get('/livez');
      expectStatus(response, 200);
      const written = await eventually(
        () => (launched.stdout().includes('/livez') ? launched.stdout() : undefined),
        patienceMs,
      );
      if (written === undefined) throw new Failure(startLine(pretty), 'a line about GET /livez', launched.stdout());
      expectEqual(response, 'JSON log lines', linesWith(written, '/livez').length, 0);
    },
  }),
];
