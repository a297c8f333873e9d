"""Prints what a SQLite file's tables are, however their statements were written: `python3 schema.py <file>`."""

import json
import re
import sqlite3
import sys

BOOKKEEPING = re.compile(r"sqlite_|alembic_|kysely_|django_|auth_")
CONSTRAINT = re.compile(r'CONSTRAINT "?(\w+)"? (CHECK \(|UNIQUE|FOREIGN KEY|REFERENCES)', re.IGNORECASE)
KINDS = {"REFERENCES": "FOREIGN KEY"}


def checks(sql: str) -> dict[str, str]:
    """The expressions of the CHECK constraints, by their names, without quotes of names, brackets and spaces."""
    found = {}
    for match in re.finditer(r'CONSTRAINT "?(\w+)"? CHECK \(', sql, re.IGNORECASE):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        found[match[1]] = re.sub(r'["()\s]', "", sql[match.end() : end - 1]).lower()
    return found


def describe(database: sqlite3.Connection, table: str, sql: str, strict: int) -> dict[str, object]:
    indexes = {}
    for _, name, unique, origin, partial in database.execute(f"PRAGMA index_list('{table}')"):
        columns = [row[2:5] for row in database.execute(f"PRAGMA index_xinfo('{name}')") if row[5]]
        key = f"({origin} {columns})" if name.startswith("sqlite_autoindex") else name
        indexes[key] = [unique, partial, columns]
    constraints = CONSTRAINT.findall(sql)
    return {
        "strict": strict,
        "columns": list(database.execute(f"PRAGMA table_xinfo('{table}')")),
        "foreign keys": sorted(row[2:] for row in database.execute(f"PRAGMA foreign_key_list('{table}')")),
        "constraints": sorted((name, KINDS.get(kind.upper(), kind.upper().rstrip(" ("))) for name, kind in constraints),
        "checks": checks(sql),
        "indexes": indexes,
    }


database = sqlite3.connect(sys.argv[1])
strict = {row[1]: row[5] for row in database.execute("PRAGMA table_list")}
tables = {
    name: describe(database, name, sql, strict[name])
    for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    if not BOOKKEEPING.match(name)
}
print(json.dumps(tables, indent=1, sort_keys=True))
