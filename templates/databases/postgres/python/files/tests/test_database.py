import pytest
from sqlalchemy.exc import OperationalError

from app.core.database import Database, check_url, is_unavailable


@pytest.mark.parametrize(
    "url",
    [
        "postgres://app@localhost",
        "postgresql:///app?host=/run/postgresql",
        "postgresql://app:p%40ss@first:5432,second:5433/app?sslmode=require",
    ],
)
def test_good_urls(url: str) -> None:
    assert check_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://",
        "host=localhost dbname=app",
        "sqlite:///./data/app.db",
        "postgresql://app:pass/word@localhost/app",
        "postgresql://localhost/app?nonsense=1",
    ],
)
def test_bad_urls(url: str) -> None:
    with pytest.raises(ValueError, match="must be postgresql://"):
        check_url(url)


def test_a_server_that_is_away() -> None:
    with pytest.raises(OperationalError) as caught:
        Database("postgresql://127.0.0.1:1/app").ping()
    assert is_unavailable(caught.value)
