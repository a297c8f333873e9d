"""What every request gets whatever its route: an id, headers, a line in the log, metrics."""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from time import perf_counter
from typing import Final
from uuid import uuid4

from structlog.contextvars import bind_contextvars, clear_contextvars

from app.core import metrics

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_TRACE_ID: Final = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-")

log = logging.getLogger("app")


class Exchange:
    """A request and its answer; the names of its headers are in lower case, or in any."""

    def __init__(self, method: str, headers: Mapping[str, str]) -> None:
        self.started = perf_counter()
        self.method = method
        self.headers = headers
        given = headers.get("x-request-id", "")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid4())
        self.route = "unmatched"
        self.error: Exception | None = None
        clear_contextvars()
        bind_contextvars(requestId=self.request_id)

    def headers_for(self, origins: Sequence[str], allow: str | None) -> dict[str, str]:
        """What the answer gets, which names these methods as allowed."""
        added = {"X-Request-Id": self.request_id, "X-Content-Type-Options": "nosniff"}
        origin = self.headers.get("origin")
        if not origin or origin not in origins:
            return added
        added["Access-Control-Allow-Origin"] = origin
        added["Access-Control-Expose-Headers"] = "ETag, Link, Location, Retry-After, X-Request-Id"
        added["Vary"] = "Origin"
        asks = self.method == "OPTIONS" and "access-control-request-method" in self.headers
        if asks and allow:
            added["Access-Control-Allow-Methods"] = allow
            added["Access-Control-Allow-Headers"] = (
                "Content-Type, If-Match, If-None-Match, X-Request-Id"
            )
            added["Access-Control-Max-Age"] = "600"
        return added

    def finish(self, status: int) -> None:
        seconds = perf_counter() - self.started
        metrics.record(self.method, self.route, status, seconds)
        trace = _TRACE_ID.match(self.headers.get("traceparent", ""))
        log.log(
            logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO,
            "request",
            extra={
                "method": self.method,
                "route": self.route,
                "status": status,
                "durationMs": round(seconds * 1000, 3),
                **({"traceId": trace[1]} if trace else {}),
            },
            exc_info=self.error,
        )
