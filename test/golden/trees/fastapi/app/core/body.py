"""Request bodies: first the media type, then the size, then the syntax."""

import json
import re
from collections.abc import Callable, Coroutine
from email.message import Message
from itertools import accumulate
from typing import Any, Final, Never

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.core.problem import Problem

MAX_BYTES: Final = 1_048_576
MAX_DEPTH: Final = 64

_JSON: Final = "application/json"
_ACCEPTED: Final = {"PATCH": [_JSON, "application/merge-patch+json"]}
_NOT_BRACKETS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^]["{}]+', re.DOTALL)


class JsonRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await self._read()
        return self._body

    async def json(self) -> Any:
        return parse_json(await self.body())

    async def _read(self) -> bytes:
        accepted = _ACCEPTED.get(self.method, [_JSON])
        media_type = self.headers.get("content-type")
        if "content-encoding" in self.headers or not _is_json(media_type or _JSON, accepted):
            raise _unsupported(self.method, accepted)
        too_large = Problem("payload-too-large", f"The body is longer than {MAX_BYTES} bytes.")
        if media_type and int(self.headers.get("content-length", 0)) > MAX_BYTES:
            raise too_large
        body = bytearray()
        async for chunk in self.stream():
            if chunk and not media_type:
                raise _unsupported(self.method, accepted)
            body += chunk
            if len(body) > MAX_BYTES:
                raise too_large
        if not body:
            raise Problem("malformed-request", "The body is empty.")
        return bytes(body)


class JsonRoute(APIRoute):
    """A route whose body is what `JsonRequest` reads."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            return await handle(JsonRequest(request.scope, request.receive))

        return handle_json


def parse_json(body: bytes) -> Any:
    """One JSON value in UTF-8; integers that a double can't hold exactly become doubles."""
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


def _unsupported(method: str, accepted: list[str]) -> Problem:
    detail = f"The body must be {' or '.join(accepted)} in UTF-8, without an encoding."
    headers = {"Accept-Patch": ", ".join(accepted)} if method == "PATCH" else None
    return Problem("unsupported-media-type", detail, headers=headers)
