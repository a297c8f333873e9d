"""Errors as problem documents (RFC 9457)."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

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


class Problem(Exception):  # noqa: N818 (what RFC 9457 calls it)
    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        errors: Sequence[Violation] | None = None,
        headers: Mapping[str, str] | None = None,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
    ) -> None:
        """The status is only that of an unknown kind."""
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = {"Content-Type": "application/problem+json", **(headers or {})}
        self.status = _STATUS.get(kind, status)

    def to_json(self, request_id: str) -> str:
        document: dict[str, Any] = {
            "type": f"urn:problem-type:{self.kind}" if self.kind in _STATUS else "about:blank",
            "title": _TITLE.get(self.status) or HTTPStatus(self.status).phrase,
            "status": self.status,
        }
        if self.status != HTTPStatus.INTERNAL_SERVER_ERROR:
            document["detail"] = self.detail
        document["requestId"] = request_id
        if self.errors is not None:
            document["errors"] = self.errors
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def problem_of(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Problem:
    """What a framework refuses with this status."""
    return Problem(_KIND.get(status, "other"), detail, headers=headers, status=status)


def not_found() -> Problem:
    return Problem("not-found", "There is no such resource.")


def unavailable(detail: str) -> Problem:
    return Problem("unavailable", detail, headers={"Retry-After": "1"})
