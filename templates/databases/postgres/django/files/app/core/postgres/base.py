"""Django's PostgreSQL backend, with a pool, and tables as the other services on a database have them."""

from functools import partial
from typing import Any, ClassVar

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql import base, features, schema
from django.db.models import Field, Model

from app.core.postgres.pool import Pool


class DatabaseFeatures(features.DatabaseFeatures):
    can_defer_constraint_checks = False


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Foreign keys restrict at once, where Django defers them to the end of the transaction."""

    sql_create_fk = (
        "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(column)s) "
        "REFERENCES %(to_table)s (%(to_column)s) ON DELETE RESTRICT"
    )
    sql_create_column_inline_fk = (
        "CONSTRAINT %(name)s REFERENCES %(to_table)s (%(to_column)s) ON DELETE RESTRICT"
    )
    sql_delete_fk = BaseDatabaseSchemaEditor.sql_delete_fk

    def create_model(self, model: type[Model]) -> None:
        """Another service on the same database may be about to make the table, or have made it."""
        self.execute("SELECT pg_advisory_xact_lock(hashtext('initial tables'))")
        if model._meta.db_table not in self.connection.introspection.table_names():
            super().create_model(model)

    def _fk_constraint_name(
        self, model: type[Model], field: "Field[Any, Any]", _suffix: str
    ) -> str:
        return self.quote_name(f"{model._meta.db_table}_{field.column}_fkey")


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures
    data_types = {
        **base.DatabaseWrapper.data_types,
        "CharField": "text",
        "DateTimeField": "timestamp(3) with time zone",
    }
    _pools: ClassVar[dict[str, Pool]] = {}

    @property
    def _pool(self) -> Pool:
        if self.alias not in self._pools:
            self._pools.setdefault(self.alias, Pool(self.settings_dict["POOL_MAX"]))
        return self._pools[self.alias]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connect = partial(super().get_new_connection, conn_params)
        return connect() if self.alias == NO_DB_ALIAS else self._pool.take(connect)

    def close_pool(self) -> None:
        self._pool.close()

    def _close(self) -> None:
        if self.alias == NO_DB_ALIAS:
            self.connection.close()
        else:
            self._pool.give_back(self.connection)
            self.connection = None
