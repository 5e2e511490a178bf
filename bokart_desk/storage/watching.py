"""Tells whether the register was changed since one looked last, by this program or another one."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from bokart_desk.storage.engine import engine_path
from bokart_desk.storage.errors import environment_errors


class Watch:
    """Looks with a connection of its own; a look costs next to nothing. One thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._version: int | None = None

    def changed(self) -> bool:
        """Tell whether anything was committed since the look before; the first look finds nothing changed.

        Raise a ``RegisterError`` when the register cannot be reached.
        """
        with environment_errors(engine_path(self._engine)):
            if self._connection is None:
                self._connection = self._engine.connect()
                self._connection.detach()  # other connections' commits alone change the number
            with self._connection.begin():
                version = int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())
        before, self._version = self._version, version
        return before is not None and version != before

    def close(self) -> None:
        """Let go of the file."""
        connection, self._connection, self._version = self._connection, None, None
        if connection is not None:
            connection.close()
