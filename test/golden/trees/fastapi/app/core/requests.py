"""Requests whose body is read as the contract wants it."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.core.body import MAX_BYTES, check_body, parse_json
from app.core.problem import Problem


class JsonRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            size = int(self.headers.get("Content-Length", 0))
            check_body(self.method, self.headers, size)
            body = bytearray()
            async for chunk in self.stream():
                body += chunk
                if len(body) > MAX_BYTES:
                    break
            if len(body) > size:  # it came in chunks
                check_body(self.method, self.headers, len(body))
            if not body:  # FastAPI doesn't parse it then
                raise Problem(400, "The body is empty.")
            self._body = bytes(body)
        return self._body

    async def json(self) -> Any:
        return parse_json(await self.body())


class JsonRoute(APIRoute):
    """A route whose body is what `JsonRequest` reads."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            return await handle(JsonRequest(request.scope, request.receive))

        return handle_json
