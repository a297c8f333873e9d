"""waitress, but what its parser refuses is a problem document, and it drains before it closes."""

import logging
import pkgutil
import signal
import sys
from io import BytesIO
from time import monotonic
from typing import Any, Final

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask

from app.core.body import MAX_BYTES
from app.core.config import Settings
from app.core.exchange import Exchange
from app.core.problem import Problem
from app.core.shutdown import draining

APPLICATION: Final = "app.wsgi:application"
THREADS: Final = 16
CONNECTIONS: Final = 1000

log = logging.getLogger("app")


class _Body(BytesIO):
    """Keeps no more of a body than is needed to see that it is too long."""

    length = 0

    def __len__(self) -> int:
        return self.length

    def append(self, data: bytes) -> None:
        self.length += len(data)
        if self.length <= MAX_BYTES:
            self.write(data)

    def getfile(self) -> "_Body":
        self.seek(0)
        return self


class _Parser(HTTPRequestParser):
    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.version not in {"1.0", "1.1"}:
            raise ParsingError("another version of HTTP")
        if self.body_rcv is None:
            self.expect_continue = False  # waitress would wait for a body
        else:
            self.body_rcv.buf = _Body()  # type: ignore[assignment]


class _Refusal(ErrorTask):
    def execute(self) -> None:
        request: Any = self.request
        error = request.error
        given = request.headers.get("X_REQUEST_ID", "")
        exchange = Exchange("", {"x-request-id": given})
        problem = Problem(error.code, "The request can't be read.")
        body = problem.to_json(exchange.request_id).encode()
        self.version = "1.1"
        self.status = f"{error.code} {error.reason}"
        self.content_length = len(body)
        headers = problem.headers | exchange.headers_for([], None)
        self.response_headers = [*headers.items(), ("Connection", "close")]
        self.set_close_on_finish()
        self.write(body)


class _Channel(HTTPChannel):
    parser_class = _Parser
    error_task_class = _Refusal

    def is_busy(self) -> bool:
        return bool(self.request or self.requests or self.total_outbufs_len)


class _Server(TcpWSGIServer):
    channel_class = _Channel

    def is_busy(self) -> bool:
        channels: Any = self.active_channels
        return any(channel.is_busy() for channel in list(channels.values()))


def serve(settings: Settings) -> None:
    """Listen until a signal, then on while requests are running, so that /readyz can tell."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    sockets: dict[int, Any] = {}
    server: Any = _Server(
        pkgutil.resolve_name(APPLICATION),
        sockets,
        host=settings.host,
        port=settings.port,
        ident=None,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        outbuf_overflow=sys.maxsize,  # a container may have no place for temporary files
    )
    address = {"host": server.effective_host, "port": server.effective_port}
    log.info("listening", extra=address)
    deadline = float("inf")

    def stop(*_: object) -> None:
        nonlocal deadline
        draining.set()
        deadline = monotonic() + settings.shutdown_timeout_ms / 1000
        server.pull_trigger()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not draining.is_set():
        wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)
    wasyncore.loop(timeout=0, use_poll=True, map=sockets, count=1)  # what came before the signal
    while server.is_busy() and monotonic() < deadline:
        wasyncore.loop(timeout=0.1, use_poll=True, map=sockets, count=1)
    server.task_dispatcher.shutdown(timeout=1)  # first: a task's last act is to wake the loop
    server.close()
