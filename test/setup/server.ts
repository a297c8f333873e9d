import { startPostgres } from './postgres.ts';

/** A PostgreSQL server for the whole run; TEST_DATABASE_URL leads to it. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startPostgres();
  process.env.TEST_DATABASE_URL = server.url;
  return server.stop;
}
