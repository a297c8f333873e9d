"""The settings of this service: those of every service, and Django's own."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo
from pydantic_settings import NoDecode

from app.core import environment
from app.core.environment import Flag, explain, split

__all__ = ["Settings", "explain"]

T = TypeVar("T")


def _check_needed(value: T, info: ValidationInfo) -> T:
    if info.data.get("admin_enabled") and not value:
        raise ValueError("must be given when the admin is enabled")
    return value


class Settings(environment.Settings):
    admin_enabled: Flag = False
    allowed_hosts: Annotated[
        list[str],
        NoDecode,
        BeforeValidator(split),
        AfterValidator(_check_needed),
        Field(validate_default=True),
    ] = []
    secret_key: Annotated[
        SecretStr, AfterValidator(_check_needed), Field(validate_default=True)
    ] = SecretStr("")
