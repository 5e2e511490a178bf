"""The one who may write: a lock beside the register, and in it who holds it, where and since when.

The lock itself is the operating system's, on ``X.db.lock``: it ends with the process that holds it, however that ends,
and it is the same file under whatever name a share is reached. What the file says is for people, and for places whose
locks do not reach from one machine to another (or that have none): the holder writes a count into it every few seconds,
and who looks on watches whether it grows. Clocks are never compared between machines, only the moments that the place
itself gave two files, or the time that the one who watches has waited.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from bokart_desk.storage.lock_file import (
    age_there,
    is_still_there,
    is_writable,
    open_lock_file,
    read_whole,
    read_whole_at,
    write_whole,
)
from bokart_desk.storage.os_lock import OsLock, os_lock, os_unlock
from bokart_desk.storage.processes import runs

BEAT_SECONDS = 15.0
QUIET_SECONDS = 120.0
"""A holder on another machine who has not written for so long is gone: eight of its counts have failed to come."""
_TRIES = 5
_BETWEEN_TRIES = 0.03


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes to a register: the machine's name, the account's name, since when (UTC), and the process's number."""

    machine: str
    user: str
    since: datetime | None = None
    process: int = 0

    @property
    def is_here(self) -> bool:
        """Whether it is a program on this machine."""
        return self.machine.casefold() == this_machine().casefold()

    @property
    def is_me(self) -> bool:
        """Whether it is a program of the same user on this machine: another window, or a command."""
        return self.is_here and self.user.casefold() == this_user().casefold()


@dataclass(frozen=True, slots=True)
class _Noted:
    """What stands in the file."""

    holder: Holder
    token: str
    beat: int


def lock_path(register: Path) -> Path:
    """Return the file beside the register that the lock is on."""
    real = Path(os.path.realpath(register))
    return real.with_name(real.name + ".lock")


def this_machine() -> str:
    """Return the machine's name."""
    return platform.node() or "?"


