"""Where the tests have their tables: in a database of their own, which is dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url, text

from app.core.base import Base
from app.core.database import Database
from app.core.migrate import migrate

SERVER: Final = os.environ.get("TEST_DATABASE_URL", "postgresql://app:app@127.0.0.1:5432/app")


@contextmanager
def new_database() -> Iterator[str]:
    """Make a database with empty tables, yield its URL, and drop it."""
    name = f"test-{uuid4()}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            url = make_url(SERVER).set(database=name).render_as_string(hide_password=False)
            database = Database(url)
            migrate(database.writer)
            database.close()
            yield url
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def delete_rows(database: Database) -> None:
    tables = ", ".join(f'"{name}"' for name in Base.metadata.tables)
    with database.writer.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables}"))
