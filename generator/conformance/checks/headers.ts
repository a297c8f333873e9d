import type { Resource } from '../../model/types.ts';
import { type Context, collectionPath } from '../context.ts';
import {
  expectEqual,
  expectHeader,
  expectList,
  expectNoHeader,
  expectProblem,
  expectStatus,
  expectTrue,
} from '../expect.ts';
import type { Http } from '../http.ts';
import type { HttpResponse } from '../response.ts';
import type { Check } from '../types.ts';
import { needsLaunch, onFirst, onService } from './define.ts';
import {
  collectionMethods,
  itemMethods,
  itemPath,
  mebibyte,
  operationMethods,
  operationPaths,
  padded,
} from './paths.ts';

/** One answer of every kind that the service has. */
async function everyKind(context: Context, resource: Resource): Promise<HttpResponse[]> {
  const { http } = context;
  const row = await context.create(resource);
  const collection = collectionPath(resource);
  return [
    row.response,
    await http.get(row.path),
    await http.get(row.path, { 'If-None-Match': '*' }),
    await http.head(row.path),
    await http.options(row.path),
    await http.patch(row.path, '{}'),
    await http.get(`${collection}?limit=1`),
    await http.get(`${collection}?limit=0`),
    await http.send({ method: 'PUT', path: collection }),
    await http.get('/v1/zz-no-such-resource'),
    await http.get(`${collection}/%zz`),
    await http.post(collection, '{'),
    await http.post(collection, '{"zz":1}'),
    await http.post(collection, '{}', { 'Content-Type': 'text/plain' }),
    await http.post(collection, padded('{}', mebibyte + 1)),
    await http.patch(row.path, '{}', { 'If-Match': '"0"' }),
    ...(await Promise.all(operationPaths.map((path) => http.get(path)))),
    await http.delete(row.path),
    await http.get(row.path),
  ];
}

const onEveryKind = (id: `headers.${string}`, rule: string, judge: (response: HttpResponse) => void): Check =>
  onFirst({ id, rule, run: async (context, resource) => (await everyKind(context, resource)).forEach(judge) });

const requestId = /^[A-Za-z0-9._-]{1,128}$/;

const refusedIds = [
  '',
  ' ',
  'a b',
  'a/b',
  'a,b',
  'a:b',
  'a;b',
  '<a>',
  'a\tb',
  'é',
  'ü\u00ff',
  'a'.repeat(129),
  'a'.repeat(5000),
  '{a}',
  '"a"',
  "a'b",
  'a%20b',
  'a+b',
  'a=b',
  'a@b',
];
const takenIds = [
  'a',
  '0',
  '.',
  '-',
  '_',
  'A.b_c-9',
  'a'.repeat(128),
  '00000000-0000-0000-0000-000000000000',
  '..',
  'null',
];

const origin = 'https://app.example.com';
const otherOrigin = 'http://localhost:5173';
const corsEnv = { CORS_ORIGINS: `${origin},${otherOrigin}` };
const exposed = ['ETag', 'Link', 'Location', 'Retry-After', 'X-Request-Id'];
const foreign = [
  'https://evil.example',
  `${origin}.evil.example`,
  `${origin}:8443`,
  'http://app.example.com',
  'https://APP.example.com.',
  'null',
  `${origin}/`,
  'https://app.example.co',
];

function expectNoCors(response: HttpResponse): void {
  const names = response.headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => name.startsWith('access-control-'));
  expectEqual(response, 'CORS headers', names, []);
}

function expectCors(response: HttpResponse, allowed: string): void {
  expectHeader(response, 'Access-Control-Allow-Origin', allowed);
  expectList(response, 'Access-Control-Expose-Headers', exposed);
  expectTrue(
    response,
    'Vary: Origin',
    response.list('vary').some((word) => word.toLowerCase() === 'origin'),
    `Vary: ${response.header('vary')}`,
  );
}

const preflight = (http: Http, path: string, from: string, method = 'PATCH') =>
  http.options(path, {
    Origin: from,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'content-type,if-match',
  });

const onCors = (id: `headers.${string}`, rule: string, run: (http: Http, context: Context) => Promise<void>): Check =>
  onService({
    id,
    rule,
    needs: needsLaunch,
    run: async (context) => run((await context.service(corsEnv)).http, context),
  });

const firstPath = ({ model }: Context): string => {
  const [resource] = model.resources;
  return resource ? collectionPath(resource) : '/livez';
};

