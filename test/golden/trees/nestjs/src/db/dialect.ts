import { mkdirSync, statSync } from "node:fs";
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
import { DatabaseUnavailableError } from "./errors.ts";

/** `sqlite:///` and a path, which is absolute where another slash follows. */
export const databaseUrl = z
  .string()
  .regex(/^sqlite:(:memory:|\/\/\/.+)$/, "must be sqlite:///… or sqlite::memory:");

/** SQLite through libsql: one connection, which runs one statement after another. */
export function createDialect(url: string): Dialect {
  const database = new LibsqlDatabase(url.replace(/^sqlite:(\/\/\/)?/, ""));
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver({ database }),
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

/** Follows the path, not the file: writing to a file that was moved away would lose the data. */
class LibsqlDatabase implements SqliteDatabase {
  readonly #path: string;
  #connection: Libsql.Database | undefined;
  #inode: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#open().prepare(sql);
    return {
      reader: statement.reader,
      all: (parameters) => statement.all(parameters.map(toParameter)),
      run: (parameters) => statement.run(parameters.map(toParameter)),
      iterate: (parameters) => statement.iterate(parameters.map(toParameter)),
    };
  }

  close() {
    this.#connection?.close();
    this.#connection = undefined;
  }

  #open(): Libsql.Database {
    const inode = inodeOf(this.#path);
    const isCurrent = this.#connection?.inTransaction || inode === this.#inode;
    if (this.#connection && isCurrent) return this.#connection;
    if (this.#inode && !inode) throw new DatabaseUnavailableError("The database file is gone.");
    this.close();
    this.#connection = connect(this.#path);
    this.#inode = inodeOf(this.#path);
    return this.#connection;
  }
}

function connect(path: string): Libsql.Database {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    const connection = new Libsql(path);
    connection.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA foreign_keys = ON;
    `);
    return connection;
  } catch (cause) {
    throw new DatabaseUnavailableError("The database can't be opened.", { cause });
  }
}

const inodeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.ino;

/** What can be bound to a statement: a boolean would end the process. */
const toParameter = (value: unknown) => (typeof value === "boolean" ? Number(value) : value);
