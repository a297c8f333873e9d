from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.core.base import Base
from app.core.database import Database


def test_models_and_migrations_agree(database: Database) -> None:
    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
