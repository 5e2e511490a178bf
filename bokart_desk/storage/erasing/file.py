"""Writes the register's file anew after an erasure, so that no page and no log beside it holds what was erased."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, update

from bokart_desk.storage.engine import connect, reading, writing
from bokart_desk.storage.errors import environment_errors
from bokart_desk.storage.schema import erasure

_TRIES = 5
_EACH_MS = 1000


def clean_file(engine: Engine, path: Path, *, key: bytes | None, now: datetime) -> bool:
    """Write the file anew and empty the log beside it; tell whether that was done to the end.

    Not when another program is reading just then: it is tried again at the next erasure or opening.
    Raise a ``RegisterError`` when the disk is full or the register cannot be reached.
    """
    with environment_errors(path), closing(connect(path, key=key)) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")  # the copy is not to lie in a temporary file
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        connection.execute(f"PRAGMA busy_timeout = {_EACH_MS}")
        if not any(_log_emptied(connection) for _try in range(_TRIES)):
            return False
    with writing(engine) as noted:
        noted.execute(update(erasure).where(erasure.c.cleaned_at.is_(None)).values(cleaned_at=now))
    return True


def _log_emptied(connection: Any) -> bool:
    busy, _pages, _done = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def is_clean(engine: Engine) -> bool:
    """Tell whether the file was written anew after every erasure."""
    with reading(engine) as connection:
        left = select(erasure.c.id).where(erasure.c.cleaned_at.is_(None)).limit(1)
        return connection.execute(left).first() is None
