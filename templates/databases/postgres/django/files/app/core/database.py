"""PostgreSQL: how it is reached, and what its errors mean."""

import re
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.core.management import call_command
from django.db import (
    Error,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from django.db.models import Model
from psycopg import ProgrammingError, sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import UniqueViolation

CONNECT_TIMEOUT_SECONDS: Final = 5
MAX_NAME_LENGTH: Final = 63

# Connections, transactions in conflict, resources, shutdowns, a standby: PostgreSQL's appendix A.
_UNAVAILABLE: Final = re.compile("08|25006|40|53|57P|58")


def check_url(url: str) -> str:
    with suppress(ProgrammingError):
        if re.match("postgres(ql)?://.", url):
            ports = conninfo_to_dict(url).get("port") or ""
            if re.fullmatch("[0-9,]*", str(ports)):
                return url
    raise ValueError("must be postgresql://…")


def database_at(url: str, pool_max: int) -> dict[str, Any]:
    parameters = conninfo_to_dict(url)
    return {
        "ENGINE": "app.core.postgres",
        "NAME": parameters.pop("dbname", parameters.get("user")),
        "USER": parameters.pop("user", ""),
        "PASSWORD": parameters.pop("password", ""),
        "HOST": parameters.pop("host", ""),
        "PORT": parameters.pop("port", ""),
        "OPTIONS": {"connect_timeout": CONNECT_TIMEOUT_SECONDS, **parameters},
        "POOL_MAX": pool_max,
    }


def migrate() -> None:
    """In one transaction, for which processes that start at the same time wait.

    What can't be in one (AddIndexConcurrently) is for `manage.py migrate`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('initial tables'))")
        call_command("migrate", verbosity=0)
    connection.close()


def ping() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def hold(model: type[Model], row_id: UUID) -> bool:
    """Whether there is such a row, which then stays until the transaction ends."""
    query = sql.SQL("SELECT 1 FROM {} WHERE id = %s FOR KEY SHARE")
    with connection.cursor() as cursor:
        cursor.execute(query.format(sql.Identifier(model._meta.db_table)), [row_id])
        return cursor.fetchone() is not None


def is_unavailable(error: Error) -> bool:
    """Whether it is the database that failed, rather than a statement."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state is None:
        return isinstance(error, InterfaceError | OperationalError)
    return _UNAVAILABLE.match(state) is not None


def unique_column(error: IntegrityError) -> str | None:
    """The column that had to be unique, or None when it was a foreign key."""
    if not isinstance(error.__cause__, UniqueViolation):
        return None
    violated = error.__cause__.diag
    columns = {
        f"{model._meta.db_table}_{field.column}_key"[:MAX_NAME_LENGTH]: field.column
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model._meta.db_table == violated.table_name
    }
    return columns.get(violated.constraint_name or "")
