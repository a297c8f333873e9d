import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from "kysely";
import Libsql from "libsql";
import { z } from "zod";
import type { Config } from "../config.ts";
import { DatabaseUnavailableError } from "./errors.ts";

/** `sqlite:///` and a path, which is absolute where another slash follows. */
export const databaseUrl = z
  .string()
  .regex(/^sqlite:(:memory:|\/\/\/.+)$/, "must be sqlite:///… or sqlite::memory:");

/** SQLite through libsql: one connection, which runs one statement after another. */
export function createDialect({ DATABASE_URL }: Config): Dialect {
  const path = DATABASE_URL.replace(/^sqlite:(\/\/\/)?/, "");
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver({ database: () => open(path) }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
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

/** Kysely asks again with the next query when this fails. */
async function open(path: string): Promise<SqliteDatabase> {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    const connection = new Libsql(path);
    connection.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA foreign_keys = ON;
    `);
    return {
      prepare: (sql) => prepare(connection, sql),
      close: () => void connection.close(),
    };
  } catch (cause) {
    throw new DatabaseUnavailableError("The database can't be opened.", { cause });
  }
}

function prepare(connection: Libsql.Database, sql: string): SqliteStatement {
  const statement = connection.prepare(sql);
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(parameters.map(toParameter)),
    run: (parameters) => statement.run(parameters.map(toParameter)),
    iterate: (parameters) => statement.iterate(parameters.map(toParameter)),
  };
}

/** What can be bound to a statement: a boolean would end the process. */
const toParameter = (value: unknown) => (typeof value === "boolean" ? Number(value) : value);
