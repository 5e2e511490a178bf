"""The file of keys beside an encrypted register or backup: its key, wrapped by the password and the recovery key.

``register.db`` has ``register.db.keys``, a small JSON file that tells nothing without a secret. Its form is described
in docs/decisions (0070), so that it can be read without this program. Whoever has the register without it cannot open
it with any password: it is written before the register, and copied with every backup.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from bokart_desk.storage.drafts import draft_beside
from bokart_desk.storage.errors import KeysDamaged, KeysMissing, WrongPassword, environment_errors
from bokart_desk.storage.files import beginning, keep_private, sync_folder
from bokart_desk.storage.wrapping import Wrapped, WrongSecret, unwrap, wrap

ENDING = ".keys"
_FORMAT, _VERSION = "bokart-desk-keys", 1
_CIPHER = "sqlcipher-4-raw-key"
_MAGIC = b"SQLite format 3\x00"
_PAGE = 4096
_MOST_BYTES = 64 * 1024
_MOST_KEYS = 8
"""Each of them costs a try of every password: a file that somebody made must not keep the program busy for long."""
_SIGNS_OF_RANDOM = 200
"""Different values among the 4,096 bytes of an encrypted page: random ones have all 256, a text or a picture fewer."""


class Secret(StrEnum):
    """What a person holds that opens the register."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class HeldKey:
    """One key of a register: its number, and the key wrapped for each secret."""

    id: str
    slots: dict[Secret, Wrapped]

    def with_slot(self, kind: Secret, key: bytes, secret: str) -> HeldKey:
        """Return the same with ``key`` wrapped anew for ``secret``; what ``kind`` opened it before does so no more."""
        return replace(self, slots={**self.slots, kind: wrap(key, secret, _purpose(self.id, kind))})

    def without_slot(self, kind: Secret) -> HeldKey:
        """Return the same, opened no more by what ``kind`` is; never without any slot left."""
        left = {one: wrapped for one, wrapped in self.slots.items() if one is not kind}
        return replace(self, slots=left) if left else self

    def opened_by(self, secret: str, kinds: tuple[Secret, ...] = tuple(Secret)) -> bytes | None:
        """Return the key, or None when ``secret`` opens none of ``kinds``."""
        for kind in kinds:
            try:
                if kind in self.slots:
                    return unwrap(self.slots[kind], secret, _purpose(self.id, kind))
            except WrongSecret:
                continue
        return None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The keys of one register, the one in use first; there are two only while the register is given a new one."""

    keys: tuple[HeldKey, ...]

    @property
    def id(self) -> str:
        """The number of the key in use: the same in the register and all its backups."""
        return self.keys[0].id


def new_held_key() -> HeldKey:
    """Return a key's place with a number of its own and no slots yet."""
    return HeldKey(uuid4().hex, {})


def keys_path(path: Path) -> Path:
    """Return where the keys of the register or backup at ``path`` lie."""
    return path.with_name(path.name + ENDING)


def is_encrypted(path: Path) -> bool:
    """Tell whether ``path`` is an encrypted register: not a plain database, and with keys beside it.

    Raise ``KeysMissing`` where it looks like one and there are no keys. A missing file is not encrypted.
    """
    with environment_errors(path):
        if not path.is_file():
            return False
        page = beginning(path, _PAGE)
        if page.startswith(_MAGIC) or not page:
            return False
        if keys_path(path).is_file():
            return True
        if len(page) == _PAGE and len(set(page)) > _SIGNS_OF_RANDOM and path.stat().st_size % _PAGE == 0:
            raise KeysMissing(path, keys=keys_path(path).name)
    return False


def has_password(path: Path) -> bool:
    """Tell whether the register at ``path`` has a password, also where it is damaged, or gone and its keys are left.

    Keys that a crash left beside a plain register do not count. Raise a ``RegisterError`` where it cannot be read.
    """
    with environment_errors(path):
        if path.is_file() and beginning(path, len(_MAGIC)) == _MAGIC:
            return False
    try:
        return keys_path(path).is_file() or is_encrypted(path)
    except KeysMissing:
        return True


def read_keys(path: Path) -> KeyFile:
    """Return the keys of the register at ``path``. Raise ``KeysMissing`` or ``KeysDamaged``."""
    file = keys_path(path)
    try:
        with environment_errors(file), file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except Exception as error:
        if file.is_file():
            raise
        raise KeysMissing(path, keys=file.name) from error
    try:
        return _understood(json.loads(content[:_MOST_BYTES]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeysDamaged(path, keys=file.name) from error


def write_keys(path: Path, keys: KeyFile) -> None:
    """Put ``keys`` beside the register at ``path``, whole or not at all. Raise a ``RegisterError`` where it fails."""
    text = json.dumps(
        {
            "format": _FORMAT,
            "version": _VERSION,
            "keys": [
                {
                    "id": held.id,
                    "cipher": _CIPHER,
                    "slots": {kind.value: wrapped.as_json() for kind, wrapped in held.slots.items()},
                }
                for held in keys.keys
            ],
        },
        indent=2,
    )
    _put(keys_path(path), text.encode("ascii"))


def copy_keys(source: Path, target: Path) -> None:
    """Put the keys of the register at ``source`` beside its copy at ``target``; a plain one has none to copy."""
    if keys_path(source).is_file():
        with environment_errors(keys_path(target)):
            content = keys_path(source).read_bytes()
        _put(keys_path(target), content)


def remove_keys(path: Path) -> None:
    """Remove the keys beside a register or backup that is gone or plain; missing ones do not matter."""
    with environment_errors(keys_path(path)):
        keys_path(path).unlink(missing_ok=True)


def set_keys_aside(path: Path) -> None:
    """Keep keys that lie where others are to be written, under a name of their own; missing ones do not matter."""
    file = keys_path(path)
    with environment_errors(file):
        if file.is_file():
            file.replace(file.with_name(f"{file.name}.{uuid4().hex[:8]}.old"))


def keys_from(path: Path, secret: str, kinds: tuple[Secret, ...] = tuple(Secret)) -> Iterator[tuple[HeldKey, bytes]]:
    """Yield the keys of the register at ``path`` that ``secret`` opens. Raise ``WrongPassword`` when it opens none."""
    found = False
    for held in read_keys(path).keys:
        key = held.opened_by(secret, kinds)
        if key is not None:
            found = True
            yield held, key
    if not found:
        raise WrongPassword(path)


def _put(file: Path, content: bytes) -> None:
    draft = draft_beside(file)
    with environment_errors(file):
        try:
            with draft.open("wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            keep_private(draft)
            os.replace(draft, file)  # noqa: PTH105 - the rename that replaces, on Windows too
            sync_folder(file.parent)
        finally:
            draft.unlink(missing_ok=True)


def _understood(held: Any) -> KeyFile:
    if held["format"] != _FORMAT or held["version"] != _VERSION:
        raise ValueError("another format or a later version")
    keys = tuple(
        HeldKey(
            str(entry["id"]),
            {Secret(kind): Wrapped.from_json(wrapped) for kind, wrapped in entry["slots"].items()},
        )
        for entry in held["keys"]
        if entry["cipher"] == _CIPHER
    )
    if not 0 < len(keys) <= _MOST_KEYS:
        raise ValueError("no key, or more than anybody has")
    return KeyFile(keys)


def _purpose(key_id: str, kind: Secret) -> str:
    return f"{_FORMAT}/{_VERSION}/{key_id}/{kind.value}"
