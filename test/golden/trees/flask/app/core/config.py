"""The settings: read from the environment, outside production also from `.env`."""

import os
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.core.database import check_url


def _flag(value: object) -> object:
    return {"true": True, "false": False}.get(str(value), value)


def split(value: object) -> object:
    if isinstance(value, str):
        return [item.strip() for item in value.split(",") if item.strip()]
    return value


Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=str), Field(strict=True)]
Origin = Annotated[str, Field(pattern=r"^https?://[^/?#]+$")]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=None if os.environ.get("APP_ENV") == "production" else ".env",
        env_ignore_empty=True,
        extra="ignore",
    )

    app_env: Literal["development", "test", "production"] = "development"
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    log_level: Literal["debug", "info", "warn", "error"] = "info"
    log_format: Literal["json", "pretty"] = "json"
    database_url: Annotated[str, AfterValidator(check_url)] = "sqlite:///./data/app.db"
    migrate_on_start: Flag = True
    shutdown_timeout_ms: int = Field(default=10_000, ge=0)
    cors_origins: Annotated[list[Origin], NoDecode, BeforeValidator(split)] = []
    docs_enabled: Flag = True
    metrics_enabled: Flag = True


def explain(error: ValidationError) -> str:
    """A line for each bad variable, with its name but without its value, which may be secret."""
    lines = {f"{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()}
    return "\n".join(sorted(lines))
