"""Finding, saving and removing rows, and what is answered where the database says no."""

from collections.abc import Iterator
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.base import Record
from app.core.database import unique_column
from app.core.problem import Problem, Violation, not_found
from app.core.schemas import RequestBody
from app.core.violations import invalid_body, violation

RecordT = TypeVar("RecordT", bound=Record)


def find(session: Session, model: type[RecordT], row_id: UUID, *, lock: bool = False) -> RecordT:
    row = session.get(model, row_id, with_for_update=lock)
    if row is None:
        raise not_found()
    return row


def save(session: Session, row: Record, payload: RequestBody) -> None:
    """Commit the row, which has the values of the payload by now."""
    with session.no_autoflush:
        if dangling := list(_dangling_references(session, row, payload)):
            raise invalid_body(dangling)
    session.add(row)
    try:
        session.commit()
    except IntegrityError as error:
        column = unique_column(error)
        if column is None:
            raise
        name = row.__mapper__.get_property_by_column(row.__table__.columns[column]).key
        errors = [violation("not_unique", "is the value of another row", _alias(payload, name))]
        detail = "Another row has the same value in a unique field."
        raise Problem("conflict", detail, errors=errors) from error


def remove(session: Session, row: Record) -> None:
    session.delete(row)
    try:
        session.commit()
    except IntegrityError as error:
        errors = [violation("still_referenced", "is referred to by another row")]
        raise Problem("conflict", "Another row refers to this one.", errors=errors) from error


def _dangling_references(
    session: Session, row: Record, payload: RequestBody
) -> Iterator[Violation]:
    for name in payload.model_fields_set:
        value = getattr(row, name)
        for key in row.__mapper__.columns[name].foreign_keys:
            if value and not session.scalar(select(key.column).where(key.column == value)):
                detail = "must be the id of an existing row"
                yield violation("reference_not_found", detail, _alias(payload, name))


def _alias(payload: RequestBody, name: str) -> str:
    return type(payload).model_fields[name].alias or name
