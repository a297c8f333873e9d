import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import Libsql from "libsql";
import { z } from "zod";
import type { Config } from "../config.ts";

/** `sqlite:///` and a path, which is absolute where another slash follows. */
export const databaseUrl = z
  .string()
  .regex(/^sqlite:(:memory:|\/\/\/.+)$/, "must be sqlite:///… or sqlite::memory:");

/** SQLite through libsql: one connection, which runs one statement after another. */
export function createDialect({ DATABASE_URL }: Config): Dialect {
  const path = DATABASE_URL.replace(/^sqlite:(\/\/\/)?/, "");
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver({ database: async () => open(path) }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new LibsqlQueryCompiler(),
  };
}

class LibsqlAdapter extends SqliteAdapter {
  /** Puts migrations in a transaction, so that two processes can start at the same time. */
  override get supportsTransactionalDdl() {
    return true;
  }
}

class LibsqlDriver extends SqliteDriver {
  /** After a plain `begin`, a transaction that reads before it writes may fail because of another one. */
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

class LibsqlQueryCompiler extends SqliteQueryCompiler {
  /** A boolean that is bound to a statement would end the process. */
  protected override addParameter(value: unknown) {
    super.addParameter(typeof value === "boolean" ? Number(value) : value);
  }
}

/** Kysely asks again with the next query when this fails. */
function open(path: string): Libsql.Database {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    const database = new Libsql(path);
    database.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA foreign_keys = ON;
    `);
    return database;
  } catch (cause) {
    // libsql's own has no code that tells.
    const error = new Error("The database can't be opened.", { cause });
    throw Object.assign(error, { code: "SQLITE_CANTOPEN" });
  }
}
