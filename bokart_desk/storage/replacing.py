"""Lets a new file take the place of a register while nobody can write to the old one.

Whoever waits to write gets the lock only when the new file lies there, and finds out that it does (``engine``). On
Windows a file that is open cannot be replaced: there the lock goes a moment before, and the rename fails when somebody
opens the file meanwhile.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bokart_desk.storage.errors import RegisterLocked
from bokart_desk.storage.files import beginning, beside, sync_folder

_PAGE = 4096

State = tuple[bytes, int]
"""What no change of a register leaves as it was: its first page, with the count of changes, and its size."""


def keep_out_others(connection: Any) -> None:
    """Let nobody else into the register until ``connection`` is closed; everything is then in the one file.

    Raise the driver's error when somebody is in it.
    """
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def state_of(path: Path) -> State:
    """Return how the register at ``path`` is now, to see later whether it was changed. Raise OSError."""
    return beginning(path, _PAGE), path.stat().st_size


def take_place(
    fresh: Path, path: Path, source: Any, *, seen: State | None = None, held: bool = os.name == "posix"
) -> None:
    """Let the file ``fresh`` take the place of the register at ``path``.

    ``source``: the connection that keeps others out of it, None where nothing there can be opened; ``held``: whether it
    stays open for the rename. ``seen``: how the register was when it was kept. Raise ``RegisterLocked`` when somebody
    has changed it since, and what the rename raises; the register is then as it was.
    """
    if source is not None and not held:
        seen = seen or state_of(path)
        source.close()
    if seen is not None and state_of(path) != seen:
        raise RegisterLocked(path)
    for file in beside(path):  # or they would be played into the new file
        file.unlink(missing_ok=True)
    os.replace(fresh, path)  # noqa: PTH105 - the rename that replaces, on Windows too
    sync_folder(path.parent)
