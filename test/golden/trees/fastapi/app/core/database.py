"""SQLite: how it is opened."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

MEMORY = "sqlite::memory:"
FILE = "sqlite:///"
BUSY_TIMEOUT_SECONDS = 5
THREADS = 40
"""No server here has more: no reader has to wait for a connection."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
    "PRAGMA temp_store = MEMORY"  # a container may have no place for temporary files
)


class Database:
    """One connection writes, for SQLite has one writer at a time, and the others read beside it."""

    def __init__(self, url: str) -> None:
        path = ":memory:" if url == MEMORY else url.removeprefix(FILE)
        self.writer = _open(path, begin="BEGIN IMMEDIATE", connections=1)
        self.reader = self.writer
        if url != MEMORY:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self.reader = _open(path, begin="BEGIN", connections=THREADS)

    def ping(self) -> None:
        with self.reader.connect() as connection:
            connection.execute(text("SELECT 1 FROM sqlite_master"))

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def check_url(url: str) -> str:
    if url != MEMORY and not (url.startswith(FILE) and url.removeprefix(FILE)):
        raise ValueError(f"must be {FILE}<path> or {MEMORY}")
    return url


def _open(path: str, *, begin: str, connections: int) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=path),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_TIMEOUT_SECONDS,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_SECONDS},
        hide_parameters=True,  # they would be in the log with an error
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _entry: object) -> None:
        connection.isolation_level = None  # the driver leaves BEGIN to the next listener
        connection.executescript(_PRAGMAS)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
