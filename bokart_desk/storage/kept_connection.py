"""A connection that one reader keeps for itself, so that it can tell whether anybody else changed the register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from bokart_desk.storage.engine import engine_path
from bokart_desk.storage.errors import environment_errors
from bokart_desk.storage.files import identity


class KeptConnection:
    """Opened when it is first needed, and again after ``close``. One thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._file: tuple[int, int] | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield it; it sees one state of the register until the block ends. Raise a ``RegisterError``."""
        with environment_errors(engine_path(self._engine)):
            now = identity(engine_path(self._engine))
            if now != self._file:
                self.close()  # another file lies there
            if self._connection is None:
                self._connection, self._file = self._engine.connect(), now
                self._connection.detach()  # from the pool: other connections' commits alone change the version
            with self._connection.begin():
                yield self._connection

    def close(self) -> None:
        """Let go of the file."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def version(connection: Connection) -> int:
    """Return a number that changes with every commit on another connection, of this program or another one."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
