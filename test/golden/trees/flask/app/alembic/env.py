from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from app import models  # noqa: F401
from app.core.base import Base
from app.core.config import Settings
from app.core.database import Database


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Migrations name the types of the database, not those of the application, which change."""
    if kind == "type" and isinstance(item, TypeDecorator) and autogen.dialect:
        return f"sa.{item.load_dialect_impl(autogen.dialect)!r}"
    return False


def run_migrations(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


if connection := context.config.attributes.get("connection"):
    run_migrations(connection)
else:
    database = Database(Settings().database_url)
    with database.writer.begin() as connection:
        run_migrations(connection)
    database.close()
