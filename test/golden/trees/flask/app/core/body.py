"""Request bodies: first the media type, then the size, then the syntax."""

import json
import re
from collections.abc import Mapping
from email.message import Message
from itertools import accumulate
from typing import Any, Final, Never

from app.core.problem import Problem

MAX_BYTES: Final = 1_048_576
MAX_DEPTH: Final = 64

_JSON: Final = "application/json"
_ACCEPTED: Final = {"PATCH": [_JSON, "application/merge-patch+json"]}
_NOT_BRACKETS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^]["{}]+', re.DOTALL)


class BodyRules:
    """What holds for the body of a request, checked while it arrives."""

    def __init__(self, method: str, headers: Mapping[str, str]) -> None:
        self.method = method
        self.accepted = _ACCEPTED.get(method, [_JSON])
        self.media_type = headers.get("Content-Type")
        if "Content-Encoding" in headers or not _is_json(self.media_type or _JSON, self.accepted):
            raise self._unsupported()

    def check_size(self, size: int) -> None:
        if size and not self.media_type:
            raise self._unsupported()
        if size > MAX_BYTES:
            raise Problem("payload-too-large", f"The body is longer than {MAX_BYTES} bytes.")

    def _unsupported(self) -> Problem:
        detail = f"The body must be {' or '.join(self.accepted)} in UTF-8, without an encoding."
        headers = {"Accept-Patch": ", ".join(self.accepted)} if self.method == "PATCH" else None
        return Problem("unsupported-media-type", detail, headers=headers)


def parse_json(body: bytes) -> Any:
    """One JSON value in UTF-8; integers that a double can't hold exactly become doubles."""
    if not body:
        raise Problem("malformed-request", "The body is empty.")
    try:
        text = body.decode()
        depths = accumulate(1 if mark in "[{" else -1 for mark in _NOT_BRACKETS.sub("", text))
        if max(depths, default=0) > MAX_DEPTH:
            raise ValueError("nested too deeply")
        return json.loads(text, parse_int=_parse_int, parse_constant=_refuse)
    except ValueError as error:
        detail = "The body is not one JSON value in UTF-8, or is nested too deeply."
        raise Problem("malformed-request", detail) from error


def _parse_int(literal: str) -> int | float:
    number = float(literal)
    return int(number) if abs(number) <= 2**53 else number


def _refuse(constant: str) -> Never:
    raise ValueError(f"{constant} is not JSON")


def _is_json(media_type: str, accepted: list[str]) -> bool:
    message = Message()
    message["content-type"] = media_type
    charsets = [value for name, value in message.get_params([]) if name.lower() == "charset"]
    is_utf8 = all(str(charset).lower() == "utf-8" for charset in charsets)
    return message.get_content_type() in accepted and is_utf8
