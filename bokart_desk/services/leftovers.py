"""What a program that was killed, or a power cut, left half done beside the register: removed at the next start.

A draft may hold the whole register, and one that was to become a register without a password holds it openly.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

_QUIET = timedelta(hours=1)
"""What somebody has written to since is perhaps still being worked on, by another program."""
_DRAFT = re.compile(r"\.[0-9a-f]{8}\.partial(-wal|-shm|-journal|\.keys)?")


def clear_leftovers(register: Path, backups: Path, *, now: datetime) -> int:
    """Remove what was left beside ``register`` and in ``backups``; return how many files and folders that were.

    ``now``: the moment, in UTC. What cannot be removed stays for the next time.
    """
    removed = 0
    for draft in _drafts(register, backups):
        with suppress(OSError):
            if draft.stat().st_mtime >= (now - _QUIET).timestamp():
                continue
            if draft.is_dir() and not draft.is_symlink():
                shutil.rmtree(draft)
            else:
                draft.unlink()
            removed += 1
    return removed


def _drafts(register: Path, backups: Path) -> Iterator[Path]:
    new = re.compile(re.escape(register.name) + r"\.[0-9a-f]{8}\.new(-wal|-shm|-journal)?")
    for folder in {register.parent, backups}:
        with suppress(OSError):
            yield from (one for one in folder.iterdir() if _DRAFT.fullmatch(one.name) or new.fullmatch(one.name))
