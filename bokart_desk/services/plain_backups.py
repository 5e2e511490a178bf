"""Backups from before the register had a password: encrypted as it was, also those on a stick that was away then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bokart_desk.i18n import ngettext
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.storage.backup_notes import change_notes, read_notes
from bokart_desk.storage.errors import RegisterIsLocked
from bokart_desk.storage.plain_backups import plain_backups, protect_backup
from bokart_desk.storage.second_place import find_place


def _always() -> bool:
    return True


def backup_folders(register: Register) -> list[Path]:
    """Return where backups of the register lie: on this PC, and in the second place when that is there."""
    place = read_notes(register.backup_plan.notes).second_place
    second = find_place(place) if place is not None else None
    return [register.backups, *([second] if second is not None else [])]


def encrypt_plain_backups(register: Register, key: bytes, *, go_on: Callable[[], bool] = _always) -> int:
    """Encrypt the plain backups of the register with its ``key``, wherever they lie, and return how many it were.

    One that cannot be written anew stays as it is. ``go_on`` is asked before each: the rest may wait.
    """
    done = 0
    for folder in backup_folders(register):
        for backup in plain_backups(folder, register.path):
            if not go_on():
                return done
            with suppress(RegisterError, OSError):
                protect_backup(backup, register.path, key)
                done += 1
    return done


def encrypt_what_came_back(register: Register, *, go_on: Callable[[], bool] = _always) -> int:
    """Do the same for an open register, unless the user wanted its plain backups to stay as they are."""
    if register.read_only or plain_ones_stay(register):
        return 0
    return encrypt_now(register, go_on=go_on)


def encrypt_now(register: Register, *, go_on: Callable[[], bool] = _always) -> int:
    """Encrypt the plain backups of an open register, as the user asked for; none where it is locked or plain."""
    try:
        key = register.key
    except RegisterIsLocked:
        return 0
    if key is None:
        return 0
    let_plain_ones_stay(register, False)
    return encrypt_plain_backups(register, key, go_on=go_on)


def let_plain_ones_stay(register: Register, stay: bool) -> None:
    """Remember on this PC whether the user wants the plain backups of an encrypted register to stay as they are."""
    with suppress(OSError):  # then they are encrypted, which loses nothing
        change_notes(register.backup_plan.notes, plain_stays="yes" if stay else "")


def plain_ones_stay(register: Register) -> bool:
    """Tell whether the user wanted that."""
    return bool(read_notes(register.backup_plan.notes).plain_stays)


def encrypted_words(count: int) -> str:
    """Say how many backups from before the register had a password were encrypted."""
    return ngettext(
        "{count} older backup that had no password is encrypted now. The register's password opens it.",
        "{count} older backups that had no password are encrypted now. The register's password opens them.",
        count,
    ).format(count=count)
