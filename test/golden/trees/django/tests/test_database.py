"""The tables, and what Django finds in them."""

import pytest
from django.db import connection
from httpx2 import Client

from app.tasks.models import Task
from tests.factories import create_task


@pytest.mark.usefixtures("db")
def test_tables_are_strict() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict")
        assert {name for (name,) in cursor.fetchall()} <= {"sqlite_schema", "sqlite_sequence"}


def test_moments_can_be_taken_apart(client: Client) -> None:
    row = create_task(client)
    assert Task.objects.filter(created_at__date=row["createdAt"][:10]).exists()
