from collections.abc import Iterator

import pytest
from flask import Flask
from httpx2 import Client, WSGITransport

from app import create_app
from app.core.config import Settings
from app.core.database import Database


@pytest.fixture
def app() -> Iterator[Flask]:
    app = create_app(Settings(app_env="test", database_url="sqlite::memory:"))
    yield app
    app.extensions["database"].close()


@pytest.fixture
def database(app: Flask) -> Database:
    opened: Database = app.extensions["database"]
    return opened


@pytest.fixture
def client(app: Flask) -> Iterator[Client]:
    with Client(transport=WSGITransport(app), base_url="http://testserver") as client:
        yield client
