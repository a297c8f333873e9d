"""What holds for every path, and for the process."""

import json

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from app.__main__ import EX_CONFIG, main
from app.api.docs import CONTRACT, describe
from app.core.base import Base

PATH = "/v1/tasks"


def test_the_contract_is_mounted(app: FastAPI) -> None:
    paths = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]
    described = {
        (path, method.upper())
        for path, operations in paths.items()
        for method in {"get", "post", "patch", "delete"}.intersection(operations)
    }
    mounted = {
        (route.path_format, method)
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
    }
    assert described <= mounted


def test_added_routes_are_described(app: FastAPI) -> None:
    app.add_api_route("/added", lambda: None)
    assert "get" in describe(app)["paths"]["/added"]


@pytest.mark.usefixtures("client")
def test_models_and_migrations_agree(app: FastAPI) -> None:
    with app.state.database.reader.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b'"\xff"', "application/json", 400),
        (b"[" * 65 + b"]" * 65, "application/json", 400),
        (b"[]", "application/json", 422),
        (b"{}", "text/plain", 415),
        (b" " * 1_048_577, "application/json", 413),
    ],
)
def test_bodies(client: TestClient, body: bytes, content_type: str, status: int) -> None:
    response = client.post(PATH, content=body, headers={"Content-Type": content_type})
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"


def test_methods(client: TestClient) -> None:
    response = client.put(PATH)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert client.options(PATH).status_code == 204
    assert client.head(PATH).content == b""


@pytest.mark.parametrize("path", [f"{PATH}/", "/nope", f"{PATH}/%41", f"{PATH}/1"])
def test_unknown_paths(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "invalid_value"),
        ("sort=nope", "invalid_value"),
        ("cursor=nope", "invalid_cursor"),
        ("nope=1", "unknown_parameter"),
        ("limit=1&limit=1", "duplicate_parameter"),
    ],
)
def test_queries(client: TestClient, query: str, code: str) -> None:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 400
    assert [error["code"] for error in response.json()["errors"]] == [code]


def test_readiness(app: FastAPI, client: TestClient) -> None:
    assert client.get("/readyz").status_code == 200
    app.state.draining = True
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "1"


def test_every_bad_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "65536")
    monkeypatch.setenv("DATABASE_URL", "nonsense")
    with pytest.raises(SystemExit) as exit_info:
        main()
    assert exit_info.value.code == EX_CONFIG
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "DATABASE_URL",
        "PORT",
    ]
