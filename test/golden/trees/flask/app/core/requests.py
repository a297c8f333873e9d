"""What the routes take from a request."""

from typing import TypeVar
from uuid import UUID

from flask import current_app, request
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from app.core.body import check_body, parse_json
from app.core.etag import Tags
from app.core.fields import Uuid
from app.core.lists import ListParameters, ListQuery
from app.core.problem import not_found
from app.core.schemas import RequestBody
from app.core.violations import explain

BodyT = TypeVar("BodyT", bound=RequestBody)

_ID = TypeAdapter[UUID](Uuid)


def reader() -> Session:
    return Session(current_app.extensions["database"].reader, expire_on_commit=False)


def writer() -> Session:
    return Session(current_app.extensions["database"].writer, expire_on_commit=False)


def read_id(text: str) -> UUID:
    try:
        return _ID.validate_python(text)
    except ValidationError as error:
        raise not_found() from error


def read_body(schema: type[BodyT]) -> BodyT:
    check_body(request.method, dict(request.headers), request.content_length or 0)
    try:
        return schema.model_validate(parse_json(request.get_data(cache=False)))
    except ValidationError as error:
        raise explain(error.errors()) from error


def read_query(parameters: ListParameters) -> ListQuery:
    return parameters.read(request.path, request.query_string)


def read_tags(header: str) -> Tags:
    return request.headers.getlist(header) or None
