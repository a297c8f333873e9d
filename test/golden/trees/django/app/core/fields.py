"""The types of fields: how their JSON must look, and what they are in Python."""

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Annotated, Final
from uuid import UUID

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

_UUID: Final = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR_MINUTE: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_DATETIME: Final = rf"{_DATE}T{_HOUR_MINUTE}:[0-5][0-9](\.[0-9]+)?(Z|[+-]{_HOUR_MINUTE})"


def to_milliseconds(moment: dt.datetime) -> dt.datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def format_datetime(moment: dt.datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _parse_datetime(text: str) -> dt.datetime:
    return to_milliseconds(dt.datetime.fromisoformat(text).astimezone(dt.UTC))


def _text_as(
    kind: type, pattern: str, parse: Callable[[str], object], what: str
) -> BeforeValidator:
    def validate(value: object) -> object:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("invalid_type", "must be a string")
        try:
            if re.fullmatch(pattern, value):
                return parse(value)
        except (ValueError, OverflowError):  # no such day, or a year that UTC doesn't have
            pass
        raise PydanticCustomError("invalid_format", "must be {what}", {"what": what})

    return BeforeValidator(validate)


def _check_storable(value: object) -> object:
    if isinstance(value, str) and re.search("[\0\ud800-\udfff]", value):
        detail = "must be text without U+0000 and lone surrogates"
        raise PydanticCustomError("invalid_format", detail)
    return value


def _check_finite(value: object) -> object:
    if isinstance(value, float) and math.isinf(value):
        raise PydanticCustomError("too_big" if value > 0 else "too_small", "must be finite")
    return value


def _to_integer(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


Uuid = Annotated[UUID, _text_as(UUID, _UUID, UUID, "a UUID")]
String = Annotated[str, BeforeValidator(_check_storable)]
Text = Annotated[str, BeforeValidator(_check_storable), "not in lists"]
Integer = Annotated[int, BeforeValidator(_to_integer), BeforeValidator(_check_finite)]
Date = Annotated[dt.date, _text_as(dt.date, _DATE, dt.date.fromisoformat, "a date, YYYY-MM-DD")]
DateTime = Annotated[
    dt.datetime,
    _text_as(dt.datetime, _DATETIME, _parse_datetime, "an RFC 3339 date and time"),
    PlainSerializer(format_datetime, when_used="json"),
]
