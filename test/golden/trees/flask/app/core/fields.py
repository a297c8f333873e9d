"""The types of fields: how their JSON must look, and what they are in Python."""

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_UUID: Final = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR_MINUTE: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_DATETIME: Final = rf"{_DATE}T{_HOUR_MINUTE}:[0-5][0-9](\.[0-9]+)?(Z|[+-]{_HOUR_MINUTE})"
_DECIMAL: Final = r"(-?)([0-9]+)(?:\.([0-9]+))?"


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


def _from_minus_zero(value: float) -> float:
    return value + 0.0


@dataclass(frozen=True)
class Digits:
    """So many digits of a decimal in all, and so many behind the point."""

    precision: int
    scale: int

    def __get_pydantic_core_schema__(
        self, source: type[Decimal], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            self.parse,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(
                "{:f}".format, when_used="json"
            ),
        )

    def parse(self, value: object) -> Decimal:
        if isinstance(value, Decimal):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("invalid_type", "must be a string")
        match = re.fullmatch(_DECIMAL, value)
        if not match or len(match[3] or "") > self.scale:
            detail = "must be a decimal number with at most {scale} fraction digits"
            raise PydanticCustomError("invalid_format", detail, {"scale": self.scale})
        most = self.precision - self.scale
        if len(match[2].lstrip("0")) > most:
            code = "too_small" if match[1] else "too_big"
            detail = "must have at most {most} integer digits"
            raise PydanticCustomError(code, detail, {"most": most})
        return Decimal(value).quantize(Decimal(1).scaleb(-self.scale)) + 0  # without a minus zero


Uuid = Annotated[UUID, _text_as(UUID, _UUID, UUID, "a UUID")]
String = Annotated[str, BeforeValidator(_check_storable)]
Text = Annotated[str, BeforeValidator(_check_storable), "not in lists"]
Integer = Annotated[int, BeforeValidator(_to_integer), BeforeValidator(_check_finite)]
Number = Annotated[float, BeforeValidator(_check_finite), AfterValidator(_from_minus_zero)]
Date = Annotated[dt.date, _text_as(dt.date, _DATE, dt.date.fromisoformat, "a date, YYYY-MM-DD")]
DateTime = Annotated[
    dt.datetime,
    _text_as(dt.datetime, _DATETIME, _parse_datetime, "an RFC 3339 date and time"),
    PlainSerializer(format_datetime, when_used="json"),
]
