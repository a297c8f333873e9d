import { type Context, collectionPath } from '../../context.ts';
import { expectOk, expectProblem } from '../../expect.ts';
import { eventually } from '../../logs.ts';
import type { Check, Target } from '../../types.ts';
import { onFirst, onService } from '../define.ts';

const needsDatabase = ({ database }: Target): string | undefined =>
  database ? undefined : 'verify can’t take the database away from this service';

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

export const databaseChecks: readonly Check[] = [
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
