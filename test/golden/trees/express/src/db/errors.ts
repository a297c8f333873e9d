const codes = /^SQLITE_(BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOTADB|PROTOCOL|READONLY)/;

/** Is it the database that failed, rather than a statement? */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Error && "code" in error && codes.test(String(error.code));
}
