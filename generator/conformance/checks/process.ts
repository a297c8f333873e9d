import { type Context, collectionPath } from '../context.ts';
import { expectEqual, expectHeader, expectOk, expectProblem, expectStatus } from '../expect.ts';
import { Failure, Skip, shown } from '../failure.ts';
import { Http } from '../http.ts';
import { jsonText } from '../json.ts';
import { eventually } from '../logs.ts';
import { type Environment, startLine } from '../services.ts';
import { connect } from '../socket.ts';
import type { Check, Launched, Target } from '../types.ts';
import { needsLaunch, onFirst, onService } from './define.ts';
import { logChecks } from './logs.ts';
import { collectionMethods, pause } from './paths.ts';

/** sysexits.h: EX_CONFIG. */
const badConfiguration = 78;

const needsDatabase = ({ database }: Target): string | undefined =>
  database ? undefined : 'verify can’t take the database away from this service';

/** Values that no variable of this name takes. */
const badVariables: Readonly<Record<string, readonly string[]>> = {
  APP_ENV: ['staging', 'PRODUCTION'],
  PORT: ['65536', 'http', '-1', '80.5'],
  LOG_LEVEL: ['verbose', '3'],
  LOG_FORMAT: ['xml', 'text'],
  DATABASE_URL: ['mysql://user:hunter2@localhost/x', 'nonsense'],
  MIGRATE_ON_START: ['maybe', '2'],
  SHUTDOWN_TIMEOUT_MS: ['soon', '-1'],
  CORS_ORIGINS: ['not an origin', 'https://app.example.com/path'],
  DOCS_ENABLED: ['maybe', '2'],
  METRICS_ENABLED: ['maybe', 'nope'],
};

/** Starting may take some seconds on a busy machine. */
const startMs = 20_000;

async function exitOf(launched: Launched, env: Environment, expected: string, ms = startMs): Promise<number | string> {
  const exit = await Promise.race([launched.exited, pause(ms).then(() => undefined)]);
  if (exit === undefined) throw new Failure(startLine(env), expected, `still running after ${ms / 1000} s`);
  return exit;
}

async function expectRefused(context: Context, env: Environment): Promise<void> {
  const launched = await context.launch(env);
  const expected = `exit status ${badConfiguration}, and ${Object.keys(env).join(', ')} named on standard error`;
  const exit = await exitOf(launched, env, expected);
  const unnamed = Object.keys(env).filter((name) => !launched.stderr().includes(name));
  if (exit === badConfiguration && unnamed.length === 0) return;
  throw new Failure(
    startLine(env),
    expected,
    `exit ${exit}, ${unnamed.join(', ') || 'nothing'} not named: ${shown(launched.stderr())}`,
  );
}

/** A create whose second half is still to come. */
async function halfSent(context: Context, launched: Launched) {
  const http = new Http(launched.baseUrl);
  const [resource] = context.resources;
  // References of the body would have to be created in the launched service, so the body is one that is refused.
  const path = resource ? collectionPath(resource) : '/';
  const body = jsonText({ zzUnknown: 'x'.repeat(100) });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  const sending = http.open({ method: 'POST', path, headers });
  sending.write(body.slice(0, 50));
  // Long enough for the head and half of the body to be with the service.
  await pause(150);
  return { http, finish: () => sending.finish(body.slice(50)), abandon: () => sending.abandon() };
}

const signalled = (signal: string): string => `(start the service, then kill -${signal} it)`;

