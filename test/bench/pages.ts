// What the last page of a long list costs beside the first one, on one stack of each data layer and on each database.
// Usage: npm run bench:pages [rows]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { openScratch } from '../../generator/scratch.ts';
import { type PostgresServer, startPostgres } from '../setup/postgres.ts';
import { prepareService, runCommand, startPrepared } from '../setup/service.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = 100;
const sorts = { createdAt: 'created_at', name: 'name' } as const;
type Sort = keyof typeof sorts;

/** Rows with moments of their own, and names that thousands share. */
const columns = 'id, row_version, created_at, updated_at, name';
const fillPostgres = `
  INSERT INTO authors (${columns})
  SELECT gen_random_uuid(), 1, moment, moment, 'name ' || i % 997
  FROM generate_series(1, ${rows}) i, LATERAL (SELECT timestamptz '2020-01-01' + i * interval '1 s') m (moment);
  ANALYZE authors`;
const fillSqlite = `
import sqlite3, sys, uuid, datetime
db = sqlite3.connect(sys.argv[1])
start = datetime.datetime(2020, 1, 1)
def row(i):
    moment = (start + datetime.timedelta(seconds=i)).isoformat() + '.000Z'
    return (str(uuid.uuid4()), 1, moment, moment, f'name {i % 997}')
db.executemany('INSERT INTO authors (${columns}) VALUES (?, ?, ?, ?, ?)', map(row, range(1, ${rows} + 1)))
db.execute('ANALYZE')
db.commit()`;

async function fill(database: Database, url: string): Promise<void> {
  if (!database.server) {
    execFileSync('python3', ['-c', fillSqlite, url.replace('sqlite:///', '')]);
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(fillPostgres);
  await client.end();
}

async function list(baseUrl: string, query: string) {
  const response = await fetch(`${baseUrl}/v1/authors?${query}`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as { items: Record<string, string>[]; nextCursor: string | null };
}

const page = (baseUrl: string, sort: Sort, cursor?: string) =>
  list(baseUrl, `limit=20&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`);

/** The cursor that leads to the last twenty rows. */
async function lastCursor(baseUrl: string, sort: Sort): Promise<string> {
  const { items } = await list(baseUrl, `limit=21&sort=-${sort}`);
  const before = items.at(-1);
  return Buffer.from(JSON.stringify([1, sort, before?.[sort], before?.id])).toString('base64url');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

let log = '';
/** The latest plan, which is of the last page, of a query that names the column. */
const planOf = (column: string): string =>
  log
    .split(/\n(?=\S)/)
    .filter((entry) => entry.includes('plan:') && entry.includes(column))
    .at(-1)
    ?.replace(/^[\s\S]*?(?=^\s*Limit)/m, '') ?? '';

async function measure(stack: Stack, database: Database, server: PostgresServer, folder: string): Promise<void> {
  const own = join(folder, `${stack.id}-${database.id}`);
  mkdirSync(own);
  const service = await prepareService({ stack, database, model: 'bookstore', folder: own });
  const scratch = await openScratch(database, server.url);
  const env = { DATABASE_URL: await scratch.create() };
  await runCommand(service, stack.commands.migrate, env);
  await fill(database, env.DATABASE_URL);
  const { baseUrl, stop } = await startPrepared(service, env);
  try {
    for (const sort of Object.keys(sorts) as Sort[]) {
      const cursor = await lastCursor(baseUrl, sort);
      if ((await page(baseUrl, sort, cursor)).nextCursor !== null) throw new Error('this is not the last page');
      const first: number[] = [];
      const last: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        first.push(await timed(() => page(baseUrl, sort)));
        last.push(await timed(() => page(baseUrl, sort, cursor)));
      }
      const ratio = median(last) / median(first);
      const cells = [database.id, stack.id, sort, `${ratio.toFixed(2)} ×`];
      console.log(cells.map((cell) => cell.padEnd(12)).join(''));
      if (database.server) console.log(planOf(sorts[sort]));
    }
  } finally {
    await stop();
    await scratch.close();
  }
}

const { stacks, databases } = loadCatalog();
const oneOfEach = stacks.filter(({ data }, index) => stacks.findIndex((stack) => stack.data === data) === index);
const folder = mkdtempSync(join(tmpdir(), 'twinstack-pages-'));
const explain = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
};
const server = await startPostgres(explain, (text) => {
  log = (log + text).slice(-100_000);
});
try {
  console.log(`the last 20 of ${rows} rows beside the first 20, medians of ${rounds} requests each`);
  for (const database of databases) {
    for (const stack of oneOfEach) await measure(stack, database, server, folder);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
