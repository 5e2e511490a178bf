"""Who may write to an open register: one program, or several of one user on one machine.

Programs of the same user on the same machine share the right (the window, and a command beside it): SQLite keeps them
in order, and the window notices what a command changed. Everybody else reads.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bokart_desk.i18n import _, format_moment
from bokart_desk.storage.writer_lock import Holder, WriterLock

if TYPE_CHECKING:
    from bokart_desk.storage.errors import RegisterInUse

__all__ = [
    "Holder",
    "Writer",
    "claim",
    "in_use",
    "refuse_if_in_use",
    "refuse_write_protected",
    "remove_left_over",
    "words_of",
]


class Writer:
    """The right to write to one register, as one program has it. ``other``: who has it instead; None: nobody else."""

    def __init__(self, path: Path, *, wanted: bool = False) -> None:
        self.path = path
        self.other: Holder | None = None
        self._lock = WriterLock(path)
        self._wanted = wanted

    @property
    def holds(self) -> bool:
        """Whether this program is the one that the lock names."""
        return self._lock.held

    def take(self, now: datetime) -> None:
        """Take the lock, or learn who has it; a place where none can be made is written to as it is."""
        try:
            holder = self._lock.take(now)
        except OSError:
            return
        self.other = None if holder is None or holder.is_me else holder

    def take_if_free(self, now: datetime) -> None:
        """Take the lock if it is wanted: another program of this user may have let go of it, or the folder is new."""
        if self._wanted and not self.holds and self.other is None:
            self.take(now)

    def look(self) -> None:
        """Learn who else has the lock, if anybody; nothing is taken."""
        try:
            holder = self._lock.look()
        except OSError:
            return
        self.other = None if holder is None or holder.is_me else holder

    def is_free(self) -> bool:
        """Tell whether the other one has let go of the register, so that it can be opened anew and written to."""
        try:
            holder = self._lock.look()
        except OSError:
            return False
        return holder is None or holder.is_me

    def keep(self, now: datetime) -> Holder | None:
        """Take the lock when it is free by now, and return who else has taken the register over, if anybody.

        That is after a sleep of this machine, or a connection that was away.
        """
        if not self.holds:
            self.take_if_free(now)
        return self.other or (self._lock.others() if self.holds else None)

    def refuse_if_taken(self) -> None:
        """Raise ``RegisterInUse`` when somebody else writes to the register."""
        holder = self.other
        if holder is None and (self.holds or self._lock.path.exists()):
            holder = self._lock.others()
            if holder is not None and not self.holds and self._lock.look() is None:
                holder = None  # the mark of one who is gone
        if holder is not None:
            raise in_use(self.path, holder)

    def release(self) -> None:
        """Let others write."""
        self._lock.release()


def claim(path: Path, *, now: datetime, hold: bool) -> Writer:
    """Return the right to write to the register at ``path``, or who has it; ``hold``: keep it until it is released."""
    writer = Writer(path, wanted=hold)
    if hold and path.parent.is_dir():
        writer.take(now)
    elif not hold:
        writer.look()
    return writer


def refuse_if_in_use(path: Path) -> None:
    """Raise ``RegisterInUse`` when another user, or another machine, writes to the register at ``path``."""
    writer = Writer(path)
    writer.look()
    if writer.other is not None:
        raise in_use(path, writer.other)


def refuse_write_protected(path: Path) -> None:
    """Raise ``ReadOnlyPlace`` when the register at ``path`` may not be written to, even if it could be replaced."""
    if path.is_file() and not os.access(path, os.W_OK):
        from bokart_desk.storage.errors import ReadOnlyPlace  # noqa: PLC0415 - seldom

        raise ReadOnlyPlace(path)


def remove_left_over() -> None:
    """Take away copies of registers that programs left in the temporary folder when they were killed."""
    from bokart_desk.storage.read_copy import remove_left_over as remove  # noqa: PLC0415

    remove()


def in_use(path: Path, holder: Holder) -> RegisterInUse:
    """Return the error that says who writes to the register, where and since when."""
    from bokart_desk.storage.errors import RegisterInUse  # noqa: PLC0415

    return RegisterInUse(path, **words_of(holder))


def words_of(holder: Holder) -> dict[str, str]:
    """Return who it is, where, and since when, to stand in a sentence."""
    since = holder.since.astimezone() if holder.since is not None else None
    return {
        "user": holder.user or _("another user"),
        "machine": holder.machine or _("another PC"),
        "since": format_moment(since) if since is not None else _("a moment not known"),
    }
