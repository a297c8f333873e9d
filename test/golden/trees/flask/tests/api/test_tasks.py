import pytest
from httpx2 import Client

from tests.factories import create_task

PATH = "/v1/tasks"
FIELDS: list[str] = ["title", "description", "status", "priority", "dueOn"]
REQUIRED: list[str] = ["title"]
OPTIONAL: list[str] = ["description", "dueOn"]


def test_a_created_row_can_be_read(client: Client) -> None:
    row = create_task(client)
    response = client.get(f"{PATH}/{row['id']}")
    assert response.status_code == 200
    assert response.json() == row
    assert response.headers["ETag"] == '"1"'


def test_a_known_version_is_not_sent_again(client: Client) -> None:
    row = create_task(client)
    response = client.get(f"{PATH}/{row['id']}", headers={"If-None-Match": 'W/"1"'})
    assert response.status_code == 304
    assert response.content == b""


def test_a_list_has_the_row(client: Client) -> None:
    row = create_task(client)
    response = client.get(PATH, params={"id": row["id"], "sort": "-createdAt"})
    assert response.json() == {"items": [row], "nextCursor": None}


def test_required_fields(client: Client) -> None:
    response = client.post(PATH, json={"unknown": 1})
    assert response.status_code == 422
    assert {(error["pointer"], error["code"]) for error in response.json()["errors"]} == {
        ("#/unknown", "unknown_field"),
        *((f"#/{name}", "required") for name in REQUIRED),
    }


@pytest.mark.parametrize("name", FIELDS)
def test_wrong_types(client: Client, name: str) -> None:
    row = create_task(client)
    response = client.patch(f"{PATH}/{row['id']}", json={name: [{}]})
    assert response.status_code == 422
    assert [error["code"] for error in response.json()["errors"]] == ["invalid_type"]


@pytest.mark.parametrize("name", FIELDS)
def test_null(client: Client, name: str) -> None:
    row = create_task(client)
    response = client.patch(f"{PATH}/{row['id']}", json={name: None})
    if name in OPTIONAL:
        assert response.json()[name] is None
    else:
        assert [error["code"] for error in response.json()["errors"]] == ["not_nullable"]


def test_a_patch_without_a_change_keeps_the_version(client: Client) -> None:
    row = create_task(client)
    response = client.patch(f"{PATH}/{row['id']}", json={}, headers={"If-Match": '"1"'})
    assert response.json() == row
    assert response.headers["ETag"] == '"1"'


def test_another_version_is_neither_changed_nor_deleted(client: Client) -> None:
    url = f"{PATH}/{create_task(client)['id']}"
    headers = {"If-Match": '"2"'}
    assert client.patch(url, json={}, headers=headers).status_code == 412
    assert client.delete(url, headers=headers).status_code == 412


def test_a_deleted_row_is_gone(client: Client) -> None:
    url = f"{PATH}/{create_task(client)['id']}"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
