"""Google's functions framework: a Flask application of its own in front of the function."""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from flask import Flask
from werkzeug import Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PATH: Final = "app.path"


class _Answer(Response):
    default_mimetype = None


def hide_paths(framework: Flask) -> None:
    """Keep the framework's routes from redirecting or refusing: they see nothing but `/`."""
    inner = framework.wsgi_app

    def hide(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        environ[_PATH] = environ["PATH_INFO"]
        environ["PATH_INFO"] = "/"
        environ.pop("HTTP_UPGRADE", None)
        return inner(environ, start_response)

    framework.wsgi_app = hide  # type: ignore[method-assign]


def answer(application: "WSGIApplication", request: Request) -> Response:
    """Let the application have the request as it was sent, but for a body in one piece."""
    body = request.get_data()
    environ = request.environ | {
        "PATH_INFO": "/" + request.environ[_PATH].lstrip("/"),  # as waitress has it
        "REQUEST_URI": request.environ["RAW_URI"],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return _Answer.from_app(application, environ)
