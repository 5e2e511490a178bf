"""Tells whether the register was changed since one looked last, by this program or another one."""

from __future__ import annotations

from sqlalchemy import Engine

from bokart_desk.storage.kept_connection import KeptConnection, version


class Watch:
    """Looks with a connection of its own; a look costs next to nothing. One thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._kept = KeptConnection(engine)
        self._version: int | None = None

    def changed(self) -> bool:
        """Tell whether anything was committed since the look before; the first look finds nothing changed.

        Raise a ``RegisterError`` when the register cannot be reached.
        """
        with self._kept.reading() as connection:
            now = version(connection)
        before, self._version = self._version, now
        return before is not None and now != before

    def close(self) -> None:
        """Let go of the file."""
        self._version = None
        self._kept.close()
