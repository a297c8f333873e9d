"""Ninja, with bodies and answers as the contract has them."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, NinjaAPI, Path, Router
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.schema import NinjaGenerateJsonSchema
from pydantic import BeforeValidator
from pydantic.json_schema import GenerateJsonSchema

from app.core.body import check_body, parse_json
from app.core.etag import Tags
from app.core.fields import Uuid, format_datetime
from app.core.lists import ListParameters, ListQuery
from app.core.problem import Problem

RowId = Annotated[Uuid, Path(..., alias="id")]
IfMatch = Annotated[Tags, BeforeValidator(lambda line: [line]), Header(None, alias="If-Match")]
IfNoneMatch = Annotated[
    Tags, BeforeValidator(lambda line: [line]), Header(None, alias="If-None-Match")
]


# Ninja's own fails on a default of MISSING.
NinjaGenerateJsonSchema.default_schema = GenerateJsonSchema.default_schema  # type: ignore[method-assign]


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        return parse_json(request.body)


class _Encoder(NinjaJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, dt.datetime):
            return format_datetime(o)
        return f"{o:f}" if isinstance(o, Decimal) else super().default(o)


class Renderer(JSONRenderer):
    encoder_class = _Encoder
    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


class API(NinjaAPI):
    """Its errors are for the middleware; its description is only a part of what is served."""

    def __init__(self) -> None:
        super().__init__(openapi_url=None, docs_url=None, parser=JsonParser(), renderer=Renderer())

    def get_content_type(self) -> str:
        return "application/json"

    def set_default_exception_handlers(self) -> None:
        pass

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Unlike Ninja's, the errors have the input: null is another mistake than a wrong type."""
        return ValidationError(
            [
                {**error, "loc": (context.model.__ninja_param_source__, *error["loc"])}
                for context in error_contexts
                for error in context.pydantic_validation_error.errors()
            ]
        )


class JsonRouter(Router):
    """A router whose bodies are read as the contract wants them."""

    def __init__(self, *, tags: list[str]) -> None:
        super().__init__(by_alias=True, tags=tags)
        self.add_decorator(_check_body, mode="view")


def read_query(parameters: ListParameters, request: HttpRequest) -> ListQuery:
    return parameters.read(request.path, request.META["QUERY_STRING"].encode("latin-1"))


def set_headers(response: HttpResponse, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        response[name] = value


def _check_body(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(run)
    def checked(request: HttpRequest, **parameters: Any) -> HttpResponse:
        if request.method in {"PATCH", "POST", "PUT"}:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
            check_body(request.method, request.headers, size)
            if not request.body:  # Ninja doesn't parse it then
                raise Problem(400, "The body is empty.")
        return run(request, **parameters)

    return checked
