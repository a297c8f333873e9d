"""Errors as problem documents (RFC 9457)."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
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
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

_READ_ONLY: Final = {"id", "createdAt", "updatedAt"}
_VIOLATIONS: Final = {
    "missing": ("required", "is required"),
    "extra_forbidden": ("unknown_field", "is not a field"),
    "string_unicode": ("unknown_field", "is not a field"),
    "model_attributes_type": ("invalid_type", "must be an object"),
    "string_type": ("invalid_type", "must be a string"),
    "int_type": ("invalid_type", "must be an integer"),
    "float_type": ("invalid_type", "must be a number"),
    "bool_type": ("invalid_type", "must be true or false"),
    "literal_error": ("invalid_enum", "must be {expected}"),
    "too_short": ("too_short", "must have at least {min_length} characters"),
    "too_long": ("too_long", "must have at most {max_length} characters"),
    "greater_than_equal": ("too_small", "must be at least {ge}"),
    "less_than_equal": ("too_big", "must be at most {le}"),
    "string_pattern_mismatch": ("pattern_mismatch", "must match {pattern}"),
}


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


def invalid_body(errors: Iterable[Violation]) -> Problem:
    listed = sorted(errors, key=lambda error: error["pointer"])
    count = "1 field is" if len(listed) == 1 else f"{len(listed)} fields are"
    return Problem("validation-error", f"{count} invalid.", errors=listed)


def invalid_query(errors: Iterable[Violation]) -> Problem:
    listed = sorted(errors, key=lambda error: error["parameter"])
    count = "1 parameter is" if len(listed) == 1 else f"{len(listed)} parameters are"
    return Problem("invalid-parameter", f"{count} invalid.", errors=listed)


def violation(code: str, detail: str, *path: object) -> Violation:
    """With the path as a JSON Pointer in a URI fragment (RFC 6901, section 6)."""
    names = [re.sub("[\ud800-\udfff]", "\ufffd", str(name)) for name in path]
    escaped = [quote(name.replace("~", "~0").replace("/", "~1"), safe="!*'()") for name in names]
    return {"pointer": "/".join(["#", *escaped]), "code": code, "detail": detail}


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


def add_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def answer(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers = {"Allow": ", ".join(_allowed_methods(request))}
            if request.method == "OPTIONS":
                return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
            detail = f"The methods of this path are {headers['Allow']}."
            error = Problem("method-not-allowed", detail, headers=headers)
        return problem_response(error, request.state.request_id)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid(request: Request, error: RequestValidationError) -> Response:
        return await answer(request, _problem_of(error))

    @app.exception_handler(InterfaceError)
    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeoutError)
    async def answer_unavailable(request: Request, error: Exception) -> Response:
        request.state.error = error
        return await answer(request, unavailable("The database does not answer."))


def _allowed_methods(request: Request) -> list[str]:
    """Of every route of the path; the router's own answer has those of the first."""
    allowed = {"OPTIONS"}
    for route in iter_route_contexts(request.app.routes):
        if route.methods and route.path_regex.match(request.scope["path"]):
            allowed |= route.methods
    if "GET" in allowed:
        allowed.add("HEAD")
    return [method for method in _METHODS if method in allowed]


def _problem_of(error: RequestValidationError) -> Problem:
    def errors_in(place: str) -> list[dict[str, Any]]:
        return [item for item in error.errors() if item["loc"][0] == place]

    if in_body := errors_in("body"):
        return invalid_body(_violation_of(item) for item in in_body)
    if errors_in("path"):
        return not_found()
    return invalid_query(
        {"parameter": str(item["loc"][-1]), "code": "invalid_value", "detail": item["msg"]}
        for item in errors_in("query")
    )


def _violation_of(error: Mapping[str, Any]) -> Violation:
    kind, path, value = error["type"], error["loc"][1:], error["input"]
    code, template = _VIOLATIONS.get(kind, (kind, ""))
    detail = template.format(**error.get("ctx", {})) or error["msg"]
    if kind == "string_unicode" and path:  # an enum whose value isn't Unicode, or the name itself
        code, detail = "invalid_enum", "must be one of the values"
    elif kind == "string_unicode":
        path = (value,)
    elif kind == "extra_forbidden" and path[0] in _READ_ONLY:
        code, detail = "read_only", "is set by the server"
    elif value is None and code in {"invalid_type", "invalid_enum"} and path:
        code, detail = "not_nullable", "must not be null"
    elif kind == "literal_error" and not isinstance(value, str):
        code, detail = "invalid_type", "must be a string"
    return violation(code, detail, *path)
