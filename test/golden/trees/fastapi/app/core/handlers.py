"""Every error becomes a problem document; OPTIONS is a wrong method that is answered kindly."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from app.core.problem import Problem, problem_response, unavailable
from app.core.violations import explain_errors

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


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
        return await answer(request, explain_errors(error))

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
