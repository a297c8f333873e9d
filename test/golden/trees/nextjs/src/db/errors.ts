import Libsql from "libsql";

export class DatabaseUnavailableError extends Error {}

/** Is it the database that failed, rather than a statement? */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError) return true;
  const codes = /^SQLITE_(BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOTADB|PROTOCOL|READONLY)/;
  return error instanceof Libsql.SqliteError && codes.test(error.code);
}
