"""What holds for every path, and for the process."""

import pytest
from httpx2 import Client

from app.__main__ import EX_CONFIG, main

PATH = "/v1/tasks"


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
def test_bodies(client: Client, body: bytes, content_type: str, status: int) -> None:
    response = client.post(PATH, content=body, headers={"Content-Type": content_type})
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"


def test_methods(client: Client) -> None:
    response = client.put(PATH)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert client.options(PATH).status_code == 204
    assert client.head(PATH).content == b""


@pytest.mark.parametrize("path", [f"{PATH}/", "/nope", f"{PATH}/%41", f"{PATH}/1"])
def test_unknown_paths(client: Client, path: str) -> None:
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
def test_queries(client: Client, query: str, code: str) -> None:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 400
    assert [error["code"] for error in response.json()["errors"]] == [code]


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
