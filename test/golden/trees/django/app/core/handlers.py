"""Every error becomes a problem document; OPTIONS is a wrong method that is answered kindly."""

import re
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from app.core.exchange import Exchange
from app.core.middleware import EXCHANGE
from app.core.problem import Problem, not_found, unavailable
from app.core.violations import explain, invalid_query

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_VARIABLE: Final = re.compile(r"<(?:[^:>]*:)?([^>]*)>")


class ProblemMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self.get_response(request)
        if match := request.resolver_match:
            _exchange(request).route = match.route and _VARIABLE.sub(r"{\1}", f"/{match.route}")
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response = _answer_method(request, response["Allow"])
        if response.status_code in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
            del response["Content-Length"], response["Content-Type"]
        if is_head:
            response.content = b""
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        return answer(request, exception)


def answer(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The view of all errors; what leads to a 500 isn't passed on but being handled."""
    error = exception or cast("Exception", sys.exc_info()[1])
    problem, exchange = _problem(error), _exchange(request)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        exchange.error = error
    body = problem.to_json(exchange.request_id)
    return HttpResponse(body, status=problem.status, headers=problem.headers)


def _problem(error: Exception) -> Problem:
    if isinstance(error, HttpError) and isinstance(error.__cause__, Problem):
        error = error.__cause__  # raised while Ninja read the body
    match error:
        case Problem():
            problem = error
        case ValidationError():
            problem = _explain(error.errors)
        case HttpError():
            problem = Problem(error.status_code, error.message)
        case Http404():
            problem = not_found()
        case PermissionDenied():
            problem = Problem(403, "This is not allowed.")
        case SuspiciousOperation():
            problem = Problem(400, "The request is not acceptable.")
        case InterfaceError() | OperationalError():
            problem = unavailable("The database does not answer.")
        case _:
            problem = Problem(500)
    return problem


def _explain(errors: list[dict[str, Any]]) -> Problem:
    if in_body := [item for item in errors if item["loc"][0] == "body"]:
        return explain(in_body, depth=2)
    if any(item["loc"][0] == "path" for item in errors):
        return not_found()
    return invalid_query(
        {"parameter": str(item["loc"][-1]), "code": "invalid_value", "detail": item["msg"]}
        for item in errors
    )


def _answer_method(request: HttpRequest, allow: str) -> HttpResponse:
    allowed = {*allow.split(", "), "OPTIONS"}
    if "GET" in allowed:
        allowed.add("HEAD")
    headers = {"Allow": ", ".join(method for method in _METHODS if method in allowed)}
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)
    detail = f"The methods of this path are {headers['Allow']}."
    return answer(request, Problem(405, detail, headers=headers))


def _exchange(request: HttpRequest) -> Exchange:
    exchange: Exchange = request.META[EXCHANGE]
    return exchange
