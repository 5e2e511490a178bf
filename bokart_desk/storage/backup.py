"""Backups of the register: taken through the database itself, opened and checked before they count.

Copying the file instead would lose what WAL mode has not yet written into it, and nothing would notice.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from bokart_desk.i18n import _
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import BackupFailed, RegisterDamaged, environment_errors, environment_reason
from bokart_desk.storage.files import keep_private, remove_database, sync_folder

KEPT_BACKUPS = 30
_DRAFT = ".partial"
_DRAFT_KEPT = timedelta(days=1)
_NAME = re.compile(r"(?P<stem>.+) (?P<taken>\d{4}-\d\d-\d\d \d{6}) (?P<reason>.+)\.db")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A backup that was opened and found to hold every row of the register."""

    path: Path
    counts: dict[str, int]
    size: int


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup as its name tells it; ``taken_at`` is local time."""

    path: Path
    register: str
    taken_at: datetime
    reason: str
    size: int


def backup_register(path: Path, target: Path, *, key: bytes | None = None) -> BackupResult:
    """Write a verified copy of the register at ``path`` to ``target``, replacing what is there only when it is whole.

    The copy is one file, with the same key as the register. Others may go on reading and writing meanwhile.
    Raise ``BackupFailed`` with nothing left behind, ``RegisterDamaged`` when it is the register that is broken.
    """
    with _told_as_backup(target):
        if target.exists() and target.samefile(path):
            raise BackupFailed(target, reason=_("a backup cannot replace the register itself"))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{uuid4().hex[:8]}{_DRAFT}")
        try:
            with closing(connect(path, key=key)) as source:
                counts = copy_verified(source, draft, path, key)
            size = draft.stat().st_size
            os.replace(draft, target)  # noqa: PTH105 - the rename that replaces, on Windows too
            sync_folder(target.parent)
        finally:
            remove_database(draft)
    return BackupResult(target, counts, size)


@contextmanager
def _told_as_backup(target: Path) -> Iterator[None]:
    try:
        yield
    except (BackupFailed, RegisterDamaged):
        raise
    except Exception as error:
        reason = environment_reason(error)
        if reason is None:
            raise
        raise BackupFailed(target, reason=reason) from error


def copy_verified(source: Any, draft: Path, path: Path, key: bytes | None) -> dict[str, int]:
    """Copy the database behind the driver connection ``source`` to ``draft`` and check the copy against it.

    Return the rows of each table. Raise ``RegisterDamaged`` about ``path`` when the source itself is broken,
    ``BackupFailed`` when the copy is not what it should be.
    """
    source.execute("BEGIN")  # counting and copying see the same state
    try:
        with environment_errors(path):
            wanted = table_counts(source)
        draft.touch()
        keep_private(draft)
        with closing(connect(draft, key=key)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # everything in the one file
    finally:
        source.execute("ROLLBACK")
    with closing(connect(draft, key=key, read_only=True)) as copy:
        found = table_counts(copy)
        sound = is_sound(copy)
    if not sound and not is_sound(source):
        raise RegisterDamaged(path)
    if not sound or found != wanted:
        raise BackupFailed(draft, reason=_("the copy does not hold what the register holds"))
    return found


def is_sound(connection: Any) -> bool:
    """Tell whether the database behind a driver connection is whole and every reference in it points at a row."""
    try:
        with environment_errors():
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return False
            return connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except RegisterDamaged:
        return False


def table_counts(connection: Any) -> dict[str, int]:
    """Return how many rows each table has."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names of tables
        for (name,) in names
    }


def automatic_backup(
    path: Path, folder: Path, reason: str, now: datetime, *, key: bytes | None = None, keep: int = KEPT_BACKUPS
) -> Path:
    """Back up the register at ``path`` into ``folder`` and then drop this register's oldest beyond ``keep``.

    The name says when (``now``, in local time) and why: ``register 2026-11-22 081605 before import.db``.
    Raise what ``backup_register`` raises.
    """
    name = f"{dated_name(path, now)} {_NOT_IN_NAMES.sub(' ', reason).strip() or '-'}"
    target = folder / f"{name}.db"
    number = 2
    while target.exists():
        target = folder / f"{name} ({number}).db"
        number += 1
    backup_register(path, target, key=key)
    for old in list_backups(folder, path)[keep:]:
        if old.path != target:
            _drop(old.path)
    for draft in folder.glob(f".*{_DRAFT}*"):  # of a program that was killed
        if draft.stat().st_mtime < (now - _DRAFT_KEPT).timestamp():
            _drop(draft)
    return target


def dated_name(path: Path, now: datetime) -> str:
    """Return the start of a name in the backup folder: the register's own, and ``now`` in local time."""
    return f"{path.stem} {now.astimezone():%Y-%m-%d %H%M%S}"


def _drop(path: Path) -> None:
    with suppress(OSError):  # someone has it open; the next backup tries again
        path.unlink(missing_ok=True)


def list_backups(folder: Path, register: Path | None = None) -> list[BackupFile]:
    """Return the automatic backups in ``folder``, newest first; only those of ``register`` if it is given."""
    if not folder.is_dir():
        return []
    found = [backup for file in folder.iterdir() if (backup := _as_backup(file)) is not None]
    if register is not None:
        found = [backup for backup in found if backup.register == register.stem]
    return sorted(found, key=lambda backup: (backup.taken_at, backup.path.stat().st_mtime_ns), reverse=True)


def _as_backup(file: Path) -> BackupFile | None:
    named = _NAME.fullmatch(file.name)
    if named is None or not file.is_file():
        return None
    try:
        taken_at = datetime.strptime(named["taken"], "%Y-%m-%d %H%M%S")  # noqa: DTZ007 - local, as people read it
    except ValueError:
        return None
    return BackupFile(file, named["stem"], taken_at, named["reason"], file.stat().st_size)
