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


def check_body(method: str, headers: Mapping[str, str], size: int) -> None:
    """Refuse a body of so many bytes, if there is any, that isn't JSON or is too long."""
    accepted = _ACCEPTED.get(method, [_JSON])
    message = Message()
    message["Content-Type"] = headers.get("Content-Type") or ("" if size else _JSON)
    is_utf8 = str(message.get_param("charset", "utf-8")).lower() == "utf-8"
    is_json = is_utf8 and message.get_content_type() in accepted
    if not is_json or "Content-Encoding" in headers:
        detail = f"The body must be {' or '.join(accepted)} in UTF-8, without an encoding."
        added = {"Accept-Patch": ", ".join(accepted)} if method == "PATCH" else None
        raise Problem(415, detail, headers=added)
    if size > MAX_BYTES:
        raise Problem(413, f"The body is longer than {MAX_BYTES} bytes.")


def parse_json(body: bytes) -> Any:
    """One JSON value in UTF-8; integers that a double can't hold exactly become doubles."""
    if not body:
        raise Problem(400, "The body is empty.")
    try:
        text = body.decode()
        depths = accumulate(1 if mark in "[{" else -1 for mark in _NOT_BRACKETS.sub("", text))
        if max(depths, default=0) > MAX_DEPTH:
            raise ValueError("nested too deeply")
        return json.loads(
            text, object_pairs_hook=_to_dict, parse_int=_parse_int, parse_constant=_refuse
        )
    except ValueError as error:
        detail = "The body is not one JSON value in UTF-8, or is nested too deeply."
        raise Problem(400, detail) from error


def _to_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """With names in Unicode: beside a lone surrogate Pydantic would look at nothing else."""
    return {re.sub("[\ud800-\udfff]", "\ufffd", name): value for name, value in pairs}


def _parse_int(literal: str) -> int | float:
    number = float(literal)
    return int(number) if abs(number) <= 2**53 else number


def _refuse(constant: str) -> Never:
    raise ValueError(f"{constant} is not JSON")
