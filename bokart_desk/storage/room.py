"""A register that cannot be opened because the disk is full, told as what it is. Loads little."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bokart_desk.storage.errors import (
    BackupFailed,
    DiskFull,
    MigrationFailed,
    NoRoomToOpen,
    ReadOnlyPlace,
    StorageFailed,
)

_LEAST_ROOM = 64 * 1024
"""Bytes: twice as much as the smallest file of WAL mode."""
_FOR_WANT_OF_ROOM = (StorageFailed, ReadOnlyPlace, BackupFailed, MigrationFailed)
"""What a full disk may look like to SQLite, or to what is done before an older register is opened."""


def is_full(folder: Path) -> bool:
    """Tell whether the disk of ``folder`` has no room for the files that SQLite makes beside a register to open it."""
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Raise ``NoRoomToOpen`` where the register at ``path`` is not opened inside because its disk is full."""
    try:
        yield
    except DiskFull as error:
        raise NoRoomToOpen(path) from error
    except _FOR_WANT_OF_ROOM as error:
        if not is_full(path.parent):
            raise
        raise NoRoomToOpen(path) from error