export const headerChecks: readonly Check[] = [
  onEveryKind('headers.nosniff', '§7 X-Content-Type-Options: nosniff on every response', (response) =>
    expectHeader(response, 'X-Content-Type-Options', 'nosniff'),
  ),
  onEveryKind('headers.no-powered-by', '§7 no X-Powered-By', (response) => expectNoHeader(response, 'X-Powered-By')),
  onEveryKind('headers.no-server-version', '§7 no version in Server', (response) => {
    const server = response.header('server') ?? '';
    expectTrue(response, 'a Server without a version', !/\d/.test(server), `Server: ${server}`);
  }),
  onEveryKind('headers.request-id', '§7 X-Request-Id on every response', (response) => {
    const id = response.header('x-request-id');
    expectTrue(response, 'an X-Request-Id', id !== undefined && requestId.test(id), `X-Request-Id: ${id}`);
  }),
  onFirst({
    id: 'headers.request-id-once',
    rule: '§7 X-Request-Id and nosniff are there once',
    run: async (context, resource) => {
      for (const response of await everyKind(context, resource)) {
        for (const name of [
          'X-Request-Id',
          'X-Content-Type-Options',
          'Content-Type',
          'ETag',
          'Location',
          'Cache-Control',
        ]) {
          expectTrue(response, `at most one ${name}`, response.all(name).length <= 1, response.all(name).join(' and '));
        }
      }
    },
  }),
  onFirst({
    id: 'headers.request-id-taken-over',
    rule: '§7 X-Request-Id is taken over when it is well-formed, in the problem too',
    run: async (context, resource) => {
      for (const id of takenIds) {
        expectHeader(await context.http.get('/livez', { 'X-Request-Id': id }), 'X-Request-Id', id);
        for (const path of ['/v1/zz-no-such-resource', `${collectionPath(resource)}?limit=0`]) {
          const response = await context.http.get(path, { 'X-Request-Id': id });
          expectHeader(response, 'X-Request-Id', id);
          expectEqual(response, 'requestId', response.object().requestId, id);
        }
      }
    },
  }),
  onFirst({
    id: 'headers.request-id-taken-over-everywhere',
    rule: '§7 X-Request-Id is taken over by answers of every kind, parser errors included',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const sent = { 'X-Request-Id': 'taken.over_1' };
      const answers = [
        await context.http.get(path, sent),
        await context.http.head(path, sent),
        await context.http.options(path, sent),
        await context.http.get(path, { ...sent, 'If-None-Match': '*' }),
        await context.http.post(collectionPath(resource), '{', sent),
        await context.http.post(collectionPath(resource), padded('{}', mebibyte + 1), sent),
        await context.http.post(collectionPath(resource), '{}', { ...sent, 'Content-Type': 'text/plain' }),
        await context.http.send({ method: 'PUT', path, headers: sent }),
        await context.http.get(`${path}/%zz`, sent),
        await context.http.get('/openapi.json', sent),
        await context.http.delete(path, sent),
      ];
      for (const answer of answers) expectHeader(answer, 'X-Request-Id', 'taken.over_1');
    },
  }),
  onFirst({
    id: 'headers.request-id-refused',
    rule: '§7 any other X-Request-Id is replaced',
    run: async (context) => {
      for (const id of refusedIds) {
        const response = expectStatus(await context.http.get('/livez', { 'X-Request-Id': id }), 200);
        const made = response.header('x-request-id') ?? '';
        expectTrue(response, 'a new X-Request-Id', requestId.test(made) && made !== id, `X-Request-Id: ${made}`);
      }
    },
  }),
  onService({
    id: 'headers.request-id-made',
    rule: '§7 without X-Request-Id one is made, another one for every request',
    run: async (context) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => context.http.get('/livez')));
      const ids = new Set(answers.map((answer) => answer.header('x-request-id')));
      const [first] = answers;
      if (first) expectEqual(first, 'the number of different ids of 20', ids.size, 20);
    },
  }),
  onFirst({
    id: 'headers.request-id-in-problem',
    rule: '§4 the requestId of a problem is that of the response',
    run: async (context, resource) => {
      const answers = [
        await context.http.get('/v1/zz-no-such-resource'),
        await context.http.post(collectionPath(resource), '{'),
        await context.http.send({ method: 'PUT', path: '/livez' }),
      ];
      for (const answer of answers)
        expectEqual(answer, 'requestId', answer.object().requestId, answer.header('x-request-id'));
    },
  }),
  onFirst({
    id: 'headers.no-cors',
    rule: '§7 other origins get no CORS header and the usual answer',
    run: async (context, resource) => {
      const from = { Origin: 'https://not-allowed.example' };
      const row = await context.create(resource);
      const answers = [
        await context.http.get(row.path, from),
        await context.http.patch(row.path, '{}', from),
        await context.http.get('/v1/zz-no-such-resource', from),
      ];
      expectEqual(
        row.response,
        'the statuses',
        answers.map(({ status }) => status),
        [200, 200, 404],
      );
      for (const answer of answers) expectNoCors(answer);
    },
  }),
  onFirst({
    id: 'headers.no-cors-preflight',
    rule: '§7 the preflight of another origin is a usual OPTIONS',
    run: async (context, resource) => {
      const response = await preflight(context.http, collectionPath(resource), 'https://not-allowed.example');
      expectStatus(response, 204);
      expectList(response, 'Allow', collectionMethods);
      expectNoCors(response);
    },
  }),
  onCors(
    'headers.cors-origin',
    '§7 an allowed origin gets itself, Vary and the exposed headers',
    async (http, context) => {
      for (const allowed of [origin, otherOrigin]) {
        for (const path of ['/livez', firstPath(context)])
          expectCors(expectStatus(await http.get(path, { Origin: allowed }), 200), allowed);
      }
    },
  ),
  onCors('headers.cors-on-errors', '§7 an allowed origin can read problems too', async (http, context) => {
    const from = { Origin: origin };
    expectCors(await http.get('/v1/zz-no-such-resource', from), origin);
    expectCors(await http.get(`${firstPath(context)}?limit=0`, from), origin);
    expectCors(await http.send({ method: 'PUT', path: firstPath(context), headers: from }), origin);
    expectCors(await http.post(firstPath(context), '{', from), origin);
    expectCors(await http.post(firstPath(context), '{}', { ...from, 'Content-Type': 'text/plain' }), origin);
  }),
  onCors(
    'headers.cors-other-origins',
    '§7 what only resembles an allowed origin gets no CORS header',
    async (http, context) => {
      for (const other of foreign) {
        expectNoCors(expectStatus(await http.get(firstPath(context), { Origin: other }), 200));
        expectNoCors(expectStatus(await preflight(http, firstPath(context), other), 204));
      }
    },
  ),
  onCors('headers.cors-no-origin', '§7 a request without Origin gets no CORS header', async (http, context) => {
    expectNoCors(expectStatus(await http.get(firstPath(context)), 200));
    expectNoCors(
      expectStatus(await http.options(firstPath(context), { 'Access-Control-Request-Method': 'POST' }), 204),
    );
  }),
  onCors(
    'headers.cors-preflight',
    '§7 a preflight is 204 and names the methods of the path and the headers',
    async (http, context) => {
      const [resource] = context.model.resources;
      if (!resource) return;
      const paths = [
        [collectionPath(resource), collectionMethods],
        [itemPath(resource, context.unusedId()), itemMethods],
        [itemPath(resource, 'x'), itemMethods],
        ['/livez', operationMethods],
      ] as const;
      for (const [path, methods] of paths) {
        const response = expectStatus(await preflight(http, path, origin), 204);
        expectCors(response, origin);
        expectList(response, 'Access-Control-Allow-Methods', methods);
        expectList(response, 'Access-Control-Allow-Headers', [
          'Content-Type',
          'If-Match',
          'If-None-Match',
          'X-Request-Id',
        ]);
        expectHeader(response, 'Access-Control-Max-Age', '600');
        expectEqual(response, 'the length of the body', response.bytes.length, 0);
      }
    },
  ),
  onCors('headers.cors-preflight-unknown-path', '§7 a preflight of an unknown path is 404', async (http) => {
    expectProblem(await preflight(http, '/v1/zz-no-such-resource', origin), 'not-found');
  }),
  onCors(
    'headers.cors-options',
    '§7 OPTIONS without Access-Control-Request-Method is no preflight',
    async (http, context) => {
      const response = expectStatus(await http.options(firstPath(context), { Origin: origin }), 204);
      expectHeader(response, 'Access-Control-Allow-Origin', origin);
      expectNoHeader(response, 'Access-Control-Allow-Methods');
      expectList(response, 'Allow', collectionMethods);
    },
  ),
  onCors('headers.cors-no-credentials', '§7 CORS never allows credentials or every origin', async (http, context) => {
    for (const response of [
      await http.get(firstPath(context), { Origin: origin }),
      await preflight(http, firstPath(context), origin),
    ]) {
      expectNoHeader(response, 'Access-Control-Allow-Credentials');
      expectTrue(response, 'no star', response.header('access-control-allow-origin') !== '*');
    }
  }),
];
