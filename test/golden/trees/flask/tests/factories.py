"""Rows to test with: a function for each resource, with values that its fields accept."""

from typing import Any

from httpx2 import Client

Row = dict[str, Any]


def create(client: Client, path: str, body: Row) -> Row:
    response = client.post(path, json=body)
    assert response.status_code == 201, response.text
    row: Row = response.json()
    return row


def create_task(client: Client, values: Row | None = None) -> Row:
    body = {
        "title": "Title",
        **(values or {}),
    }
    return create(client, "/v1/tasks", body)
