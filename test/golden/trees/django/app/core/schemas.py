"""What all request and response bodies have in common."""

import re
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel

T = TypeVar("T")


class RequestBody(BaseModel):
    """Fields that are unknown, or of another JSON type, are refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", protected_namespaces=(), strict=True
    )

    @model_validator(mode="before")
    @classmethod
    def _make_names_unicode(cls, body: Any) -> Any:
        """Pydantic would look at nothing else beside a name with a lone surrogate."""
        if not isinstance(body, dict):
            return body
        return {re.sub("[\ud800-\udfff]", "\ufffd", name): value for name, value in body.items()}


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
