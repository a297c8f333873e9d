from alembic import context
from sqlalchemy import Connection

from app import models  # noqa: F401
from app.core.base import Base
from app.core.config import Settings
from app.core.database import Database


def run_migrations(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


if connection := context.config.attributes.get("connection"):
    run_migrations(connection)
else:
    database = Database(Settings().database_url)
    with database.writer.begin() as connection:
        run_migrations(connection)
    database.close()