export const processChecks: readonly Check[] = [
  ...logChecks,
  onService({
    id: 'process.every-bad-variable',
    rule: '§7 every bad variable is named on standard error, and the process exits with 78',
    needs: needsLaunch,
    run: async (context) => {
      for (const index of [0, 1]) {
        await expectRefused(
          context,
          Object.fromEntries(Object.entries(badVariables).map(([name, values]) => [name, values[index] ?? ''])),
        );
      }
    },
  }),
  onService({
    id: 'process.one-bad-variable',
    rule: '§7 one bad variable is enough, and only that one is named',
    needs: needsLaunch,
    run: async (context) => {
      const env = { LOG_LEVEL: 'verbose' };
      await expectRefused(context, env);
      const launched = await context.launch(env);
      await exitOf(launched, env, 'an exit');
      const named = Object.keys(badVariables).filter((name) => new RegExp(`\\b${name}\\b`).test(launched.stderr()));
      if (named.join() !== 'LOG_LEVEL')
        throw new Failure(
          startLine(env),
          'LOG_LEVEL named, and no other variable',
          `${named.join(', ')}: ${shown(launched.stderr())}`,
        );
    },
  }),
  onService({
    id: 'process.bad-port',
    rule: '§7 a PORT is 0..65535',
    needs: needsLaunch,
    run: async (context) => {
      for (const PORT of (badVariables.PORT ?? []).slice(2)) await expectRefused(context, { PORT });
    },
  }),
  onService({
    id: 'process.configuration-hides-secrets',
    rule: '§7 no secrets: the password in a bad DATABASE_URL is not shown',
    needs: needsLaunch,
    run: async (context) => {
      const env = { DATABASE_URL: 'mysql://user:hunter2@localhost/x' };
      const launched = await context.launch(env);
      await exitOf(launched, env, 'an exit');
      const written = launched.stdout() + launched.stderr();
      if (written.includes('hunter2'))
        throw new Failure(startLine(env), 'an error without the password', shown(written));
    },
  }),
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
    run: async (context) => {
      const launched = await context.launch({});
      const request = await halfSent(context, launched);
      try {
        launched.kill('SIGTERM');
        await pause(300);
        expectProblem(await request.finish(), 'validation-error');
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
    run: async (context) => {
      const launched = await context.launch({});
      const request = await halfSent(context, launched);
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
        expectProblem(await request.finish(), 'validation-error');
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
    run: async (context) => {
      const launched = await context.launch({ SHUTDOWN_TIMEOUT_MS: '300' });
      const request = await halfSent(context, launched);
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
  onService({
    id: 'process.docs-disabled',
    rule: '§2 DOCS_ENABLED=false makes /openapi.json and /docs unknown paths',
    needs: needsLaunch,
    run: async (context) => {
      const { http } = await context.service({ DOCS_ENABLED: 'false', METRICS_ENABLED: 'true' });
      for (const path of ['/openapi.json', '/docs']) {
        for (const method of ['GET', 'POST', 'OPTIONS']) expectProblem(await http.send({ method, path }), 'not-found');
      }
      expectStatus(await http.get('/metrics'), 200);
    },
  }),
  onService({
    id: 'process.metrics-disabled',
    rule: '§2 METRICS_ENABLED=false makes /metrics an unknown path',
    needs: needsLaunch,
    run: async (context) => {
      const { http } = await context.service({ METRICS_ENABLED: 'false' });
      for (const method of ['GET', 'POST', 'OPTIONS'])
        expectProblem(await http.send({ method, path: '/metrics' }), 'not-found');
      expectStatus(await http.get('/openapi.json'), 200);
    },
  }),
  onService({
    id: 'process.every-environment',
    rule: '§7 APP_ENV is development, test or production, and the answers are the same',
    needs: needsLaunch,
    run: async (context) => {
      const [resource] = context.model.resources;
      for (const APP_ENV of ['production', 'test']) {
        const { http } = await context.service({ APP_ENV });
        expectOk(await http.get('/readyz'));
        expectProblem(await http.get('/v1/zz-no-such-resource'), 'not-found');
        if (resource)
          expectEqual(
            await http.get(collectionPath(resource)),
            'the items of a new database',
            expectOk(await http.get(collectionPath(resource))).items,
            [],
          );
      }
    },
  }),
  onFirst({
    id: 'process.database-in-memory',
    rule: '§7 DATABASE_URL=sqlite::memory: keeps the rows of one process',
    needs: needsLaunch,
    run: async (context, resource) => {
      const env = { DATABASE_URL: 'sqlite::memory:' };
      const launched = await context.launch(env);
      const exit = await Promise.race([launched.exited, pause(0).then(() => undefined)]);
      if (exit === badConfiguration && launched.stderr().includes('DATABASE_URL'))
        throw new Skip('the service was made for another database than SQLite');
      if (exit !== undefined)
        throw new Failure(startLine(env), 'a running process', `exit ${exit}: ${shown(launched.stderr())}`);
      const http = new Http(launched.baseUrl);
      try {
        const lists = await Promise.all(Array.from({ length: 10 }, () => http.get(collectionPath(resource))));
        for (const list of lists)
          expectEqual(list, 'the list of a new database', expectOk(list), { items: [], nextCursor: null });
        expectHeader(
          await http.options(collectionPath(resource)),
          'Allow',
          (await http.options(collectionPath(resource))).header('allow') ?? collectionMethods.join(', '),
        );
      } finally {
        http.close();
      }
    },
  }),
  onService({
    id: 'process.database-lost',
    rule: '§2 /readyz is 503 within 2 s of the loss of the database, and 200 again without a restart',
    needs: needsDatabase,
    run: async (context) => {
      await withoutDatabase(context, async () => {
        const lost = await eventually(async () => {
          const response = await context.http.get('/readyz');
          return response.status === 503 ? response : undefined;
        }, 2000);
        if (!lost) throw (await context.http.get('/readyz')).failure('503 within 2 s');
        expectProblem(lost, 'unavailable');
      });
      const back = await eventually(async () => {
        const response = await context.http.get('/readyz');
        return response.status === 200 ? response : undefined;
      }, 10_000);
      if (!back) throw (await context.http.get('/readyz')).failure('200 again within 10 s');
    },
  }),
  onFirst({
    id: 'process.database-lost-problem',
    rule: '§7 database away: a 503 problem with Retry-After, not 500',
    needs: needsDatabase,
    run: async (context, resource) => {
      const row = await context.create(resource);
      await withoutDatabase(context, async () => {
        for (const path of [row.path, collectionPath(resource)]) {
          const response = await context.http.get(path);
          expectProblem(response, 'unavailable');
          const retryAfter = response.header('retry-after') ?? '';
          if (!/^[0-9]+$/.test(retryAfter))
            throw response.failure('Retry-After in seconds', `Retry-After: ${retryAfter}`);
        }
      });
      const back = await eventually(
        async () => ((await context.http.get(row.path)).status === 200 ? true : undefined),
        10_000,
      );
      if (!back) throw (await context.http.get(row.path)).failure('200 again within 10 s, without a restart');
    },
  }),
  onService({
    id: 'process.livez-without-database',
    rule: '§2 /livez never touches the database',
    needs: needsDatabase,
    run: (context) => withoutDatabase(context, async () => void expectOk(await context.http.get('/livez'))),
  }),
];

async function withoutDatabase(context: Context, work: () => Promise<void>): Promise<void> {
  const { database } = context.target;
  if (!database) throw new Error('This check needs a database that can be taken away; its `needs` must say so.');
  await database.stop();
  try {
    await work();
  } finally {
    await database.start();
  }
}
