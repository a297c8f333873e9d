"""How values are stored: SQLite has text, integers and reals, and no more."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import INTEGER, REAL, TEXT, Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.core.fields import format_datetime


class Converted(TypeDecorator[Any]):
    """A type of SQLite, with the way to it from Python and the way back."""

    impl: Any = TEXT
    cache_ok = True

    def __init__(
        self, stored: TypeEngine[Any], store: Callable[[Any], Any], load: Callable[[Any], Any]
    ) -> None:
        super().__init__()
        self.impl = stored
        self.store = store
        self.load = load

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
