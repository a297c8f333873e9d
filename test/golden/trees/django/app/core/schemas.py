"""What all request and response bodies have in common."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

T = TypeVar("T")


class RequestBody(BaseModel):
    """Fields that are unknown, or of another JSON type, are refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", protected_namespaces=(), strict=True
    )


class ResponseBody(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        from_attributes=True,
        protected_namespaces=(),
        validate_by_alias=False,
        validate_by_name=True,
    )


class Page(ResponseBody, Generic[T]):
    items: list[T]
    next_cursor: str | None
