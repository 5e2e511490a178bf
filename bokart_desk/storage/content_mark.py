"""Tells whether a backup holds what the register holds now, without comparing all of it.

Every command writes a line of history, in the register and thus in its backups; the last line says how far each has
come. No note beside the backups can be lost or be wrong: a backup that was removed or cannot be read counts no more.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import RegisterError, environment_error, environment_errors
from bokart_desk.storage.keyfile import is_encrypted

Mark = tuple[Any, ...]

_LAST = (
    ("history", "SELECT id, at FROM history ORDER BY id DESC LIMIT 1"),
    ("reading_log", "SELECT id, at FROM reading_log ORDER BY id DESC LIMIT 1"),  # no line of history tells of these
    ("erasure", "SELECT count(*), max(id), max(cleaned_at) FROM erasure"),
)


def content_mark(path: Path, key: bytes | None) -> Mark:
    """Return how far the register or backup at ``path`` has come. Raise a ``RegisterError`` where it cannot be read."""
    with environment_errors(path), closing(connect(path, key=key, read_only=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        lines = [connection.execute(query).fetchone() if table in tables else None for table, query in _LAST]
    return revision, key is not None, *lines


def is_empty(mark: Mark) -> bool:
    """Tell whether nothing has ever been entered in the register with this mark."""
    return mark[2] is None


def is_backup_of_now(backup: Path, mark: Mark, key: bytes | None) -> bool:
    """Tell whether ``backup`` holds what the register with this ``mark`` and ``key`` holds."""
    try:
        return is_encrypted(backup) == (key is not None) and content_mark(backup, key) == mark
    except RegisterError:
        return False
    except Exception as error:
        if environment_error(error) is None:
            raise
        return False
