import { Migrator } from "kysely";
import type { Database } from "./client.ts";
import * as initial from "./migrations/0001_initial.ts";

/** Applied in the order of their names. */
const migrations = { "0001_initial": initial };

/** Returns the names of the migrations that were applied. */
export async function migrate(db: Database): Promise<string[]> {
  const provider = { getMigrations: async () => migrations };
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}
