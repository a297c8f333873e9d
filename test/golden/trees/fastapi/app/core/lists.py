"""Lists: sort, filters and keyset pagination, from the query string to the next cursor."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_type_hints
from urllib.parse import parse_qs, unquote_plus
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from app.core.body import parse_json
from app.core.fields import Uuid
from app.core.filters import ListField
from app.core.problem import Problem, Violation
from app.core.violations import invalid_query

DEFAULT_LIMIT: Final = 20
LIMITS: Final = {str(limit): limit for limit in range(1, 101)}

_ID: Final = TypeAdapter[UUID](Uuid)
_DETAILS: Final = {
    "limit": "must be an integer from 1 to 100",
    "sort": "must be a sortable field, with - in front for descending order",
    "cursor": "must be the nextCursor of a list with the same sort",
}


@dataclass
class ListQuery:
    """What one request asks of a list."""

    path: str
    query_string: bytes
    sort: str
    by: ListField
    limit: int = DEFAULT_LIMIT
    after: tuple[Any, UUID] | None = None
    conditions: list[tuple[str, str, Any]] = field(default_factory=list)
    """Attributes of the rows, operations, and what is compared with."""

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    def page(self, rows: Sequence[Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """Body and headers of the answer; a row more than the limit means that there is a next page."""
        if len(rows) <= self.limit:
            return {"items": rows, "next_cursor": None}, {}
        last = rows[self.limit - 1]
        cursor = self.cursor(getattr(last, self.by.attribute), last.id)
        query = self.query_string.decode("latin-1")
        pairs = query.split("&") if query else []
        kept = [pair for pair in pairs if unquote_plus(pair.split("=")[0]) != "cursor"]
        link = f'<{self.path}?{"&".join([*kept, f"cursor={cursor}"])}>; rel="next"'
        return {"items": rows[: self.limit], "next_cursor": cursor}, {"Link": link}

    def cursor(self, value: Any, row_id: UUID) -> str:
        text = f'[1,"{self.sort}",{self.by.to_json(value)},"{row_id}"]'
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def read_cursor(self, cursor: str) -> tuple[Any, UUID]:
        _, _, value, row_id = parse_json(urlsafe_b64decode(f"{cursor}=="))
        place = self.by.check(value), _ID.validate_python(row_id)
        if self.cursor(*place) != cursor or (self.by.attribute == "id" and value != row_id):
            raise ValueError("not a cursor of this list")
        return place


class ListParameters:
    """Reads the query string of a list, and finds everything wrong with it."""

    def __init__(self, schema: type[BaseModel]) -> None:
        hints = get_type_hints(schema, include_extras=True)
        fields = [ListField(schema, name, hints[name]) for name in schema.model_fields]
        self.sorts = {
            f"{sign}{field.alias}": field
            for field in fields
            if field.is_sortable()
            for sign in ("", "-")
        }
        self.filters = {
            field.alias if operation == "eq" else f"{field.alias}.{operation}": (field, operation)
            for field in fields
            for operation in field.operations()
        }

    def read(self, path: str, query_string: bytes) -> ListQuery:
        given = parse_qs(query_string.decode(errors="replace"), keep_blank_values=True)
        sort = given.get("sort", ["id"])
        name = sort[0] if len(sort) == 1 else ""
        query = ListQuery(path, query_string, name, self.sorts.get(name, self.sorts["id"]))
        violations = [self._read(query, name, texts) for name, texts in given.items()]
        if any(violations):
            raise invalid_query(filter(None, violations))
        return query

    def _read(self, query: ListQuery, name: str, texts: list[str]) -> Violation | None:
        if name not in {"limit", "sort", "cursor", *self.filters}:
            code, detail = "unknown_parameter", "is not a parameter of this list"
        elif len(texts) > 1:
            code, detail = "duplicate_parameter", "must be given once"
        else:
            try:
                self._apply(query, name, texts[0])
            except (LookupError, Problem, TypeError, ValueError):
                code = "invalid_cursor" if name == "cursor" else "invalid_value"
                detail = _DETAILS.get(name, "must be a value of the field")
            else:
                return None
        return {"parameter": name, "code": code, "detail": detail}

    def _apply(self, query: ListQuery, name: str, text: str) -> None:
        if name == "limit":
            query.limit = LIMITS[text]
        elif name == "sort":
            if text not in self.sorts:
                raise ValueError("not a sort")
        elif name == "cursor":
            if query.sort in self.sorts:
                query.after = query.read_cursor(text)
        else:
            by, operation = self.filters[name]
            query.conditions.append((by.attribute, operation, by.read(operation, text)))
