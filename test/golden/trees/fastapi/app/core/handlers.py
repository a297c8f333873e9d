"""Every error becomes a problem document; OPTIONS is a wrong method that is answered kindly."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from app.core.problem import Problem, not_found, unavailable
from app.core.violations import explain, invalid_query

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def problem_response(problem: Problem, request_id: str) -> Response:
    return Response(problem.to_json(request_id), problem.status, problem.headers)


def add_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def answer(request: Request, problem: Problem) -> Response:
        return problem_response(problem, request.state.exchange.request_id)

    @app.exception_handler(HTTPException)
    async def answer_http(request: Request, error: HTTPException) -> Response:
        if isinstance(error.__cause__, Problem):  # raised while FastAPI read the body
            return await answer(request, error.__cause__)
        detail, headers = error.detail, error.headers
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers = {"Allow": ", ".join(_allowed_methods(request))}
            detail = f"The methods of this path are {headers['Allow']}."
            if request.method == "OPTIONS":
                return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
        return await answer(request, Problem(error.status_code, detail, headers=headers))

    @app.exception_handler(RequestValidationError)
    async def answer_invalid(request: Request, error: RequestValidationError) -> Response:
        return await answer(request, _explain(error.errors()))

    @app.exception_handler(InterfaceError)
    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeoutError)
    async def answer_unavailable(request: Request, error: Exception) -> Response:
        request.state.exchange.error = error
        return await answer(request, unavailable("The database does not answer."))


def _explain(errors: Sequence[Any]) -> Problem:
    if in_body := [item for item in errors if item["loc"][0] == "body"]:
        return explain(in_body, depth=1)
    if any(item["loc"][0] == "path" for item in errors):
        return not_found()
    return invalid_query(
        {"parameter": str(item["loc"][-1]), "code": "invalid_value", "detail": item["msg"]}
        for item in errors
    )


def _allowed_methods(request: Request) -> list[str]:
    """Of every route of the path; the router's own answer has those of the first."""
    allowed = {"OPTIONS"}
    for route in iter_route_contexts(request.app.routes):
        if route.methods and route.path_regex.match(request.scope["path"]):
            allowed |= route.methods
    if "GET" in allowed:
        allowed.add("HEAD")
    return [method for method in _METHODS if method in allowed]
