"""How values are stored, where SQLAlchemy would do it otherwise."""

import datetime as dt
from typing import Final

from sqlalchemy import BIGINT, DOUBLE_PRECISION, TEXT
from sqlalchemy.dialects.postgresql import TIMESTAMP

SORTABLE_TEXT: Final = TEXT(collation="C")
"""Sorts by code point, whatever the locale of the database."""

COLUMN_TYPES: Final = {
    str: TEXT(),
    int: BIGINT(),
    float: DOUBLE_PRECISION(),
    dt.datetime: TIMESTAMP(timezone=True, precision=3),
}
