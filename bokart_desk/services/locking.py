"""The password of a register: giving it one, opening with it, changing it, and the recovery key for the safe."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bokart_desk.domain.recovery import RANDOM_BYTES, recovery_text
from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused
from bokart_desk.services.plain_backups import backup_folders, encrypt_plain_backups, let_plain_ones_stay
from bokart_desk.services.register import Register
from bokart_desk.storage.backup_keys import renew_keys
from bokart_desk.storage.backup_names import list_backups
from bokart_desk.storage.converting import convert_register
from bokart_desk.storage.errors import MisreadGroup, WrongPassword
from bokart_desk.storage.keyfile import (
    HeldKey,
    KeyFile,
    Secret,
    is_encrypted,
    keys_path,
    new_held_key,
    read_keys,
    remove_keys,
    set_keys_aside,
    write_keys,
)
from bokart_desk.storage.unlocking import fits, opened_by, unlock
from bokart_desk.storage.wrapping import KEY_BYTES

__all__ = [
    "SHORTEST",
    "Protected",
    "change_key",
    "change_password",
    "drop_recovery_key",
    "find_keys",
    "has_recovery_key",
    "is_encrypted",
    "is_wrong_guess",
    "key_id",
    "new_recovery_key",
    "password_problem",
    "prepare",
    "protect",
    "protect_with_backups",
    "remove_password",
    "renew_backup_keys",
    "unlock",
]

SHORTEST = 10
"""Signs that a password must have; three or four words are easier to remember and better."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A register that now has a password. ``recovery``: its recovery key, shown once; empty where there is none."""

    key: bytes
    recovery: str = ""


def password_problem(password: str) -> str:
    """Return what is wrong with a new password, in the user's words; empty when it will do."""
    if len(password) < SHORTEST:
        return _("The password must have at least {count} signs. Three or four words are easy to remember.").format(
            count=SHORTEST
        )
    kinds = 3
    if len(set(password.casefold())) < kinds + 1 or _is_row(password):
        return _("The password is too easy to guess. Three or four words are easy to remember.")
    return ""


def is_wrong_guess(error: BaseException) -> bool:
    """Tell whether ``error`` says that a password or recovery key was wrong, which costs a pause."""
    return isinstance(error, (WrongPassword, MisreadGroup))


def prepare(path: Path, password: str, *, recovery: bool = True) -> Protected:
    """Make the keys of a register that does not exist yet; ``open_register(path, key=..., create=True)`` makes it.

    ``recovery``: make a recovery key too (where somebody is there to write it down). Raise ``Refused`` about the
    password, and a ``RegisterError`` where the keys cannot be written.
    """
    held, made = _new_key(password, recovery=recovery)
    path.parent.mkdir(parents=True, exist_ok=True)
    set_keys_aside(path)  # of a register that is gone, and perhaps comes back
    write_keys(path, KeyFile((held,)))
    return made


def change_password(path: Path, secret: str, password: str) -> None:
    """Let ``password`` open the register from now on, and the old one no more; the register is not written to.

    ``secret``: the present password or the recovery key. Raise what ``unlock`` raises, ``Refused`` about the new one.
    """
    _refuse_weak(password)
    _rewrap(path, secret, Secret.PASSWORD, password)


def new_recovery_key(path: Path, secret: str) -> str:
    """Return a new recovery key, shown this once; the one before opens the register no more.

    ``secret``: the present password or recovery key. Raise what ``unlock`` raises.
    """
    text = recovery_text(os.urandom(RANDOM_BYTES))
    _rewrap(path, secret, Secret.RECOVERY, text)
    return text


def drop_recovery_key(path: Path) -> None:
    """Let no recovery key open the register: the one there is was never written down. Raise a ``RegisterError``."""
    held = read_keys(path).keys
    write_keys(path, KeyFile(tuple(one.without_slot(Secret.RECOVERY) for one in held)))


def has_recovery_key(path: Path) -> bool:
    """Tell whether the register has a recovery key. Raise ``KeysMissing`` or ``KeysDamaged``."""
    return Secret.RECOVERY in read_keys(path).keys[0].slots


