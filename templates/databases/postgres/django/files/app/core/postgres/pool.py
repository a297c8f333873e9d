"""Connections that stay open, each lent to one thread at a time."""

import atexit
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, LifoQueue
from typing import Final

from psycopg import Connection, OperationalError
from psycopg.pq import TransactionStatus

WAIT_SECONDS: Final = 5


class Pool:
    """Unlike psycopg's own, which retries in the background, it tells at once that a server is away."""

    def __init__(self, size: int) -> None:
        self._places = LifoQueue[Connection | None]()
        for _ in range(size):
            self._places.put(None)
        atexit.register(self.close)

    def take(self, connect: Callable[[], Connection]) -> Connection:
        try:
            kept = self._places.get(timeout=WAIT_SECONDS)
        except Empty:
            raise OperationalError("all connections are in use") from None
        try:
            return kept if kept and _is_alive(kept) else connect()
        except BaseException:
            self._places.put(None)
            raise

    def give_back(self, connection: Connection) -> None:
        idle = connection.info.transaction_status == TransactionStatus.IDLE
        if not (idle and connection.autocommit):
            connection.close()
        self._places.put(None if connection.closed else connection)

    def close(self) -> None:
        """Only what nobody has taken."""
        kept = []
        with suppress(Empty):
            while True:
                kept.append(self._places.get_nowait())
        for connection in kept:
            if connection:
                connection.close()
            self._places.put(None)


def _is_alive(connection: Connection) -> bool:
    try:
        connection.execute("")
    except OperationalError:
        connection.close()
        return False
    return True
