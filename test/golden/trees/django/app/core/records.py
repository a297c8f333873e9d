"""Finding, saving and removing rows, and what is answered where the database says no."""

from collections.abc import Iterable, Iterator
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models import ForeignKey, Q, QuerySet

from app.core.database import unique_column
from app.core.lists import ListQuery
from app.core.models import Record
from app.core.problem import Problem, Violation, not_found
from app.core.schemas import RequestBody
from app.core.violations import invalid_body, violation

RecordT = TypeVar("RecordT", bound=Record)


def find_page(rows: QuerySet[RecordT], query: ListQuery) -> list[RecordT]:
    """One row more than the page has, to know whether there is a next one."""
    for attribute, operation, value in query.conditions:
        lookup = {"eq": "exact", "isNull": "isnull"}.get(operation, operation)
        rows = rows.filter(**{f"{attribute}__{lookup}": value})
    name, beyond, sign = query.by.attribute, *(("lt", "-") if query.descending else ("gt", ""))
    if query.after:
        value, row_id = query.after
        tied = Q(**{f"{name}__{beyond}": value}) | Q(**{f"id__{beyond}": row_id})
        rows = rows.filter(tied, **{f"{name}__{beyond}e": value})  # which an index can look up
    return list(rows.order_by(f"{sign}{name}", f"{sign}id")[: query.limit + 1])


def find(rows: QuerySet[RecordT], row_id: UUID) -> RecordT:
    row = rows.filter(id=row_id).first()
    if row is None:
        raise not_found()
    return row


def save(row: RecordT, payload: RequestBody) -> RecordT:
    """Give the row the values of the payload; where they are the ones it has, nothing happens."""
    values = payload.model_dump()
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if dangling := list(_dangling_references(row, payload, changed)):
        raise invalid_body(dangling)
    if row._state.adding or changed:
        _write(row, payload)
    return row


def remove(row: Record) -> None:
    try:
        row.delete()
    except IntegrityError as error:
        errors = [violation("still_referenced", "is referred to by another row")]
        raise Problem("conflict", "Another row refers to this one.", errors=errors) from error


def _write(row: Record, payload: RequestBody) -> None:
    try:
        row.save()
    except IntegrityError as error:
        column = unique_column(error)
        if column is None:
            raise
        [name] = [field.attname for field in row._meta.concrete_fields if field.column == column]
        errors = [violation("not_unique", "is the value of another row", _alias(payload, name))]
        detail = "Another row has the same value in a unique field."
        raise Problem("conflict", detail, errors=errors) from error


def _dangling_references(
    row: Record, payload: RequestBody, changed: Iterable[str]
) -> Iterator[Violation]:
    for field in row._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.attname in changed:
            value = getattr(row, field.attname)
            if value and not field.related_model._default_manager.filter(pk=value).exists():
                detail = "must be the id of an existing row"
                yield violation("reference_not_found", detail, _alias(payload, field.attname))


def _alias(payload: RequestBody, name: str) -> str:
    return type(payload).model_fields[name].alias or name
