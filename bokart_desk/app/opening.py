"""Opens the register on a thread of its own from the first moment, while Qt is still being loaded. Knows no Qt."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bokart_desk.domain.rows import Overview
    from bokart_desk.services.municipality import Municipality
    from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class Opened:
    """What the first window shows."""

    register: Register
    municipality: Municipality
    overview: Overview


def open_now(path: Path, today: date, *, create: bool = True) -> Opened:
    """Open the register (made if there is none) and read what the first screen shows.

    Raise a ``RegisterError`` with a finished text when it cannot be opened.
    """
    from bokart_desk.services.municipality import municipality  # noqa: PLC0415 - SQLAlchemy: on the thread, not before
    from bokart_desk.services.overview import overview  # noqa: PLC0415
    from bokart_desk.services.register import open_register  # noqa: PLC0415

    register = open_register(path, create=create, now=datetime.now(UTC))
    return Opened(register, municipality(register), overview(register, today))


class Opening(threading.Thread):
    """The opening under way; ``result`` waits for it."""

    def __init__(self, path: Path, today: date) -> None:
        super().__init__(name="opening", daemon=True)
        self.path = path
        self._today = today
        self._opened: Opened | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Open (called by ``start``)."""
        try:
            self._opened = open_now(self.path, self._today)
        except Exception as error:
            self._error = error

    def result(self) -> Opened:
        """Return what was opened, or raise what went wrong; waits until it is there."""
        self.join()
        if self._error is not None:
            raise self._error
        assert self._opened is not None
        return self._opened
