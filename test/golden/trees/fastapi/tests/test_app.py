import json

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from app.api.docs import describe
from app.core.contract import CONTRACT
from app.core.shutdown import draining


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


def test_readiness(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(draining, "is_set", lambda: True)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "1"
