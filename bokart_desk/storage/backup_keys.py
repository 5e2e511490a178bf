"""The keys beside older backups, after the register's password or recovery key was changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bokart_desk.storage.errors import RegisterError
from bokart_desk.storage.keyfile import ENDING, copy_keys, keys_path, read_keys


def renew_keys(register: Path, folders: Iterable[Path]) -> int:
    """Put the present keys of ``register`` beside its backups in ``folders``, and return beside how many.

    They are known by the number of the key, whatever they are called. Those of another register or an older key stay
    as they are, and those that a crash left with two keys, for either may be the backup's. A folder that is away, or
    where nothing may be written, is left for the next time.
    """
    if not keys_path(register).is_file():
        return 0
    number, present = read_keys(register).id, keys_path(register).read_bytes()
    renewed = 0
    for file in _keys_in(folders):
        backup = file.with_name(file.name.removesuffix(ENDING))
        if backup == register:
            continue
        with suppress(RegisterError, OSError):
            if file.read_bytes() != present and [held.id for held in read_keys(backup).keys] == [number]:
                copy_keys(register, backup)
                renewed += 1
    return renewed


def _keys_in(folders: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found += sorted(file for file in folder.iterdir() if file.name.endswith(ENDING))
    return found
