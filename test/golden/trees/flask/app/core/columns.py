"""How values are stored: SQLite has text, integers and reals, and no more."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import INTEGER, REAL, TEXT, Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.core.fields import format_datetime


class Converted(TypeDecorator[Any]):
    """A type of SQLite, with the way to it from Python and the way back."""

    impl = TEXT
    cache_ok = True

    def __init__(
        self, stored: TypeEngine[Any], store: Callable[[Any], Any], load: Callable[[Any], Any]
    ) -> None:
        super().__init__()
        self.stored = stored
        self.store = store
        self.load = load

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(self.stored)

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        return None if value is None else self.store(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        return None if value is None else self.load(value)


COLUMN_TYPES: Final = {
    str: TEXT(),
    int: INTEGER(),
    float: REAL(),
    bool: Converted(INTEGER(), int, bool),
    UUID: Converted(TEXT(), str, UUID),
    dt.date: Converted(TEXT(), dt.date.isoformat, dt.date.fromisoformat),
    dt.datetime: Converted(TEXT(), format_datetime, dt.datetime.fromisoformat),
}


class ScaledDecimal(Converted):
    """1.10 with a scale of 2 is stored as 110, so that it sorts and adds exactly."""

    cache_ok = True

    def __init__(self, scale: int) -> None:
        super().__init__(
            INTEGER(),
            lambda value: int(value.scaleb(scale)),
            lambda value: Decimal(value).scaleb(-scale),
        )
        self.scale = scale
