"""Opens a register with a password or a recovery key; without SQLAlchemy, which takes longer to load than the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from bokart_desk.domain.recovery import MisreadRecoveryKey, looks_like_recovery_text, read_recovery_text
from bokart_desk.storage.errors import MisreadGroup, RegisterDamaged, WrongPassword, environment_errors
from bokart_desk.storage.files import driver_path
from bokart_desk.storage.keyfile import HeldKey, Secret, keys_from, read_keys
from bokart_desk.storage.room import opening

_BUSY_SECONDS = 5.0
_NOT_A_DATABASE = 26


def unlock(path: Path, secret: str) -> bytes:
    """Return the key of the register or backup at ``path``; ``secret`` is its password or its recovery key.

    Raise ``WrongPassword``; ``MisreadGroup`` where it is a recovery key with a slip; ``RegisterDamaged`` where the
    secret is right and the register cannot be read; ``KeysMissing``, ``KeysDamaged``.
    """
    opened = list(opened_by(path, secret))
    for _held, key in opened:
        if fits(path, key):
            return key
    if len(opened) < len(read_keys(path).keys):
        raise WrongPassword(path)  # it is the one from before, or after, a change of key that was cut short
    raise RegisterDamaged(path)


def opened_by(path: Path, typed: str) -> Iterator[tuple[HeldKey, bytes]]:
    """Yield the keys that open by what was typed: as a recovery key if it looks like one, else as the password."""
    tries, slip = [(typed, Secret.PASSWORD)], None
    if looks_like_recovery_text(typed):
        try:
            tries.insert(0, (read_recovery_text(typed), Secret.RECOVERY))
        except MisreadRecoveryKey as error:
            slip = error.group
    for text, kind in tries:
        try:
            yield from keys_from(path, text, (kind,))
        except WrongPassword:
            continue
        return
    raise WrongPassword(path) if slip is None else MisreadGroup(path, number=slip)


def fits(path: Path, key: bytes) -> bool:
    """Tell whether ``key`` opens the register at ``path``. Raise a ``RegisterError`` where it cannot be tried."""
    with opening(path), environment_errors(path):
        text = driver_path(path)
        flags = driver.SQLITE_OPEN_READWRITE  # a file of WAL mode cannot be read without writing beside it
        with closing(driver.connect(text, timeout=_BUSY_SECONDS, isolation_level=None, flags=flags)) as connection:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except driver.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == _NOT_A_DATABASE:
                    return False
                raise
    return True
