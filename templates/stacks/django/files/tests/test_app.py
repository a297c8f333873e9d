import json
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpRequest
from django.test import override_settings
from httpx2 import Client

from app.core.api import API
from app.core.contract import CONTRACT
from app.core.docs import describe
from app.core.shutdown import draining


def test_the_contract_is_mounted(client: Client) -> None:
    paths: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]
    for path, operations in paths.items():
        described = {"GET", "POST", "PATCH", "DELETE"}.intersection(map(str.upper, operations))
        assert described <= set(client.options(path).headers["Allow"].split(", "))


def test_added_routes_are_described() -> None:
    api = API()

    @api.get("/added")
    def added(request: HttpRequest) -> None:
        pass

    assert "get" in describe(api)["paths"]["/added"]


def test_an_unknown_host_is_refused(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["example.com"]):
        response = client.get("/livez")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"


def test_readiness(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "is_set", lambda: True)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "1"


def test_settings_are_fit_for_production() -> None:
    call_command("check", deploy=True, fail_level="WARNING")


@pytest.mark.usefixtures("db")
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
