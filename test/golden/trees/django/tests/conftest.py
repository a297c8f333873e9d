from collections.abc import Iterator

import pytest
from httpx2 import Client, WSGITransport

from config.wsgi import application


@pytest.fixture
def client(db: None) -> Iterator[Client]:
    with Client(transport=WSGITransport(application), base_url="http://testserver") as client:
        yield client
