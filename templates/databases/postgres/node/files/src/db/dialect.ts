import { type Dialect, PostgresDialect } from "kysely";
import pg from "pg";
import { z } from "zod";
import type { Config } from "../config.ts";

const { DATE, INT8, TIMESTAMPTZ } = pg.types.builtins;

/** What a row has as text is what the wire has, but for these. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [DATE]: String,
  [INT8]: Number,
  [TIMESTAMPTZ]: (text) => pg.types.getTypeParser(TIMESTAMPTZ)(text).toISOString(),
};

export const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/.+$/, "must be postgresql://…")
  .refine((url) => URL.canParse(url), "must be a URL");

export function createDialect({ DATABASE_URL, DATABASE_POOL_MAX }: Config): Dialect {
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_MAX,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    types: {
      getTypeParser: (id, format) => parsers[id] ?? pg.types.getTypeParser(id, format),
    },
  });
  // A connection that breaks is replaced; the query that it ran is rejected on its own.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const connect = () =>
    pool.connect().catch((cause: unknown) => {
      const error = new Error("The database can't be reached.", { cause });
      // Unable to establish a connection, in the words of PostgreSQL.
      throw Object.assign(error, { code: "08001" });
    });
  return new PostgresDialect({ pool: { connect, end: () => pool.end() } });
}
