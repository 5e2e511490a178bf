"""The file that the writer's lock is on: opened, written and read as each system and each kind of place needs it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_ROOM = 1024
"""Bytes of the file: written in one piece, so that a reader never sees half of it."""
_BINARY = getattr(os, "O_BINARY", 0)


def open_lock_file(path: Path, *, create: bool = True) -> int:
    """Return a handle on the file; one to read where it is another user's. Raise OSError."""
    try:
        return os.open(path, os.O_RDWR | (os.O_CREAT if create else 0) | _BINARY, 0o666)
    except PermissionError:
        if not path.exists():
            raise
        return os.open(path, os.O_RDONLY | _BINARY)  # enough to ask


def is_writable(file: int) -> bool:
    """Tell whether the open file can be written to. Raise OSError where the disk is full."""
    try:
        os.lseek(file, _ROOM - 1, os.SEEK_SET)
        return os.write(file, b" ") == 1
    except OSError as error:
        if error.errno in _FULL:
            raise  # the disk is, which says nothing of whose file it is
        return False


def is_still_there(file: int, path: Path) -> bool:
    """Tell whether the open file is the one that lies at ``path``."""
    if os.name != "posix":
        return True  # nobody can take away what we have open
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False


def write_whole(file: int, content: bytes) -> None:
    """Let the open file hold ``content`` and nothing else, in one piece. Raise OSError."""
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, content.ljust(_ROOM))


def read_whole(file: int | None) -> bytes:
    """Return what the open file holds; nothing where it cannot be read, or none is open."""
    if file is None:
        return b""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, _ROOM)
    except OSError:
        return b""


def read_whole_at(path: Path) -> bytes:
    """Return what the file at ``path`` holds; nothing where there is none, or it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_ROOM)
    except OSError:
        return b""


def age_there(path: Path, file: int) -> float:
    """Return how many seconds the open file is older than one made beside it now, by the clock of the place itself."""
    from bokart_desk.storage.drafts import draft_beside  # noqa: PLC0415 - each start looks at a lock, few at its age

    probe = draft_beside(path)
    try:
        probe.touch()
        return probe.stat().st_mtime - os.fstat(file).st_mtime
    finally:
        probe.unlink(missing_ok=True)
