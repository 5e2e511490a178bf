"""Puts a backup back in the register's place; what is replaced is kept."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from bokart_desk.i18n import _
from bokart_desk.storage.backup import automatic_backup, copy_verified, dated_name
from bokart_desk.storage.drafts import draft_beside
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import (
    KeysDamaged,
    KeysMissing,
    NotARegister,
    PasswordWouldGo,
    RegisterDamaged,
    RegisterNeedsKey,
    RestoreFailed,
    environment_errors,
    environment_reason,
)
from bokart_desk.storage.files import beside, keep_private, remove_database
from bokart_desk.storage.keyfile import (
    KeyFile,
    copy_keys,
    has_password,
    is_encrypted,
    keys_path,
    read_keys,
    remove_keys,
    write_keys,
)
from bokart_desk.storage.replacing import State, keep_out_others, state_of, take_place
from bokart_desk.storage.revision import newest_revision, read_revision, refuse_newer

DAMAGED = ".damaged"
"""Ends the name of a kept register that could not be backed up, because it could not be read."""


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A backup put back: the register's rows and revision now, and where the replaced register is kept.

    ``key``: the key it has now, None for a plain one.
    """

    path: Path
    counts: dict[str, int]
    revision: str
    kept: Path | None
    key: bytes | None


def restore_register(
    backup: Path,
    path: Path,
    *,
    backups: Path,
    now: datetime,
    key: bytes | None = None,
    key_now: bytes | None = None,
    drop_password: bool = False,
) -> RestoreResult:
    """Replace the register at ``path`` with ``backup``, which is read and checked first and stays where it is.

    ``key`` is the backup's, ``key_now`` the present register's (None: plain, or nobody knows it). A plain backup in the
    place of a register with a password is encrypted with ``key_now``, so that the password and the recovery key stay
    the same; ``drop_password``: the user wants it plain all the same. The register there is first backed up into
    ``backups`` (as it is, when it cannot be read). Close every engine on it before. An older backup is migrated by
    ``ensure_schema`` afterwards, as any older register.
    Raise ``RestoreFailed`` when the backup will not do, ``PasswordWouldGo`` when it is plain, the register is not and
    its key or its keys are not there, ``RegisterLocked`` when the register is in use,
    ``BackupFailed`` when what is there cannot be kept; the register is then as it was.
    """
    draft = draft_beside(path)
    try:
        counts, revision = _checked_copy(backup, draft, key)
        new_key = key_for_plain(path, key_now, drop_password=drop_password) if key is None else None
        if new_key is not None:
            _encrypt(draft, new_key, backup)
        other_key = key is not None and (key != key_now or not keys_path(path).is_file())
        kept = _replace(draft, path, backup if other_key else None, backups=backups, now=now, key_now=key_now)
    finally:
        remove_database(draft)
    held = key or new_key
    if held is None:
        remove_keys(path)
    return RestoreResult(path, counts, revision, kept, held)


def key_for_plain(path: Path, key_now: bytes | None, *, drop_password: bool) -> bytes | None:
    """Return what to encrypt something plain with before it takes the place of the register at ``path``; None: nothing.

    ``key_now``: the register's key, where it is known. Raise ``PasswordWouldGo`` when it has a password that would go
    without anybody having wanted that (``drop_password``): its key is not known, or its keys cannot be read.
    """
    if drop_password or (key_now is None and not has_password(path)):
        return None
    if key_now is None or not _has_keys(path):
        raise PasswordWouldGo(path)
    return key_now


def put_in_place(fresh: Path, path: Path, *, backups: Path, now: datetime, key_now: bytes | None = None) -> Path | None:
    """Move ``fresh``, a register in the same folder or disk, with the keys beside it, to ``path``; return what is kept.

    It is not looked into. ``key_now`` is the key of the register that is there; None: plain, or nobody knows it.
    Raise a ``RegisterError`` with the register as it was.
    """
    kept = _replace(fresh, path, fresh, backups=backups, now=now, key_now=key_now)
    if keys_path(fresh).is_file():
        remove_keys(fresh)
    else:
        remove_keys(path)
    return kept


def _replace(
    fresh: Path, path: Path, keys_of: Path | None, *, backups: Path, now: datetime, key_now: bytes | None
) -> Path | None:
    """Rename ``fresh`` to the register; the keys of ``keys_of`` and its own both lie beside it meanwhile."""
    kept, seen, source = None, None, None
    with environment_errors(path), ExitStack() as at_the_end:
        if any(one.exists() for one in (path, *beside(path))):
            kept, seen = _keep(path, backups, now, key_now)
        if seen is not None:
            source = at_the_end.enter_context(closing(connect(path, key=key_now)))
            keep_out_others(source)
        if keys_of is not None and keys_path(keys_of).is_file():
            if _has_keys(path):
                write_keys(path, KeyFile((*read_keys(keys_of).keys, *read_keys(path).keys)))
            else:
                copy_keys(keys_of, path)
        take_place(fresh, path, source, seen=seen)
        if keys_of is not None:
            copy_keys(keys_of, path)
    return kept


def _has_keys(path: Path) -> bool:
    try:
        read_keys(path)
    except (KeysMissing, KeysDamaged):
        return False
    return True


def _checked_copy(backup: Path, draft: Path, key: bytes | None) -> tuple[dict[str, int], str]:
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        with closing(connect(backup, key=key, read_only=True)) as source:
            revision = read_revision(source, backup)
            refuse_newer(backup, revision, newest_revision())
            return copy_verified(source, draft, backup, key), revision
    except Exception as error:
        reason = environment_reason(error)
        if reason is None and isinstance(error, driver.Error):  # a table is not what it should be
            reason = _(RegisterDamaged.reason)
        if reason is None:
            raise
        raise RestoreFailed(backup, reason=reason) from error


def _encrypt(draft: Path, key: bytes, backup: Path) -> None:
    from bokart_desk.storage.converting import convert_register  # noqa: PLC0415

    try:
        convert_register(draft, key=None, new_key=key)
    except Exception as error:
        reason = environment_reason(error.__cause__ or error)
        if reason is None:
            raise
        raise RestoreFailed(backup, reason=reason) from error


def _keep(path: Path, backups: Path, now: datetime, key: bytes | None) -> tuple[Path, State | None]:
    """Back up what is there; return the backup, and how it was then, None where it cannot be read."""
    try:
        with environment_errors(path):
            if not path.is_file() or not path.stat().st_size or (key is None and is_encrypted(path)):
                raise RegisterNeedsKey(path)
            with closing(connect(path, key=key)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # fails while anybody else has the register open
            seen = state_of(path)
        return automatic_backup(path, backups, _("before restoring"), now, key=key), seen
    except (RegisterDamaged, NotARegister, RegisterNeedsKey, KeysMissing, KeysDamaged):
        return _keep_damaged(path, backups, now), None


def _keep_damaged(path: Path, backups: Path, now: datetime) -> Path:
    """Copy the files as they are: more may be saved from them by someone who knows how."""
    backups.mkdir(parents=True, exist_ok=True)
    kept = backups / f"{dated_name(path, now)}{DAMAGED}"
    for file in (path, *beside(path), keys_path(path)):
        if file.exists():
            copy = kept.with_name(kept.name + file.name.removeprefix(path.name))
            shutil.copy2(file, copy)
            keep_private(copy)
    return kept
