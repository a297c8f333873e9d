import type { Resource } from '../../../model/types.ts';
import { type Context, collectionPath } from '../../context.ts';
import { expectProblem, expectStatus } from '../../expect.ts';
import { Failure } from '../../failure.ts';
import { Http } from '../../http.ts';
import { jsonText } from '../../json.ts';
import { eventually } from '../../logs.ts';
import { connect } from '../../socket.ts';
import type { Check, Launched } from '../../types.ts';
import { needsLaunch, onFirst, onService } from '../define.ts';
import { pause } from '../paths.ts';

/** A create whose second half is still to come. */
async function halfSent(context: Context, resource: Resource, launched: Launched) {
  const http = new Http(launched.baseUrl);
  const body = Buffer.from(jsonText(await context.at(http).body(resource)));
  const half = Math.floor(body.length / 2);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  const sending = http.open({ method: 'POST', path: collectionPath(resource), headers });
  sending.write(body.subarray(0, half));
  // An event loop may see a later connection first when both become readable while it looks, but only in that one turn:
  // what is answered in another turn was read after the half.
  expectStatus(await http.get('/livez'), 200);
  expectStatus(await http.get('/livez'), 200);
  return { http, finish: () => sending.finish(body.subarray(half)), abandon: () => sending.abandon() };
}

const signalled = (signal: string): string => `(start the service, then kill -${signal} it)`;

export const shutdownChecks: readonly Check[] = [
  onService({
    id: 'process.sigterm-idle',
    rule: '§7 SIGTERM without running requests: exit status 0 at once, idle connections or not',
    needs: needsLaunch,
    run: async (context) => {
      const launched = await context.launch({});
      const http = new Http(launched.baseUrl);
      const idle = await connect(launched.baseUrl);
      try {
        expectStatus(await http.get('/livez'), 200);
        launched.kill('SIGTERM');
        const exit = await Promise.race([launched.exited, pause(5000).then(() => 'still running after 5 s')]);
        if (exit !== 0) throw new Failure(signalled('TERM'), 'exit status 0 within 5 s', String(exit));
      } finally {
        idle.destroy();
        http.close();
      }
    },
  }),
  onFirst({
    id: 'process.sigterm-drains',
    rule: '§7 after SIGTERM a running request finishes, then exit status 0',
    needs: needsLaunch,
    run: async (context, resource) => {
      const launched = await context.launch({});
      const request = await halfSent(context, resource, launched);
      try {
        launched.kill('SIGTERM');
        await pause(300);
        expectStatus(await request.finish(), 201);
        const exit = await Promise.race([
          launched.exited,
          pause(5000).then(() => 'still running 5 s after the last request'),
        ]);
        if (exit !== 0) throw new Failure(signalled('TERM'), 'exit status 0', String(exit));
      } finally {
        request.http.close();
      }
    },
  }),
  onFirst({
    id: 'process.readyz-while-shutting-down',
    rule: '§7 after SIGTERM /readyz is 503 with Retry-After while requests are running',
    needs: needsLaunch,
    run: async (context, resource) => {
      const launched = await context.launch({});
      const request = await halfSent(context, resource, launched);
      const other = new Http(launched.baseUrl);
      try {
        launched.kill('SIGTERM');
        const unready = await eventually(async () => {
          const response = await other.get('/readyz');
          return response.status === 200 ? undefined : response;
        }, 2000);
        if (!unready)
          throw new Failure(`${signalled('TERM')}; curl -i ${launched.baseUrl}/readyz`, '503 within 2 s', '200');
        expectProblem(unready, 'unavailable');
        const retryAfter = unready.header('retry-after') ?? '';
        if (!/^[0-9]+$/.test(retryAfter)) throw unready.failure('Retry-After in seconds', `Retry-After: ${retryAfter}`);
        expectStatus(await request.finish(), 201);
      } finally {
        request.abandon();
        request.http.close();
        other.close();
      }
    },
  }),
  onFirst({
    id: 'process.shutdown-timeout',
    rule: '§7 a request that takes longer than SHUTDOWN_TIMEOUT_MS doesn’t hold the process up',
    needs: needsLaunch,
    run: async (context, resource) => {
      const launched = await context.launch({ SHUTDOWN_TIMEOUT_MS: '300' });
      const request = await halfSent(context, resource, launched);
      try {
        launched.kill('SIGTERM');
        const exit = await Promise.race([launched.exited, pause(5000).then(() => 'still running after 5 s')]);
        if (exit !== 0)
          throw new Failure(
            `SHUTDOWN_TIMEOUT_MS=300 ${signalled('TERM')} with a request running`,
            'exit status 0 within 5 s',
            String(exit),
          );
      } finally {
        request.abandon();
        request.http.close();
      }
    },
  }),
];
