"""Django's SQLite backend, with tables and values as the other services on a database have them."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.backends.sqlite3 import base, features, operations, schema
from django.db.models import Field, Model

from app.core.fields import format_datetime

sqlite3.register_adapter(UUID, str)

_INTEGERS: Final = (
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "BooleanField",
    "DecimalField",
    "DurationField",
    "IntegerField",
    "OneToOneField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SmallAutoField",
    "SmallIntegerField",
)


class DatabaseFeatures(features.DatabaseFeatures):
    has_native_uuid_field = True  # the adapter above makes it look so


class DatabaseOperations(operations.DatabaseOperations):
    """Moments are RFC 3339 in UTC; 1.10 with 2 decimal places is 110."""

    def adapt_datetimefield_value(self, value: dt.datetime | None) -> Any:
        return None if value is None else format_datetime(value.astimezone(dt.UTC))

    def adapt_decimalfield_value(
        self, value: Decimal | None, _digits: int | None = None, decimal_places: int | None = None
    ) -> Any:
        return None if value is None else int(value.scaleb(decimal_places or 0))

    def get_decimalfield_converter(self, expression: Any) -> Callable[..., Decimal | None]:
        places = expression.output_field.decimal_places or 0

        def convert(value: float | None, *_: object) -> Decimal | None:
            return None if value is None else Decimal(str(value)).scaleb(-places)

        return convert

    def datetime_cast_date_sql(self, sql: str, *rest: Any) -> Any:
        return super().datetime_cast_date_sql(_spaced(sql), *rest)

    def datetime_cast_time_sql(self, sql: str, *rest: Any) -> Any:
        return super().datetime_cast_time_sql(_spaced(sql), *rest)

    def datetime_extract_sql(self, kind: str, sql: str, *rest: Any) -> Any:
        return super().datetime_extract_sql(kind, _spaced(sql), *rest)

    def datetime_trunc_sql(self, kind: str, sql: str, *rest: Any) -> Any:
        return super().datetime_trunc_sql(kind, _spaced(sql), *rest)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Another service on the same database may have made the tables already."""

    sql_create_table = "CREATE TABLE IF NOT EXISTS %(table)s (%(definition)s) STRICT"
    sql_create_index = schema.DatabaseSchemaEditor.sql_create_index.replace(
        "INDEX", "INDEX IF NOT EXISTS"
    )
    sql_create_inline_fk = "REFERENCES %(to_table)s (%(to_column)s) ON DELETE RESTRICT"
    sql_create_column_inline_fk = sql_create_inline_fk

    def column_sql(
        self, model: type[Model], field: "Field[Any, Any]", *rest: Any, **options: Any
    ) -> Any:
        definition, parameters = super().column_sql(model, field, *rest, **options)
        if definition and field.remote_field:
            table = model._meta.db_table.removeprefix("new__")  # a table in the making
            definition += f' CONSTRAINT "{table}_{field.column}_fkey"'
        return definition, parameters


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    data_types = {
        **dict.fromkeys(base.DatabaseWrapper.data_types, "TEXT"),
        **dict.fromkeys(_INTEGERS, "INTEGER"),
        "BinaryField": "BLOB",
        "FloatField": "REAL",
    }


def _spaced(sql: str) -> str:
    """As Django's own functions read a moment."""
    return f"REPLACE(RTRIM({sql}, 'Z'), 'T', ' ')"
