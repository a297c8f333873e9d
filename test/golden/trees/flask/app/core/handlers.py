"""Every error becomes a problem document; OPTIONS is a wrong method that is answered kindly."""

import re
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.core.exchange import Exchange
from app.core.middleware import EXCHANGE
from app.core.problem import Problem, unavailable
from app.core.responses import no_content

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_VARIABLE: Final = re.compile(r"<(?:[^:>]*:)?([^>]*)>")


def add_handlers(app: Flask) -> None:
    @app.before_request
    def name_route() -> None:
        rule, error = request.url_rule, request.routing_exception
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            paths = app.url_map.bind_to_environ(request.environ)
            rule, _ = paths.match(method=next(iter(error.valid_methods)), return_rule=True)
        if rule:
            _exchange().route = _VARIABLE.sub(r"{\1}", rule.rule)

    @app.errorhandler(Problem)
    def answer(problem: Problem) -> Response:
        body = problem.to_json(_exchange().request_id)
        return Response(body, problem.status, problem.headers)

    @app.errorhandler(MethodNotAllowed)
    def answer_method(error: MethodNotAllowed) -> Response:
        allowed = {"OPTIONS", *(error.valid_methods or ())}
        headers = {"Allow": ", ".join(method for method in _METHODS if method in allowed)}
        if request.method == "OPTIONS":
            return no_content(headers)
        detail = f"The methods of this path are {headers['Allow']}."
        return answer(Problem(405, detail, headers=headers))

    @app.errorhandler(HTTPException)
    def answer_http(error: HTTPException) -> Response:
        status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
        return answer(Problem(status, error.description or ""))

    @app.errorhandler(InterfaceError)
    @app.errorhandler(OperationalError)
    @app.errorhandler(PoolTimeoutError)
    def answer_unavailable(error: Exception) -> Response:
        _exchange().error = error
        return answer(unavailable("The database does not answer."))

    @app.errorhandler(Exception)
    def answer_unexpected(error: Exception) -> Response:
        _exchange().error = error
        return answer(Problem(500))


def _exchange() -> Exchange:
    exchange: Exchange = request.environ[EXCHANGE]
    return exchange
