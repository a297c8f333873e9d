"""Requests whose body keeps the rules of `BodyRules`."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.core.body import BodyRules, parse_json
from app.core.problem import Problem


class JsonRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await self._read()
        return self._body

    async def json(self) -> Any:
        return parse_json(await self.body())

    async def _read(self) -> bytes:
        rules = BodyRules(self.method, self.headers)
        rules.check_size(int(self.headers.get("Content-Length", 0)))
        body = bytearray()
        async for chunk in self.stream():
            body += chunk
            rules.check_size(len(body))
        if not body:  # FastAPI doesn't parse it then
            raise Problem("malformed-request", "The body is empty.")
        return bytes(body)


class JsonRoute(APIRoute):
    """A route whose body is what `JsonRequest` reads."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            return await handle(JsonRequest(request.scope, request.receive))

        return handle_json
