"""What a list asks for, as a statement."""

import operator
from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, select, tuple_

from app.core.base import Record
from app.core.lists import ListQuery

RecordT = TypeVar("RecordT", bound=Record)

_COMPARE: Final[dict[str, Callable[[Any, Any], ColumnElement[bool]]]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda column, values: column.in_(values),
    "isNull": lambda column, wanted: column.is_(None) if wanted else column.is_not(None),
}


def select_page(model: type[RecordT], query: ListQuery) -> Select[RecordT]:
    """One row more than the page has, to know whether there is a next one."""
    columns = [getattr(model, query.by.attribute), model.id]
    conditions = [
        _COMPARE[operation](getattr(model, attribute), value)
        for attribute, operation, value in query.conditions
    ]
    if query.after:
        compare = operator.lt if query.descending else operator.gt
        conditions.append(compare(tuple_(*columns), query.after))
    order = [column.desc() if query.descending else column for column in columns]
    return select(model).where(*conditions).order_by(*order).limit(query.limit + 1)
