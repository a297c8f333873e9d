"""Errors as problem documents (RFC 9457)."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

Violation = dict[str, str]

_KINDS: Final = {
    400: "malformed-request",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    412: "precondition-failed",
    413: "payload-too-large",
    415: "unsupported-media-type",
    422: "validation-error",
    500: "internal-error",
    503: "unavailable",
}
_TITLES: Final = {413: "Content Too Large", 422: "Unprocessable Content"}  # not yet in Python 3.12


class Problem(Exception):  # noqa: N818 (what RFC 9457 calls it)
    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        kind: str | None = None,
        errors: Sequence[Violation] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """The kind is that of the status unless it is given."""
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.kind = kind or _KINDS.get(status)
        self.errors = errors
        self.headers = {"Content-Type": "application/problem+json", **(headers or {})}

    def to_json(self, request_id: str) -> str:
        document: dict[str, Any] = {
            "type": f"urn:problem-type:{self.kind}" if self.kind else "about:blank",
            "title": _TITLES.get(self.status) or HTTPStatus(self.status).phrase,
            "status": self.status,
        }
        if self.status != HTTPStatus.INTERNAL_SERVER_ERROR:
            document["detail"] = self.detail
        document["requestId"] = request_id
        if self.errors is not None:
            document["errors"] = self.errors
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def not_found() -> Problem:
    return Problem(404, "There is no such resource.")


def unavailable(detail: str) -> Problem:
    return Problem(503, detail, headers={"Retry-After": "1"})