def key_id(path: Path) -> str:
    """Return the number of the register's key: the same for its backups, and after a change of password."""
    return read_keys(path).id


def protect(path: Path, password: str) -> Protected:
    """Encrypt a plain register, through a copy that is compared with it. Nobody may have it open.

    Raise ``Refused`` about the password, ``RegisterLocked`` when somebody has it open, and what ``convert_register``
    raises; the register is then as it was.
    """
    held, made = _new_key(password, recovery=True)
    write_keys(path, KeyFile((held,)))  # a plain register takes no notice of them
    try:
        convert_register(path, key=None, new_key=made.key)
    except BaseException:
        if not is_encrypted(path):
            remove_keys(path)
        raise
    return made


def protect_with_backups(register: Register, password: str, *, backups_too: bool) -> Protected:
    """Encrypt a register that has been closed, and if wanted its plain backups, here and in the second place.

    A backup that cannot be written anew, or is away, stays as it is: ``services.plain_backups`` sees to it later.
    Raise what ``protect`` raises.
    """
    made = protect(register.path, password)
    let_plain_ones_stay(register, not backups_too)
    if backups_too:
        encrypt_plain_backups(register, made.key)
    return made


def renew_backup_keys(register: Register) -> int:
    """Put the present keys beside the backups, here and in the second place; return beside how many."""
    return renew_keys(register.path, backup_folders(register))


def change_key(path: Path, secret: str, password: str) -> Protected:
    """Encrypt the register with a new key, when somebody unwanted may have had the old password and a copy.

    Older backups keep the old key. Nobody may have the register open. Raise what ``unlock`` and ``protect`` raise.
    """
    old = unlock(path, secret)
    before = read_keys(path)
    held, made = _new_key(password, recovery=True)
    write_keys(path, KeyFile((held, *before.keys)))  # whichever of them the register has, one fits
    try:
        convert_register(path, key=old, new_key=made.key)
    except BaseException:
        if fits(path, old):
            write_keys(path, before)
        raise
    write_keys(path, KeyFile((held,)))
    return made


def remove_password(path: Path, secret: str) -> None:
    """Make the register a plain one, through a copy that is compared with it. Nobody may have it open.

    Raise what ``unlock`` and ``convert_register`` raise; the register is then as it was.
    """
    key = unlock(path, secret)
    convert_register(path, key=key, new_key=None)
    remove_keys(path)


def find_keys(path: Path, folders: tuple[Path, ...]) -> bool:
    """Put the newest keys that lie with the backups in ``folders`` beside a register that has lost its own.

    Return whether there were any. They are the right ones when the password opens the register.
    """
    for folder in folders:
        found = next((one.path for one in list_backups(folder, path) if keys_path(one.path).is_file()), None)
        if found is not None and not keys_path(path).exists():
            write_keys(path, read_keys(found))
            return True
    return False


def _new_key(password: str, *, recovery: bool) -> tuple[HeldKey, Protected]:
    _refuse_weak(password)
    key = os.urandom(KEY_BYTES)
    held = new_held_key().with_slot(Secret.PASSWORD, key, password)
    if not recovery:
        return held, Protected(key)
    text = recovery_text(os.urandom(RANDOM_BYTES))
    return held.with_slot(Secret.RECOVERY, key, text), Protected(key, text)


def _rewrap(path: Path, secret: str, kind: Secret, new_secret: str) -> None:
    key = unlock(path, secret)
    held = next(held for held, found in opened_by(path, secret) if found == key)
    write_keys(path, KeyFile((held.with_slot(kind, key, new_secret),)))


def _refuse_weak(password: str) -> None:
    problem = password_problem(password)
    if problem:
        raise Refused(problem)


def _is_row(password: str) -> bool:
    """Tell whether each sign is the one after the one before it, as in 1234567890."""
    steps = {ord(second) - ord(first) for first, second in pairwise(password)}
    return steps in ({1}, {-1}, {1, -9}, {-1, 9})
