"""PostgreSQL: how it is reached, and what its errors mean."""

import re
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import UniqueViolation
from sqlalchemy import UniqueConstraint, create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.core.base import Base

WAIT_SECONDS: Final = 5

_URL: Final = re.compile(r"postgres(ql)?://.+")
_PORTS: Final = re.compile(r"\d{0,5}(,\d{0,5})*")
_PASSING: Final = re.compile(r"08|25006|40|53|57P|58")
"""Connections, conflicts, resources, shutdowns, disks: appendix A of PostgreSQL's manual."""


class Database:
    """A pool of connections, which may be fewer than the threads that ask for one.

    So nobody keeps one while waiting for a thread: what is read gives its connection back before
    the answer is made. It is one statement, and needs no transaction.
    """

    def __init__(self, url: str, connections: int = 1) -> None:
        self.writer = create_engine(
            "postgresql+psycopg://",
            creator=lambda: _connect(url),
            pool_size=connections,
            max_overflow=0,
            pool_timeout=WAIT_SECONDS,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",  # the locks of rows do the rest
            hide_parameters=True,  # they would be in the log with an error
        )
        self.reader = self.writer.execution_options(isolation_level="AUTOCOMMIT")

    def ping(self) -> None:
        with self.reader.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        self.writer.dispose()


def check_url(url: str) -> str:
    try:
        ports = str(conninfo_to_dict(url).get("port", ""))
    except psycopg.ProgrammingError:
        ports = "unreadable"
    if not (_URL.fullmatch(url) and _PORTS.fullmatch(ports)):
        raise ValueError("must be postgresql://<user>:<password>@<host>:<port>/<database>")
    return url


def is_unavailable(error: Exception) -> bool:
    """Whether it is the database that failed, rather than a statement."""
    sqlstate = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    if sqlstate:
        return _PASSING.match(sqlstate) is not None
    return isinstance(error, OperationalError | PoolTimeoutError)


def unique_column(error: IntegrityError) -> str | None:
    """The column that had to be unique, or None when something else is wrong."""
    if not isinstance(error.orig, UniqueViolation):
        return None
    violated = error.orig.diag
    constraints = Base.metadata.tables[str(violated.table_name)].constraints
    names = {constraint.name: constraint for constraint in constraints}
    constraint = names.get(violated.constraint_name)
    return constraint.columns[0].name if isinstance(constraint, UniqueConstraint) else None


def _connect(url: str) -> psycopg.Connection:
    parameters: dict[str, Any] = {
        "client_encoding": "utf8",
        "connect_timeout": WAIT_SECONDS,
        "tcp_user_timeout": WAIT_SECONDS * 1000,  # for a server that is gone without a word
        **conninfo_to_dict(url),
    }
    connection = psycopg.connect(**parameters, autocommit=True)
    connection.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'")  # how psycopg reads moments
    connection.autocommit = False
    return connection
