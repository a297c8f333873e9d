import json

from flask import Flask
from httpx2 import Client

from app.core import shutdown
from app.core.contract import CONTRACT


def test_the_contract_is_mounted(app: Flask) -> None:
    paths = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]
    described = {
        (path.replace("{", "<").replace("}", ">"), method.upper())
        for path, operations in paths.items()
        for method in {"get", "post", "patch", "delete"}.intersection(operations)
    }
    mounted = {
        (rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods or ()
    }
    assert described <= mounted


def test_readiness(client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    shutdown.draining.set()
    try:
        response = client.get("/readyz")
    finally:
        shutdown.draining.clear()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "1"


def test_an_error_shows_nothing(app: Flask, client: Client) -> None:
    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("secret")

    response = client.get("/broken")
    assert response.status_code == 500
    assert "secret" not in response.text


def test_slashes_are_not_merged(client: Client) -> None:
    assert client.get("/v1//livez").status_code == 404
