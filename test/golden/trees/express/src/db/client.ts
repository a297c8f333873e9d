import { Kysely, sql } from "kysely";
import type { Config } from "../config.ts";
import { unavailable } from "../http/problem.ts";
import type { TaskTable } from "../modules/tasks/table.ts";
import { createDialect } from "./dialect.ts";

export interface Tables {
  tasks: TaskTable;
}

export type Database = Kysely<Tables>;

export function openDatabase(config: Config): Database {
  return new Kysely<Tables>({ dialect: createDialect(config) });
}

/** @throws Problem if the database doesn't answer. */
export async function ping(db: Database): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    throw unavailable(error);
  }
}
