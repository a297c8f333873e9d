"""SQLite: how it is opened."""

from pathlib import Path
from typing import Any

from django.db import connection

MEMORY = "sqlite::memory:"
FILE = "sqlite:///"
BUSY_TIMEOUT_SECONDS = 5

_PRAGMAS = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
    "PRAGMA temp_store = MEMORY"  # a container may have no place for temporary files
)


def check_url(url: str) -> str:
    if url != MEMORY and not (url.startswith(FILE) and url.removeprefix(FILE)):
        raise ValueError(f"must be {FILE}<path> or {MEMORY}")
    return url


def database_at(url: str) -> dict[str, Any]:
    path = "file:/app?vfs=memdb" if url == MEMORY else url.removeprefix(FILE)
    if url != MEMORY:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "app.core.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "init_command": _PRAGMAS,
            "timeout": BUSY_TIMEOUT_SECONDS,
            "transaction_mode": "IMMEDIATE",
        },
    }


def ping() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master")
