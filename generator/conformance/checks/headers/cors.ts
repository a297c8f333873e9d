import { type Context, collectionPath } from '../../context.ts';
import {
  expectEqual,
  expectHeader,
  expectList,
  expectNoHeader,
  expectProblem,
  expectStatus,
  expectTrue,
} from '../../expect.ts';
import type { Http } from '../../http.ts';
import type { HttpResponse } from '../../response.ts';
import type { Check } from '../../types.ts';
import { needsLaunch, onFirst, onService } from '../define.ts';
import { collectionMethods, itemMethods, itemPath, operationMethods } from '../paths.ts';

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

export const corsChecks: readonly Check[] = [
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
