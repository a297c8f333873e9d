"""What every request gets whatever its route: an id, headers, a line in the log, metrics."""

import logging
import re
from http import HTTPStatus
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.metrics import Metrics
from app.core.problem import Problem, problem_response

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_TRACE_ID: Final = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-")

log = structlog.stdlib.get_logger("app")


class RequestMiddleware:
    def __init__(self, app: ASGIApp, *, origins: list[str], metrics: Metrics) -> None:
        self.app = app
        self.origins = origins
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        headers = Headers(scope=scope)
        request_id = headers.get("x-request-id", "")
        if not _REQUEST_ID.fullmatch(request_id):
            request_id = str(uuid4())
        method = scope["method"]
        state = {**scope.get("state", {}), "request_id": request_id}
        scope = {**scope, "method": "GET" if method == "HEAD" else method, "state": state}
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                added = MutableHeaders(scope=message)
                added["X-Request-Id"] = request_id
                added["X-Content-Type-Options"] = "nosniff"
                self._add_cors(added, method, headers)
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(requestId=request_id)
        try:
            if b"%" in scope["raw_path"]:
                problem = Problem("not-found", "No path has percent-encoding.")
                await problem_response(problem, request_id)(scope, receive, send_on)
            else:
                await self.app(scope, receive, send_on)
        except Exception as error:
            state["error"] = error
            if status:
                raise  # the server has to cut the answer off
            problem = Problem("internal-error", "")
            await problem_response(problem, request_id)(scope, receive, send_on)
        finally:
            seconds = perf_counter() - started
            route = getattr(scope.get("route"), "path_format", "unmatched")
            self.metrics.record(method, route, status, seconds)
            trace = _TRACE_ID.match(headers.get("traceparent", ""))
            log.log(
                logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO,
                "request",
                method=method,
                route=route,
                status=status,
                durationMs=round(seconds * 1000, 3),
                **({"traceId": trace[1]} if trace else {}),
                exc_info=state.get("error"),
            )

    def _add_cors(self, added: MutableHeaders, method: str, headers: Headers) -> None:
        origin = headers.get("origin")
        if origin not in self.origins:
            return
        added["Access-Control-Allow-Origin"] = origin
        added["Access-Control-Expose-Headers"] = "ETag, Link, Location, Retry-After, X-Request-Id"
        added.add_vary_header("Origin")
        is_preflight = method == "OPTIONS" and "access-control-request-method" in headers
        if is_preflight and "allow" in added:
            added["Access-Control-Allow-Methods"] = added["allow"]
            added["Access-Control-Allow-Headers"] = (
                "Content-Type, If-Match, If-None-Match, X-Request-Id"
            )
            added["Access-Control-Max-Age"] = "600"
