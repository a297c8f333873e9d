"""Every request is an exchange: with headers, a line in the log, and an answer whatever happens."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.exchange import Exchange
from app.core.handlers import problem_response
from app.core.problem import Problem

_NO_PATH: Final = "/%"


class ExchangeMiddleware:
    def __init__(self, app: ASGIApp, origins: list[str]) -> None:
        self.app = app
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method = scope["method"]
        exchange = Exchange(method, Headers(scope=scope))
        scope = {
            **scope,
            "method": "GET" if method == "HEAD" else method,
            "path": _NO_PATH if b"%" in scope["raw_path"] else scope["path"],
            "state": {**scope.get("state", {}), "exchange": exchange},
        }
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                added = exchange.headers_for(self.origins, headers.get("allow"))
                for name, value in added.items():
                    headers.append(name, value)
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception as error:
            exchange.error = error
            if status:
                raise  # the server has to cut the answer off
            response = problem_response(Problem(500), exchange.request_id)
            await response(scope, receive, send_on)
        finally:
            exchange.route = getattr(scope.get("route"), "path_format", exchange.route)
            exchange.finish(status)
