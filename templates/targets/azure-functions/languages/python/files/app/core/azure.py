"""Requests as they were sent and answers as they were given, which Azure's library changes."""

from urllib.parse import quote, urlsplit

from azure.functions import HttpRequest, HttpResponse
from werkzeug.datastructures import Headers


def as_sent(request: HttpRequest) -> HttpRequest:
    """Encode the path once more: the library decodes it, and drops what follows a semicolon."""
    url = urlsplit(request.url)
    return HttpRequest(
        request.method,
        url._replace(path=quote(url.path)).geturl(),
        headers=request.headers,
        body=request.get_body(),
    )


class _Headers(Headers):
    def __contains__(self, key: str) -> bool:
        # The library adds a Content-Type where it finds none.
        return key == "content-type" or super().__contains__(key)


class Answer(HttpResponse):
    """An answer with the headers of another, of which the host takes one for each name."""

    def __init__(self, given: HttpResponse) -> None:
        super().__init__(given.get_body(), status_code=given.status_code)
        self._headers = _Headers()
        for name, _ in given.headers:
            self._headers[name] = ", ".join(given.headers.getlist(name))
        self._headers.setlist("Set-Cookie", given.headers.getlist("Set-Cookie"))

    @property
    def headers(self) -> Headers:
        return self._headers
