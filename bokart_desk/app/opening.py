"""Opens the register on a thread of its own from the first moment, while Qt is still being loaded. Knows no Qt."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bokart_desk.domain.rows import Overview
    from bokart_desk.services.first_look import FirstLook
    from bokart_desk.services.municipality import Municipality
    from bokart_desk.services.register import Register

_LONGEST_WAIT = 3.0
"""Seconds that the opening waits for the window."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the first window shows."""

    register: Register
    municipality: Municipality
    overview: Overview


class NewRegisterAsked(Exception):
    """There is no register at ``path``, and one has to be made: with a password, or without on purpose."""

    def __init__(self, path: Path) -> None:
        super().__init__("a new register")
        self.path = path


def open_now(
    path: Path, today: date, *, create: bool | None = None, key: bytes | None = None, plain: bool = False
) -> Opened:
    """Open the register and read what the first screen shows.

    Where there is none it is made, if ``create`` (None: unless there has been one): with ``key``, or ``plain`` where
    the user said so. Raise ``NewRegisterAsked`` where nobody has said which, ``RegisterNeedsKey`` where an encrypted
    one was given no key, and another ``RegisterError`` with a finished text when it cannot be opened.
    """
    from bokart_desk.services.municipality import municipality  # noqa: PLC0415 - SQLAlchemy: on the thread, not before
    from bokart_desk.services.overview import overview  # noqa: PLC0415
    from bokart_desk.services.register import open_register  # noqa: PLC0415

    make = not _was_here_before(path) if create is None else create
    if make and key is None and not plain and not path.exists():
        raise NewRegisterAsked(path)
    register = open_register(path, create=make, now=datetime.now(UTC), key=key, hold=True)
    try:
        return Opened(register, municipality(register), overview(register, today))
    except BaseException:
        register.close()  # it may be damaged, and a backup can take its place only while nobody has it open
        raise


def _was_here_before(path: Path) -> bool:
    """Tell whether a register that is missing has been at ``path``: an empty one there would look like a loss."""
    if path.is_file():
        return False
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415
    from bokart_desk.platform.remembered import remembered_register  # noqa: PLC0415

    return path.absolute() == remembered_register() or any(backups_folder(path).glob(f"{path.stem} *.db"))


class Opening(threading.Thread):
    """The opening under way: first a quick look, then, when ``go_on`` was called, the register itself.

    Loading what the register needs keeps Python busy; the window comes up sooner when it need not share it.
    """

    def __init__(self, path: Path, today: date) -> None:
        super().__init__(name="opening", daemon=True)
        self.path = path
        self._today = today
        self._looked = threading.Event()
        self._go_on = threading.Event()
        self._look: FirstLook | None = None
        self._opened: Opened | None = None
        self._error: Exception | None = None
        self._encrypted = False

    def run(self) -> None:
        """Open (called by ``start``)."""
        try:
            key = _key_unasked(self.path)  # not kept: the register lets go of it when it is locked
            self._encrypted = key is not None
            self._look = self._take_look(key)
            self._looked.set()
            if self._look is not None:
                self._go_on.wait(_LONGEST_WAIT)
            self._opened = open_now(self.path, self._today, key=key)
        except Exception as error:
            self._error = error
        finally:
            self._looked.set()

    def look(self) -> FirstLook | None:
        """Return the quick look, waiting for it; None where only the opening itself can tell."""
        self._looked.wait()
        return self._look

    @property
    def encrypted(self) -> bool:
        """Whether the register was opened with a key that nobody had to type; known with the look."""
        return self._encrypted

    def go_on(self) -> None:
        """Open the register now: the window is up."""
        self._go_on.set()

    def result(self) -> Opened:
        """Return what was opened, or raise what went wrong; waits until it is there."""
        self.join()
        error, self._error = self._error, None
        if error is not None:
            raise error  # and not kept: where it came from stood the key
        assert self._opened is not None
        return self._opened

    def _take_look(self, key: bytes | None) -> FirstLook | None:
        from bokart_desk.services.first_look import first_look  # noqa: PLC0415 - on the thread, beside Qt

        if _written_elsewhere(self.path):
            return None  # SQLite must not open there what another machine writes to
        return first_look(self.path, self._today, key)


def _key_unasked(path: Path) -> bytes | None:
    """Return the key that the keyring or the environment gives; None where the window has to ask."""
    if not path.with_name(f"{path.name}.keys").exists():  # the file of keys, asked for before its module is loaded
        return None
    from bokart_desk.app.keys import PasswordFileUnreadable, key_unasked  # noqa: PLC0415
    from bokart_desk.storage.errors import RegisterError  # noqa: PLC0415

    try:
        return key_unasked(path, meanwhile="bokart_desk.services.first_look")
    except (RegisterError, PasswordFileUnreadable):
        return None


def _written_elsewhere(path: Path) -> bool:
    """Tell whether another machine writes to the register; there is no lock where nobody does."""
    if not path.with_name(f"{path.name}.lock").exists() and not path.is_symlink():
        return False
    from bokart_desk.storage.writer_lock import written_elsewhere  # noqa: PLC0415

    return written_elsewhere(path)
