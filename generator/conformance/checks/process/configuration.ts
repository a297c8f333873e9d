import { type Context, collectionPath } from '../../context.ts';
import { expectEqual, expectOk, expectProblem, expectStatus } from '../../expect.ts';
import { Failure, Skip, shown } from '../../failure.ts';
import { Http } from '../../http.ts';
import { type Environment, startLine } from '../../services.ts';
import type { Check, Launched } from '../../types.ts';
import { needsLaunch, onFirst, onService } from '../define.ts';
import { pause } from '../paths.ts';
import { pretty, silent } from './variants.ts';

/** sysexits.h: EX_CONFIG. */
const badConfiguration = 78;

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

async function expectRefused(context: Context, env: Environment): Promise<Launched> {
  const launched = await context.launch(env);
  const expected = `exit status ${badConfiguration}, and ${Object.keys(env).join(', ')} named on standard error`;
  const exit = await exitOf(launched, env, expected);
  const unnamed = Object.keys(env).filter((name) => !launched.stderr().includes(name));
  if (exit === badConfiguration && unnamed.length === 0) return launched;
  throw new Failure(
    startLine(env),
    expected,
    `exit ${exit}, ${unnamed.join(', ') || 'nothing'} not named: ${shown(launched.stderr())}`,
  );
}

export const configurationChecks: readonly Check[] = [
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
      const launched = await expectRefused(context, env);
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
    id: 'process.docs-disabled',
    rule: '§2 DOCS_ENABLED=false makes /openapi.json and /docs unknown paths',
    needs: needsLaunch,
    run: async (context) => {
      const { http } = await context.service(silent);
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
      const { http } = await context.service(pretty);
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
      for (const variant of [silent, pretty]) {
        const { http } = await context.service(variant);
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
        const row = await context.at(http).create(resource);
        // Every connection of a pool would have an empty database of its own.
        const reads = await Promise.all(Array.from({ length: 10 }, () => http.get(row.path)));
        for (const read of reads) expectEqual(read, 'the row', expectOk(read), row.item);
      } finally {
        http.close();
      }
    },
  }),
];
