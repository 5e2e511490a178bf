"""The files of a database: the one with its name, and the two that WAL mode keeps beside it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_WINDOWS_SHORT_PATH = 240  # 260 less room for the -journal beside the file
BESIDE = ("-wal", "-shm", "-journal")


def driver_path(path: Path, *, windows: bool = sys.platform == "win32") -> str:
    """Return the absolute path as the driver must get it: long paths of Windows need a prefix."""
    text = str(path if path.is_absolute() else path.absolute())
    if not windows or len(text) < _WINDOWS_SHORT_PATH or text.startswith("\\\\?\\"):
        return text
    return "\\\\?\\UNC\\" + text[2:] if text.startswith("\\\\") else "\\\\?\\" + text


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at ``path`` from one that takes its place under the same name; None: there is none.

    Windows has no need of it: there nothing takes the place of a file that is open.
    """
    if os.name == "nt":
        return None
    try:
        held = path.stat()
    except OSError:
        return None
    return held.st_dev, held.st_ino


def beginning(path: Path, count: int) -> bytes:
    """Return the first ``count`` bytes of the file at ``path``, a register perhaps that this program has open.

    On POSIX a program that closes a file, by whichever handle, lets go of all its locks on it: SQLite's too. What is
    open already is read by the handle that is there. Raise OSError.
    """
    for handle in _handles_on(path):
        with suppress(OSError):  # closed meanwhile
            found = os.pread(handle, count, 0)
            if _is_on(handle, path):
                return found
    with path.open("rb") as file:
        return file.read(count)


def _handles_on(path: Path) -> list[int]:
    """Return this program's handles on the file, where closing one of them would matter."""
    if os.name != "posix":
        return []
    try:
        handles = [int(name) for name in os.listdir("/dev/fd")]  # noqa: PTH208 - its names are numbers
    except OSError:
        return []
    return [handle for handle in handles if _is_on(handle, path)]


def _is_on(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def beside(path: Path) -> list[Path]:
    """Return the files that belong to the database at ``path`` and may hold part of its content."""
    return [path.with_name(path.name + ending) for ending in BESIDE]


def remove_database(path: Path) -> None:
    """Remove the database at ``path`` with the files beside it; missing ones do not matter."""
    for file in (*beside(path), path):
        file.unlink(missing_ok=True)


def keep_private(path: Path) -> None:
    """Let nobody but its owner read the file, where the file system knows of owners."""
    with suppress(OSError):  # a memory stick does not
        path.chmod(0o600)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut, where the system allows it (Windows does it by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
