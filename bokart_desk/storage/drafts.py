"""Drafts: what is written beside its target before it takes its place, and goes where a killed program left it.

A draft may hold the whole register, and one of a register that is to lose its password holds it openly. Its name tells
which process on which machine writes it: where that one is gone, so is the draft at the next look. Of the others,
written by another machine, what was not touched for an hour is nobody's any more.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

from bokart_desk.storage.processes import runs

_QUIET = timedelta(hours=1)
_DRAFT = re.compile(
    r"\.[0-9a-f]{8}(-(?P<machine>[0-9a-f]{6})-(?P<process>\d{1,10}))?\.partial(-wal|-shm|-journal|\.keys)?"
)


def draft_beside(target: Path) -> Path:
    """Return where a draft of ``target`` is written: in its folder, under a name that nobody else has."""
    return target.with_name(f".{uuid4().hex[:8]}-{_machine()}-{os.getpid()}.partial")


def clear_drafts(folder: Path, now: datetime) -> int:
    """Remove the drafts in ``folder`` that nobody works on any more; return how many files and folders that were.

    ``now``: the moment, in UTC. What cannot be removed, or lies in a folder that is away, stays for the next time.
    """
    removed = 0
    with suppress(OSError):
        for draft in folder.iterdir():
            name = _DRAFT.fullmatch(draft.name)
            if name is not None and _is_left(draft, name, now):
                removed += _removed(draft)
    return removed


@lru_cache(maxsize=1)
def _machine() -> str:
    return blake2b(platform.node().casefold().encode(), digest_size=3).hexdigest()


def _is_left(draft: Path, name: re.Match[str], now: datetime) -> bool:
    process = int(name["process"] or 0)
    if name["machine"] == _machine() and process != os.getpid() and not runs(process):
        return True
    with suppress(OSError):
        return draft.stat().st_mtime < (now - _QUIET).timestamp()
    return False


def _removed(draft: Path) -> int:
    with suppress(OSError):
        if draft.is_dir() and not draft.is_symlink():
            shutil.rmtree(draft)
        else:
            draft.unlink()
        return 1
    return 0
