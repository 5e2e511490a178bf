"""A backup opened to look at: as a copy in a private folder, read only, and removed when it is closed.

What a program that was killed left behind is removed when the next one starts.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from bokart_desk.services.register import Register
from bokart_desk.storage.backup import copy_verified
from bokart_desk.storage.engine import KeyHolder, connect, make_engine
from bokart_desk.storage.errors import environment_errors

_CLOCKS_DIFFER = 2.0
"""Seconds by which a process may seem younger than a folder it has made."""


def open_copy(backup: Path, *, folder: Path, now: datetime, key: bytes | None = None) -> Register:
    """Return a copy of ``backup`` to look at, brought up to date and open for reading only.

    ``folder`` is where copies lie, nobody else's to read. Raise a ``RegisterError`` with nothing left behind.
    Close it with ``close_copy``.
    """
    from bokart_desk.storage.migrator import ensure_schema  # noqa: PLC0415

    own = folder / f"{os.getpid()}-{uuid4().hex[:8]}"
    try:
        with environment_errors(own):
            folder.mkdir(parents=True, exist_ok=True)
            own.mkdir(mode=0o700)
        path = own / "register.db"
        with closing(connect(backup, key=key, read_only=True)) as source, environment_errors(backup):
            copy_verified(source, path, backup, key)
        ensure_schema(path, now=now, backups=own, key=key)
        holder = KeyHolder(key)
        engine = make_engine(path, key=holder, read_only=True)
        return Register(path, engine, backups=own, read_only=True, holder=holder)
    except BaseException:
        shutil.rmtree(own, ignore_errors=True)
        raise


def close_copy(register: Register) -> None:
    """Close a copy and remove it."""
    register.shut()
    shutil.rmtree(register.path.parent, ignore_errors=True)


def clear_copies(folder: Path) -> int:
    """Remove the copies in ``folder`` whose program is gone; return how many there were."""
    if not folder.is_dir():
        return 0
    gone = [one for one in folder.iterdir() if one.is_dir() and not _in_use(one)]
    for one in gone:
        shutil.rmtree(one, ignore_errors=True)
    return len(gone)


def _in_use(own: Path) -> bool:
    import psutil  # noqa: PLC0415 - once, well after the start

    number = own.name.partition("-")[0]
    if not number.isdecimal():
        return False
    try:
        started = psutil.Process(int(number)).create_time()
    except (psutil.Error, OverflowError):
        return False
    return bool(started <= own.stat().st_ctime + _CLOCKS_DIFFER)  # else another program has got the number since
