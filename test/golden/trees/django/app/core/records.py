"""Finding, saving and removing rows."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from app.core.etag import Tags, require_match
from app.core.lists import ListQuery
from app.core.models import Record
from app.core.problem import not_found
from app.core.schemas import RequestBody

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


def find_to_change(rows: QuerySet[RecordT], row_id: UUID, if_match: Tags) -> RecordT:
    """The row as the client knows it, which nobody else changes until the transaction ends."""
    row = find(rows.select_for_update(), row_id)
    require_match(if_match, row.row_version)
    return row


def save(row: RecordT, payload: RequestBody) -> RecordT:
    """Give the row the values of the payload; where they are the ones it has, nothing happens."""
    values = payload.model_dump()
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if row._state.adding or changed:
        row.save()
    return row


def remove(row: Record) -> None:
    row.delete()
