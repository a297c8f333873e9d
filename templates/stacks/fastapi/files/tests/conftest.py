from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.core.config import Settings
from app.core.database import Database
from app.main import create_app


@pytest.fixture
def app() -> FastAPI:
    return create_app(Settings(app_env="test", database_url="sqlite::memory:"))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def database(app: FastAPI, client: TestClient) -> Database:  # noqa: ARG001 (it starts the app)
    opened: Database = app.state.database
    return opened
