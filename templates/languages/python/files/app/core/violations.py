"""What is wrong with a body or a query string, all of it at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from app.core.problem import Problem, Violation

_READ_ONLY: Final = {"id", "createdAt", "updatedAt"}
_VIOLATIONS: Final = {
    "missing": ("required", "is required"),
    "extra_forbidden": ("unknown_field", "is not a field"),
    "string_unicode": ("invalid_enum", "must be one of the values"),
    "model_attributes_type": ("invalid_type", "must be an object"),
    "model_type": ("invalid_type", "must be an object"),
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


def invalid_body(errors: Iterable[Violation]) -> Problem:
    listed = sorted(errors, key=lambda error: error["pointer"])
    count = "1 field is" if len(listed) == 1 else f"{len(listed)} fields are"
    return Problem(422, f"{count} invalid.", errors=listed)


def invalid_query(errors: Iterable[Violation]) -> Problem:
    listed = sorted(errors, key=lambda error: error["parameter"])
    count = "1 parameter is" if len(listed) == 1 else f"{len(listed)} parameters are"
    return Problem(400, f"{count} invalid.", kind="invalid-parameter", errors=listed)


def violation(code: str, detail: str, *path: object) -> Violation:
    """With the path as a JSON Pointer in a URI fragment (RFC 6901, section 6)."""
    names = [str(name).replace("~", "~0").replace("/", "~1") for name in path]
    escaped = [quote(name, safe="!*'()") for name in names]
    return {"pointer": "/".join(["#", *escaped]), "code": code, "detail": detail}


def explain(errors: Iterable[Mapping[str, Any]], *, depth: int = 0) -> Problem:
    """What Pydantic found in a body, whose paths begin behind so many names."""
    return invalid_body(_violation_of(error, error["loc"][depth:]) for error in errors)


def _violation_of(error: Mapping[str, Any], path: Sequence[object]) -> Violation:
    kind, value = error["type"], error["input"]
    code, template = _VIOLATIONS.get(kind, (kind, ""))
    detail = template.format(**error.get("ctx", {})) or error["msg"]
    if kind == "extra_forbidden" and path[0] in _READ_ONLY:
        code, detail = "read_only", "is set by the server"
    elif value is None and code in {"invalid_type", "invalid_enum"} and path:
        code, detail = "not_nullable", "must not be null"
    elif kind == "literal_error" and not isinstance(value, str):
        code, detail = "invalid_type", "must be a string"
    return violation(code, detail, *path)
