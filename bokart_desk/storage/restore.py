"""Puts a backup back in the register's place; what is replaced is kept."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from bokart_desk.i18n import _
from bokart_desk.storage.backup import automatic_backup, copy_verified, dated_name
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import (
    NotARegister,
    RegisterDamaged,
    RestoreFailed,
    environment_errors,
    environment_reason,
)
from bokart_desk.storage.files import beside, remove_database, sync_folder
from bokart_desk.storage.revision import newest_revision, read_revision, refuse_newer


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A backup put back: the register's rows and revision now, and where the replaced register is kept."""

    path: Path
    counts: dict[str, int]
    revision: str
    kept: Path | None


def restore_register(
    backup: Path, path: Path, *, backups: Path, now: datetime, key: bytes | None = None
) -> RestoreResult:
    """Replace the register at ``path`` with ``backup``, which is read and checked first and stays where it is.

    The register there is first backed up into ``backups`` (as it is, when it is damaged). Close every engine on it
    before. An older backup is migrated by ``ensure_schema`` afterwards, as any older register.
    Raise ``RestoreFailed`` when the backup will not do, ``RegisterLocked`` when the register is in use,
    ``BackupFailed`` when what is there cannot be kept; the register is then as it was.
    """
    draft = path.with_name(f".{uuid4().hex[:8]}.partial")
    try:
        counts, revision = _checked_copy(backup, draft, key)
        with environment_errors(path):
            kept = _keep(path, backups, now, key) if path.exists() else None
            for file in beside(path):  # or they would be played into the restored register
                file.unlink(missing_ok=True)
            os.replace(draft, path)  # noqa: PTH105 - the rename that replaces, on Windows too
            sync_folder(path.parent)
    finally:
        remove_database(draft)
    return RestoreResult(path, counts, revision, kept)


def _checked_copy(backup: Path, draft: Path, key: bytes | None) -> tuple[dict[str, int], str]:
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        with closing(connect(backup, key=key, read_only=True)) as source:
            revision = read_revision(source, backup)
            refuse_newer(backup, revision, newest_revision())
            return copy_verified(source, draft, backup, key), revision
    except Exception as error:
        reason = environment_reason(error)
        if reason is None:
            raise
        raise RestoreFailed(backup, reason=reason) from error


def _keep(path: Path, backups: Path, now: datetime, key: bytes | None) -> Path:
    try:
        with environment_errors(path), closing(connect(path, key=key)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # fails while anybody else has the register open
        return automatic_backup(path, backups, _("before restoring"), now, key=key)
    except (RegisterDamaged, NotARegister):
        return _keep_damaged(path, backups, now)


def _keep_damaged(path: Path, backups: Path, now: datetime) -> Path:
    """Copy the files as they are: more may be saved from them by someone who knows how."""
    backups.mkdir(parents=True, exist_ok=True)
    kept = backups / f"{dated_name(path, now)}.damaged"
    for file in (path, *beside(path)):
        if file.exists():
            shutil.copy2(file, kept.with_name(kept.name + file.name.removeprefix(path.name)))
    return kept
