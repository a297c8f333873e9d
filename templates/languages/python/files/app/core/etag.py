"""Entity tags and preconditions (RFC 9110, sections 8.8.3 and 13.1)."""

import re
from typing import Final

from app.core.problem import Problem

Tags = list[str] | None
"""The lines of the header, each of them a list."""

_TAG: Final = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS: Final = re.compile(rf"[\s,]*(?:{_TAG}\s*(?:,[\s,]*|$))+")


def etag(version: int) -> str:
    return f'"{version}"'


def is_known(if_none_match: Tags, current: str) -> bool:
    """Whether the client has the current version, compared weakly."""
    tags = _tags(if_none_match or [])
    return "*" in tags or current in [tag.removeprefix("W/") for tag in tags]


def require_match(if_match: Tags, version: int) -> None:
    """Refuse to change a version that the client doesn't mean, compared strongly."""
    if if_match is not None and not {"*", etag(version)}.intersection(_tags(if_match)):
        detail = "The resource has another version than If-Match names."
        raise Problem(412, detail)


def _tags(lines: list[str]) -> list[str]:
    """`["*"]`, or the tags of a list; none when it isn't one."""
    header = ",".join(lines)
    if header.strip() == "*":
        return ["*"]
    return re.findall(_TAG, header) if _TAGS.fullmatch(header) else []
