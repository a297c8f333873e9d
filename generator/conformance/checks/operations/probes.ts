import { expectEqual, expectOk, expectProblem, expectTrue } from '../../expect.ts';
import type { Check } from '../../types.ts';
import { onService } from '../define.ts';
import { optional } from './optional.ts';

export const probesChecks: readonly Check[] = [
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
      for (const path of ['/livez?limit=0', '/readyz?x=1&x=2']) {
        const response = await context.http.get(path);
        expectEqual(response, 'the body', expectOk(response), { status: 'ok' });
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
