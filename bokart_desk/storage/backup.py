"""Backups of the register: taken through the database itself, opened and checked before they count.

Copying the file instead would lose what WAL mode has not yet written into it, and nothing would notice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bokart_desk.domain.thinning import KeepRule, to_keep
from bokart_desk.i18n import _
from bokart_desk.storage.backup_names import BackupFile, dated_name, free_name, list_backups
from bokart_desk.storage.drafts import clear_drafts, draft_beside
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import BackupFailed, RegisterDamaged, environment_errors, environment_reason
from bokart_desk.storage.files import keep_private, remove_database, sync_folder
from bokart_desk.storage.keyfile import copy_keys, keys_path

__all__ = [
    "BackupFile",
    "BackupResult",
    "automatic_backup",
    "backup_register",
    "copy_verified",
    "dated_name",
    "drop_backup",
    "is_sound",
    "list_backups",
    "table_counts",
    "thin_backups",
]


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A backup that was opened and found to hold every row of the register."""

    path: Path
    counts: dict[str, int]
    size: int


def backup_register(path: Path, target: Path, *, key: bytes | None = None) -> BackupResult:
    """Write a verified copy of the register at ``path`` to ``target``, replacing what is there only when it is whole.

    The copy has the same key as the register, whose file of keys lies beside it. Others may read and write meanwhile.
    Raise ``BackupFailed`` with nothing left behind, ``RegisterDamaged`` when it is the register that is broken.
    """
    with _told_as_backup(target):
        if target.exists() and target.samefile(path):
            raise BackupFailed(target, reason=_("a backup cannot replace the register itself"))
        draft = draft_beside(target)
        try:
            with closing(connect(path, key=key)) as source:  # first: where its folder is gone, none is made
                target.parent.mkdir(parents=True, exist_ok=True)
                counts = copy_verified(source, draft, path, key)
            size = draft.stat().st_size
            with _with_keys(path, target):
                os.replace(draft, target)  # noqa: PTH105 - the rename that replaces, on Windows too
            sync_folder(target.parent)
        finally:
            remove_database(draft)
    return BackupResult(target, counts, size)


@contextmanager
def _with_keys(path: Path, target: Path) -> Iterator[None]:
    """Put the register's keys beside ``target`` before it comes, for it is worth nothing without; or as it was."""
    file = keys_path(target)
    before = file.read_bytes() if file.is_file() else None
    try:
        copy_keys(path, target)
        yield
    except BaseException:
        with suppress(OSError):
            if before is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(before)
        raise
    if before is not None and not keys_path(path).is_file():
        file.unlink(missing_ok=True)  # an encrypted backup was replaced by a plain one


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
    path: Path, folder: Path, reason: str, now: datetime, *, key: bytes | None = None, rule: KeepRule | None = None
) -> Path:
    """Back up the register at ``path`` into ``folder``, and then drop older ones of it as ``rule`` says (None: none).

    The name says when (``now``, in local time) and why: ``register 2026-11-22 081605 before import.db``.
    Raise what ``backup_register`` raises.
    """
    target = free_name(path, folder, reason, now)
    backup_register(path, target, key=key)
    if rule is not None:
        thin_backups(folder, path, now, rule, new=target)
    return target


def thin_backups(folder: Path, path: Path, now: datetime, rule: KeepRule, *, new: Path) -> None:
    """Drop the backups of the register at ``path`` in ``folder`` that ``rule`` does not keep, never the ``new`` one.

    Call it only when the new one was found good. Drafts that a killed program left are cleared away too.
    """
    held = list_backups(folder, path)
    kept = to_keep([backup.kept() for backup in held], now.astimezone().replace(tzinfo=None), rule)
    for old in held:
        if old.kept() not in kept and old.path != new:
            drop_backup(old.path)
    clear_drafts(folder, now)


def drop_backup(path: Path) -> None:
    """Remove a backup with its keys; where someone has it open it stays, and the next backup tries again."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        keys_path(path).unlink(missing_ok=True)
