"""What a list can do with a field: filter by it, sort by it, and write it into a cursor."""

import datetime as dt
import json
import re
from typing import Annotated, Any, Final, Literal, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter

from app.core.fields import Text

MAX_VALUES: Final = 100
MAX_INTEGER: Final = 2**53 - 1

_COMPARABLE: Final = {int, float, dt.date, dt.datetime}
_SORTABLE: Final = {str, *_COMPARABLE}
_LISTABLE: Final = {str, int, UUID, Literal}
_TEXT_FORMS: Final = {
    int: r"-?[0-9]+",
    bool: r"true|false",
}


class ListField:
    """What a list can do with a field, which follows from its type."""

    def __init__(self, schema: type[BaseModel], name: str, hint: Any) -> None:
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
        comparable = ["gt", "gte", "lt", "lte"] if self.kind in _COMPARABLE else []
        listable = ["in"] if self.kind in _LISTABLE else []
        return ["eq", *comparable, *listable, *(["isNull"] if self.optional else [])]

    def is_sortable(self) -> bool:
        return not self.optional and (self.kind in _SORTABLE or self.attribute == "id")

    def read(self, operation: str, text: str) -> Any:
        """What the field is compared with."""
        if operation == "isNull":
            return _read(bool, text)
        if operation == "in":
            values = [self.check(_read(self.kind, item)) for item in text.split(",")]
            if len(values) > MAX_VALUES:
                raise ValueError("too many values")
            return values
        return self.check(_read(self.kind, text))

    def check(self, value: Any) -> Any:
        checked = self.adapter.validate_python(value)
        if self.kind is int and abs(checked) > MAX_INTEGER:
            raise ValueError("beyond the integers that a double holds")
        return checked

    def to_json(self, value: Any) -> str:
        return json.dumps(self.adapter.dump_python(value, mode="json"), ensure_ascii=False)


def _read(kind: Any, text: str) -> Any:
    form = _TEXT_FORMS.get(kind)
    if form is None:
        return text
    if not re.fullmatch(form, text):
        raise ValueError("not of this form")
    return int(text) if kind is int else json.loads(text)
