"""Keeping the register safe: checking it, backing it up and putting a backup back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bokart_desk.i18n import _
from bokart_desk.services.register import Register
from bokart_desk.services.writing import refuse_if_in_use, refuse_write_protected
from bokart_desk.storage.backup import backup_register
from bokart_desk.storage.errors import environment_errors

if TYPE_CHECKING:
    from bokart_desk.storage.restore import RestoreResult


def back_up(register: Register, target: Path | None = None, *, now: datetime, reason: str | None = None) -> Path:
    """Take a backup that is opened and checked, and return it; in the backup folder unless a ``target`` is given.

    The one in the backup folder is copied to the second place as well, where one is set and there.
    """
    if target is not None:
        return backup_register(register.file, target, key=register.key).path
    from bokart_desk.services.backups import take_backup  # noqa: PLC0415

    return take_backup(register, now=now, reason=reason or _("on request")).path


def put_back(
    backup: Path,
    path: Path,
    *,
    backups: Path,
    now: datetime,
    key: bytes | None = None,
    key_now: bytes | None = None,
    drop_password: bool = False,
) -> RestoreResult:
    """Replace the register at ``path`` with a backup, and bring it up to date; return where the old one is kept.

    ``key`` opens the backup, ``key_now`` the register there; None for a plain one (or where nobody knows it).
    ``drop_password``: a plain backup shall leave a register without the password it had. Nobody may have the register
    open. Raise ``PasswordWouldGo`` or another ``RegisterError`` with the register as it was.
    """
    from bokart_desk.storage.migrator import ensure_schema  # noqa: PLC0415
    from bokart_desk.storage.restore import restore_register  # noqa: PLC0415

    path = path.absolute()
    refuse_if_in_use(path)
    refuse_write_protected(path)
    with environment_errors(path):
        result = restore_register(
            backup.absolute(), path, backups=backups, now=now, key=key, key_now=key_now, drop_password=drop_password
        )
    ensure_schema(path, now=now, backups=backups, key=result.key)
    return result
