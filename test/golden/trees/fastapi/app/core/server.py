"""uvicorn, but what its parser refuses is a problem document, and it drains before it closes."""

import asyncio
import signal
import socket
from types import FrameType

from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.core.config import Settings
from app.core.exchange import Exchange
from app.core.handlers import problem_response
from app.core.problem import Problem
from app.core.shutdown import draining
from app.main import create_app


class _Protocol(HttpToolsProtocol):
    def send_400_response(self, msg: str) -> None:
        exchange = Exchange("", {})
        response = problem_response(Problem(400, msg), exchange.request_id)
        response.headers.update(exchange.headers_for([], None) | {"Connection": "close"})
        head = [b"HTTP/1.1 400 Bad Request", *(b": ".join(pair) for pair in response.raw_headers)]
        self.transport.write(b"\r\n".join([*head, b"", response.body]))
        self.transport.close()


class GracefulServer(Server):
    def __init__(self, config: Config, drain_seconds: float) -> None:
        super().__init__(config)
        self.drain_seconds = drain_seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        draining.set()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen on while requests are running, so that /readyz can tell."""
        if running := self.server_state.tasks:
            await asyncio.wait(running, timeout=self.drain_seconds)
        self.config.timeout_graceful_shutdown = 0 if self.server_state.tasks else 1
        await super().shutdown(sockets)


def serve(settings: Settings) -> None:
    # uvicorn puts these back and raises the signal again when it has closed: the status stays 0.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    config = Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=_Protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=65,
    )
    GracefulServer(config, settings.shutdown_timeout_ms / 1000).run()
