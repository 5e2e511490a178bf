"""Backups without a password of a register that has one: which they are, and how one is encrypted like the register."""

from __future__ import annotations

from pathlib import Path

from bokart_desk.storage.backup_names import list_backups
from bokart_desk.storage.converting import convert_register
from bokart_desk.storage.errors import RegisterError
from bokart_desk.storage.keyfile import is_encrypted, read_keys, remove_keys, write_keys


def plain_backups(folder: Path, register: Path) -> list[Path]:
    """Return the backups of ``register`` in ``folder`` that anybody can read, newest first; none where it is away."""
    try:
        found = [backup.path for backup in list_backups(folder, register)]
    except OSError:
        return []
    return [path for path in found if not _needs_key(path)]


def protect_backup(backup: Path, register: Path, key: bytes) -> None:
    """Encrypt a plain ``backup`` with the ``key`` of the ``register``, so that the same password opens it.

    Raise what ``convert_register`` raises; the backup is then as it was.
    """
    keys = read_keys(register)
    write_keys(backup, keys)
    try:
        convert_register(backup, key=None, new_key=key)
    except BaseException:
        if not is_encrypted(backup):
            remove_keys(backup)
        raise


def _needs_key(backup: Path) -> bool:
    """Tell by the file itself: beside a plain one keys may lie that a crash left there."""
    try:
        return is_encrypted(backup)
    except RegisterError:
        return True  # its keys are gone, or it cannot be read
