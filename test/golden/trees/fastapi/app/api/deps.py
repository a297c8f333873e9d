"""Dependencies of the routes."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Header, Path, Request
from sqlalchemy.orm import Session

from app.core.etag import Tags
from app.core.fields import Uuid
from app.core.lists import ListParameters, ListQuery


def _reader(request: Request) -> Iterator[Session]:
    with Session(request.app.state.database.reader, expire_on_commit=False) as session:
        yield session


def _writer(request: Request) -> Iterator[Session]:
    with Session(request.app.state.database.writer, expire_on_commit=False) as session:
        yield session


# Closed before the answer is sent, so that a slow client doesn't keep a connection.
ReadSession = Annotated[Session, Depends(_reader, scope="function")]
WriteSession = Annotated[Session, Depends(_writer, scope="function")]
RowId = Annotated[Uuid, Path(alias="id")]
IfMatch = Annotated[Tags, Header()]
IfNoneMatch = Annotated[Tags, Header()]


class ListOf(ListParameters):
    async def __call__(self, request: Request) -> ListQuery:
        return self.read(request.scope["path"], request.scope["query_string"])
