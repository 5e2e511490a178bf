"""Unlocking a register that may be damaged: the secret still gives the key of its backups. Loads little."""

from __future__ import annotations

from pathlib import Path

from bokart_desk.storage.errors import KeysDamaged, KeysMissing, RegisterDamaged, RegisterError
from bokart_desk.storage.unlocking import opened_by, unlock


class BrokenBehind(Exception):
    """A register could not be unlocked though the secret may be right: ``error`` says why, ``key`` is what it gave."""

    def __init__(self, error: RegisterError, key: bytes | None) -> None:
        super().__init__(error.message)
        self.error = error
        self.key = key


def unlock_or_tell(path: Path, secret: str) -> bytes:
    """Return the key of the register, as ``unlock`` does; raise ``BrokenBehind`` where it is damaged.

    The key then opens its backups.
    """
    try:
        return unlock(path, secret)
    except RegisterDamaged as error:
        broken = BrokenBehind(error.with_traceback(None), _key(path, secret))  # the frames it came from hold the key
    except (KeysMissing, KeysDamaged) as error:
        broken = BrokenBehind(error.with_traceback(None), None)
    raise broken


def _key(path: Path, secret: str) -> bytes | None:
    try:
        return next((key for _held, key in opened_by(path, secret)), None)
    except RegisterError:
        return None
