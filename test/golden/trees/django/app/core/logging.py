"""One JSON object a line on standard output, the lines of libraries included."""

import datetime as dt
import logging
import sys
from typing import Final

from structlog.contextvars import merge_contextvars
from structlog.dev import ConsoleRenderer
from structlog.processors import ExceptionRenderer, JSONRenderer
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from app.core.fields import format_datetime

_LEVELS: Final = {"warning": "warn", "critical": "error"}


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
    as_json: list[Processor] = [
        ExceptionRenderer(),
        _rename_error,
        JSONRenderer(ensure_ascii=False),
    ]
    pretty: list[Processor] = [ConsoleRenderer(event_key="msg", timestamp_key="time")]
    formatter = ProcessorFormatter(
        foreign_pre_chain=[ExtraAdder(), merge_contextvars, _begin_line],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            *(as_json if log_format == "json" else pretty),
        ],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
