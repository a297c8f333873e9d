"""Every request is an exchange, which the application finds in `environ`."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from app.core.exchange import Exchange

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EXCHANGE: Final = "app.exchange"

_ORIGIN: Final = re.compile(r"https?://[^/?]*")
_NO_PATH: Final = "/%"


class ExchangeMiddleware:
    def __init__(self, app: "WSGIApplication", origins: Sequence[str]) -> None:
        self.app = app
        self.origins = origins

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        exchange = Exchange(environ["REQUEST_METHOD"], _headers(environ))
        environ[EXCHANGE] = exchange
        environ.pop("HTTP_UPGRADE", None)  # there is nothing to upgrade to
        if not _is_written_out(environ):
            environ["PATH_INFO"] = _NO_PATH
        status = 500

        def start(line: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            nonlocal status
            status = int(line.split(" ", 1)[0])
            added = exchange.headers_for(self.origins, dict(headers).get("Allow"))
            return start_response(line, [*headers, *added.items()], *error)

        try:
            return self.app(environ, start)
        finally:
            exchange.finish(status)


def _headers(environ: "WSGIEnvironment") -> dict[str, str]:
    prefix = "HTTP_"
    return {
        name.removeprefix(prefix).replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith(prefix)
    }


def _is_written_out(environ: "WSGIEnvironment") -> bool:
    """Whether the path is what was sent: servers decode it and merge slashes, the contract doesn't."""
    target = str(environ.get("REQUEST_URI", environ["PATH_INFO"]))
    path = _ORIGIN.sub("", target.partition("?")[0], count=1)
    return path == environ["PATH_INFO"] and "%" not in path
