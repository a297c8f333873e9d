"""What the routes answer."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from pydantic import BaseModel


def answer(body: BaseModel, headers: Mapping[str, str], status: int = HTTPStatus.OK) -> Response:
    content = body.model_dump_json(by_alias=True)
    return Response(content, status, headers, content_type="application/json")


def no_content(headers: Mapping[str, str] | None = None) -> Response:
    response = Response(status=HTTPStatus.NO_CONTENT, headers=headers)
    del response.headers["Content-Type"]
    return response
