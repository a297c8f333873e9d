"""Finding, saving and removing rows."""

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from app.core.base import Record
from app.core.etag import Tags, require_match
from app.core.lists import ListQuery
from app.core.problem import not_found
from app.core.schemas import RequestBody

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


def find_page(session: Session, model: type[RecordT], query: ListQuery) -> Sequence[RecordT]:
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
    statement = select(model).where(*conditions).order_by(*order).limit(query.limit + 1)
    return session.scalars(statement).all()


def find(session: Session, model: type[RecordT], row_id: UUID) -> RecordT:
    row = session.get(model, row_id)
    if row is None:
        raise not_found()
    return row


def find_to_change(session: Session, model: type[RecordT], row_id: UUID, if_match: Tags) -> RecordT:
    """The row as the client knows it, which nobody else changes until it is saved or removed."""
    row = session.get(model, row_id, with_for_update=True)
    if row is None:
        raise not_found()
    require_match(if_match, row.row_version)
    return row


def save(session: Session, row: RecordT, payload: RequestBody) -> RecordT:
    """Give the row the values of the payload, and commit it."""
    for name, value in payload.model_dump().items():
        setattr(row, name, value)
    session.add(row)
    session.commit()
    return row


def remove(session: Session, row: Record) -> None:
    session.delete(row)
    session.commit()
