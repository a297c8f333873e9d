"""Lists: filters, sort and keyset pagination, from the query string to the next cursor."""

import datetime as dt
import json
import operator
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl, unquote_plus
from uuid import UUID

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, TypeAdapter
from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from app.core.base import Record
from app.core.body import parse_json
from app.core.fields import Text, Uuid
from app.core.problem import Problem, Violation, invalid_query

RecordT = TypeVar("RecordT", bound=Record)

DEFAULT_LIMIT: Final = 20
MAX_VALUES: Final = 100
MAX_INTEGER: Final = 2**53 - 1

_ID: Final = TypeAdapter[UUID](Uuid)
_COMPARE: Final = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}
_COMPARABLE: Final = {int, float, Decimal, dt.date, dt.datetime}
_SORTABLE: Final = {str, *_COMPARABLE}
_LISTABLE: Final = {str, int, UUID, Literal}
_TEXT_FORMS: Final = {
    int: r"-?[0-9]+",
    float: r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?",
    bool: r"true|false",
}
_PLAIN_FROM, _PLAIN_TO = 1e-6, 1e21
_DETAILS: Final = {
    "unknown_parameter": "is not a parameter of this list",
    "duplicate_parameter": "must be given once",
    "invalid_value": "must be a value of the field",
    "limit": "must be an integer from 1 to 100",
    "sort": "must be a sortable field, with - in front for descending order",
    "cursor": "must be the nextCursor of a list with the same sort",
}


class ListField:
    """What a list can do with a field, which follows from its type."""

    def __init__(self, model: type[Record], schema: type[BaseModel], name: str, hint: Any) -> None:
        self.column: InstrumentedAttribute[Any] = getattr(model, name)
        self.attribute = name
        self.alias = schema.model_fields[name].alias or name
        self.optional = type(None) in get_args(hint)
        self.type = get_args(hint)[0] if self.optional else hint
        base = get_args(self.type)[0] if get_origin(self.type) is Annotated else self.type
        self.kind = None if self.type == Text else get_origin(base) or base
        self.adapter = TypeAdapter[Any](self.type, config=ConfigDict(strict=True))

    def operations(self) -> list[str]:
        if self.kind is None:
            return []
        comparable = list(_COMPARE) if self.kind in _COMPARABLE else []
        listable = ["in"] if self.kind in _LISTABLE else []
        return ["eq", *comparable, *listable, *(["isNull"] if self.optional else [])]

    def is_sortable(self) -> bool:
        return not self.optional and (self.kind in _SORTABLE or self.attribute == "id")

    def condition(self, operation: str, text: str) -> ColumnElement[bool]:
        if operation == "isNull":
            return self.column.is_(None) if _read(bool, text) else self.column.is_not(None)
        if operation == "in":
            values = [self.check(_read(self.kind, item)) for item in text.split(",")]
            if len(values) > MAX_VALUES:
                raise ValueError("too many values")
            return self.column.in_(values)
        compare: Callable[..., ColumnElement[bool]] = _COMPARE.get(operation, operator.eq)
        return compare(self.column, self.check(_read(self.kind, text)))

    def check(self, value: Any) -> Any:
        checked = self.adapter.validate_python(value)
        if self.kind is int and abs(checked) > MAX_INTEGER:
            raise ValueError("beyond the integers that a double holds")
        return checked

    def to_json(self, value: Any) -> str:
        if self.kind is float:
            return _number_to_json(value)
        return json.dumps(self.adapter.dump_python(value, mode="json"), ensure_ascii=False)


@dataclass
class ListQuery:
    """What one request asks of a list."""

    request: Request
    model: type[Record]
    sort: str
    by: ListField
    limit: int = DEFAULT_LIMIT
    after: tuple[Any, UUID] | None = None
    conditions: list[ColumnElement[bool]] = field(default_factory=list)

    def apply(self, statement: Select[RecordT]) -> Select[RecordT]:
        """Asks for one row more than the page has, to know whether there is a next one."""
        columns = [self.by.column, self.model.id]
        descending = self.sort.startswith("-")
        if self.after:
            compare = operator.lt if descending else operator.gt
            self.conditions.append(compare(tuple_(*columns), self.after))
        order = [column.desc() if descending else column for column in columns]
        return statement.where(*self.conditions).order_by(*order).limit(self.limit + 1)

    def page(self, rows: Sequence[Record], response: Response) -> dict[str, Any]:
        items, cursor = rows[: self.limit], None
        if len(rows) > self.limit:
            last = items[-1]
            cursor = self.cursor(getattr(last, self.by.attribute), last.id)
            query = self.request.scope["query_string"].decode("latin-1")
            pairs = query.split("&") if query else []
            kept = [pair for pair in pairs if unquote_plus(pair.split("=")[0]) != "cursor"]
            query = "&".join([*kept, f"cursor={cursor}"])
            response.headers["Link"] = f'<{self.request.scope["path"]}?{query}>; rel="next"'
        return {"items": items, "next_cursor": cursor}

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
    """A dependency that reads the query string of a list, and finds everything wrong with it."""

    def __init__(self, model: type[Record], schema: type[BaseModel]) -> None:
        self.model = model
        hints = get_type_hints(schema, include_extras=True)
        fields = [ListField(model, schema, name, hints[name]) for name in schema.model_fields]
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

    async def __call__(self, request: Request) -> ListQuery:
        given = defaultdict[str, list[str]](list)
        query_string = request.scope["query_string"].decode(errors="replace")
        for name, text in parse_qsl(query_string, keep_blank_values=True):
            given[name].append(text)

        sort = given.get("sort", ["id"])
        name = sort[0] if len(sort) == 1 else ""
        query = ListQuery(request, self.model, name, self.sorts.get(name, self.sorts["id"]))
        violations = [self._read(query, name, texts) for name, texts in given.items()]
        if any(violations):
            raise invalid_query(filter(None, violations))
        return query

    def _read(self, query: ListQuery, name: str, texts: list[str]) -> Violation | None:
        code, detail = "invalid_value", _DETAILS.get(name, _DETAILS["invalid_value"])
        if name not in {"limit", "sort", "cursor", *self.filters}:
            code, detail = "unknown_parameter", _DETAILS["unknown_parameter"]
        elif len(texts) > 1:
            code, detail = "duplicate_parameter", _DETAILS["duplicate_parameter"]
        else:
            try:
                self._apply(query, name, texts[0])
            except (Problem, TypeError, ValueError):
                code = "invalid_cursor" if name == "cursor" else code
            else:
                return None
        return {"parameter": name, "code": code, "detail": detail}

    def _apply(self, query: ListQuery, name: str, text: str) -> None:
        if name == "limit":
            if not re.fullmatch(r"[1-9][0-9]?|100", text):
                raise ValueError("not a limit")
            query.limit = int(text)
        elif name == "sort":
            if text not in self.sorts:
                raise ValueError("not a sort")
        elif name == "cursor":
            if query.sort in self.sorts:
                query.after = query.read_cursor(text)
        else:
            by, operation = self.filters[name]
            query.conditions.append(by.condition(operation, text))


def _read(kind: Any, text: str) -> Any:
    form = _TEXT_FORMS.get(kind)
    if form is None:
        return text
    if not re.fullmatch(form, text):
        raise ValueError("not of this form")
    return int(text) if kind is int else json.loads(text)


def _number_to_json(value: float) -> str:
    """As ECMAScript writes it (RFC 8785, section 3.2.2.3)."""
    if value == 0 or _PLAIN_FROM <= abs(value) < _PLAIN_TO:
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    mantissa, exponent = repr(value).split("e")
    return f"{mantissa}e{int(exponent):+d}"
