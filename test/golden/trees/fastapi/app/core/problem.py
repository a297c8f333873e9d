"""Errors as problem documents (RFC 9457)."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import Response
from starlette.exceptions import HTTPException

Violation = dict[str, str]

_STATUS: Final = {
    "malformed-request": 400,
    "invalid-parameter": 400,
    "not-found": 404,
    "method-not-allowed": 405,
    "conflict": 409,
    "precondition-failed": 412,
    "payload-too-large": 413,
    "unsupported-media-type": 415,
    "validation-error": 422,
    "internal-error": 500,
    "unavailable": 503,
}
_KIND: Final = {status: kind for kind, status in reversed(_STATUS.items())}
_TITLE: Final = {413: "Content Too Large", 422: "Unprocessable Content"}  # not yet in Python 3.12


class Problem(HTTPException):
    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        errors: Sequence[Violation] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(_STATUS[kind], detail, headers)
        self.kind = kind
        self.errors = errors


def not_found() -> Problem:
    return Problem("not-found", "There is no such resource.")


def unavailable(detail: str) -> Problem:
    return Problem("unavailable", detail, headers={"Retry-After": "1"})


def problem_response(error: HTTPException, request_id: str) -> Response:
    status = error.status_code
    kind = error.kind if isinstance(error, Problem) else _KIND.get(status)
    document: dict[str, Any] = {
        "type": f"urn:problem-type:{kind}" if kind else "about:blank",
        "title": _TITLE.get(status) or HTTPStatus(status).phrase,
        "status": status,
    }
    if status != HTTPStatus.INTERNAL_SERVER_ERROR:
        document["detail"] = error.detail
    document["requestId"] = request_id
    if isinstance(error, Problem) and error.errors is not None:
        document["errors"] = error.errors
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Response(content, status, error.headers, "application/problem+json")