def this_user() -> str:
    """Return the account's name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def written_elsewhere(register: Path) -> bool:
    """Tell whether a program on another machine holds the lock of the register; the first thing asked at a start."""
    try:
        holder = WriterLock(register).look()
    except OSError:
        return False
    return holder is not None and not holder.is_here


class WriterLock:
    """The lock of one register, as one program sees it. One thread at a time, but for ``lost`` and ``others``."""

    def __init__(
        self,
        register: Path,
        *,
        me: Holder | None = None,
        lock: OsLock = os_lock,
        clock: Callable[[], float] = time.monotonic,
        beat_seconds: float = BEAT_SECONDS,
    ) -> None:
        self.path = lock_path(register)
        self.me = me or Holder(this_machine(), this_user(), None, os.getpid())
        self._lock = lock
        self._clock = clock
        self._beat_seconds = beat_seconds
        self._file: int | None = None
        self._token = uuid4().hex
        self._beat = 0
        self._watched: tuple[str, int, float] | None = None
        self._over = threading.Event()
        self._turn = threading.Lock()
        """One at a time moves about in the open file."""

    @property
    def held(self) -> bool:
        """Whether this program holds the lock."""
        return self._file is not None

    def take(self, now: datetime) -> Holder | None:
        """Take the lock if nobody has it. Return None when it is held now, or was; else who holds it.

        ``now``: the moment in UTC, for others to read. A program of the same user on this machine counts as a holder
        too: whether that matters is for the caller to say. Raise OSError where no file can be made beside the register.
        """
        other: Holder | None = None
        for _try in range(_TRIES):
            if self.held or self._took(now):
                return None
            other = self.look()
            if other is not None and other.is_me:
                return other
            time.sleep(_BETWEEN_TRIES)  # one who only looks has the lock for a moment as well
        return other or Holder("", "")

    def _took(self, now: datetime) -> bool:
        file = open_lock_file(self.path)
        try:
            _other, got = self._tried(file)
            if got and not is_writable(file):
                self.path.unlink()  # left behind by another user, who is gone: the next try makes one of our own
            elif got and is_still_there(file, self.path):  # who let go of it may have taken the file away just now
                self._begin(file, now)
                return True
        except BaseException:
            os.close(file)
            raise
        os.close(file)
        return False

    def look(self) -> Holder | None:
        """Return who holds the lock, None when nobody does; nothing is taken or left behind."""
        if self.held or not self.path.exists():
            return None
        try:
            file = open_lock_file(self.path, create=False)
        except FileNotFoundError:
            return None
        try:
            other, got = self._tried(file)
            if got:
                os_unlock(file)
            return other
        finally:
            os.close(file)

    def others(self) -> Holder | None:
        """Return who else the file names: another user, or another machine; None when nobody, or this one's.

        Asked before each change: after a sleep of the machine or a broken connection somebody else may write.
        """
        with self._turn:
            noted = _understood(read_whole(self._file))
        if noted is None:
            noted = _understood(read_whole_at(self.path))
        if noted is None or noted.token == self._token or _same_person(noted.holder, self.me):
            return None
        return noted.holder

    def release(self) -> None:
        """Let go of the lock; without it nothing is done."""
        self._over.set()
        with self._turn:
            file, self._file = self._file, None
        if file is None:
            return
        with contextlib.suppress(OSError):
            noted = _understood(read_whole(file))
            if noted is None or noted.token == self._token:
                os.ftruncate(file, 0)
                if os.name == "posix":
                    self.path.unlink()  # while it is held: whoever waits for it finds out that it is another file
        os_unlock(file)
        os.close(file)
        if os.name != "posix":
            with contextlib.suppress(OSError):
                self.path.unlink()  # refused while another has it open

    def _tried(self, file: int) -> tuple[Holder | None, bool]:
        """Try the lock on an open file: who has it, and whether it is had now."""
        got = self._lock(file)
        noted = _understood(read_whole(file))
        if got is False:
            return (noted.holder if noted is not None else Holder("", "")), False
        if noted is None or noted.token == self._token:
            return None, True
        if got and noted.holder.machine.casefold() == self.me.machine.casefold():
            return None, True  # its process is gone: on one machine the lock tells
        if got is None and self._is_over_here(noted.holder):
            return None, True
        if self._is_quiet(file, noted):
            return None, True
        if got:
            os_unlock(file)
        return noted.holder, False

    def _is_over_here(self, holder: Holder) -> bool:
        """Where there are no locks: tell whether the process that wrote itself down on this machine is gone."""
        if holder.machine.casefold() != self.me.machine.casefold():
            return False
        return holder.process == self.me.process or not runs(holder.process)

    def _is_quiet(self, file: int, noted: _Noted) -> bool:
        """Tell whether a holder on another machine has written nothing for long.

        Either the place itself dates the file far behind one that is made there now, or the count has stood still for
        as long as was watched from here.
        """
        now = self._clock()
        if self._watched is None or self._watched[:2] != (noted.token, noted.beat):
            self._watched = (noted.token, noted.beat, now)
        if now - self._watched[2] >= QUIET_SECONDS:
            return True
        with contextlib.suppress(OSError):
            return age_there(self.path, file) >= QUIET_SECONDS
        return False

    def _begin(self, file: int, now: datetime) -> None:
        self.me = replace(self.me, since=now.astimezone(UTC))
        self._write(file)
        self._file = file  # only now: where the disk is full it is closed, and its number goes to another file
        self._over = threading.Event()
        beat = threading.Thread(target=self._go_on, args=(file, self._over), name="writer-lock", daemon=True)
        beat.start()

    def _go_on(self, file: int, over: threading.Event) -> None:
        """Count on in the file, so that others see that the holder is alive (on a thread of its own)."""
        while not over.wait(self._beat_seconds):
            with contextlib.suppress(OSError):  # a connection that is away may come back
                if self.others() is not None:
                    return
                with self._turn:
                    if self._file != file:
                        return
                    self._beat += 1
                    self._write(file)

    def _write(self, file: int) -> None:
        told = {
            "machine": self.me.machine,
            "user": self.me.user,
            "since": self.me.since.isoformat() if self.me.since is not None else None,
            "process": self.me.process,
            "token": self._token,
            "beat": self._beat,
        }
        write_whole(file, json.dumps(told, ensure_ascii=True).encode("ascii"))


def _same_person(one: Holder, other: Holder) -> bool:
    return (one.machine.casefold(), one.user.casefold()) == (other.machine.casefold(), other.user.casefold())


def _understood(content: bytes) -> _Noted | None:
    try:
        told: dict[str, Any] = json.loads(content)
        since = datetime.fromisoformat(told["since"]) if told.get("since") else None
        holder = Holder(str(told["machine"]), str(told["user"]), since, int(told["process"]))
        return _Noted(holder, str(told["token"]), int(told["beat"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
