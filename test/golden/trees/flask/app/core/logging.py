"""One JSON object a line on standard output, the lines of libraries included."""

import datetime as dt
import logging
import sys
from typing import Final

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from app.core.fields import format_datetime

_LEVELS: Final = {"warning": "warn", "critical": "error", "exception": "error"}


def _begin_line(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    return {
        "time": format_datetime(dt.datetime.now(dt.UTC)),
        "level": _LEVELS.get(method, method),
        "msg": event.pop("event"),
        **event,
    }


def _rename_error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    if "exception" in event:
        event["error"] = event.pop("exception")
    return event


def configure_logging(level: str, log_format: str) -> None:
    shared: list[Processor] = [structlog.contextvars.merge_contextvars, _begin_line]
    as_json: list[Processor] = [
        structlog.processors.ExceptionRenderer(),
        _rename_error,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    pretty = structlog.dev.ConsoleRenderer(event_key="msg", timestamp_key="time")
    structlog.configure(
        processors=[*shared, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                ProcessorFormatter.remove_processors_meta,
                *(as_json if log_format == "json" else [pretty]),
            ],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
