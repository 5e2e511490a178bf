"""The register in one file, to take to another PC: packed here, unpacked there.

The file is a zip whose parts are stored as they are: ``manifest.json`` (form, version, sizes and checksums),
``register.db`` (a verified backup, encrypted if the register is), ``register.db.keys`` (if it is) and
``preferences.json`` (what is set on this PC and makes sense on another). Logo and templates are in the register.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from bokart_desk import __version__
from bokart_desk.i18n import N_, _
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.services.writing import refuse_if_in_use, refuse_write_protected
from bokart_desk.storage.backup import backup_register
from bokart_desk.storage.converting import convert_register
from bokart_desk.storage.drafts import draft_beside
from bokart_desk.storage.errors import BackupFailed, ConversionFailed, environment_errors, environment_reason
from bokart_desk.storage.files import keep_private, sync_folder
from bokart_desk.storage.glance import glance
from bokart_desk.storage.keyfile import copy_keys, is_encrypted, keys_path, read_keys
from bokart_desk.storage.restore import key_for_plain, put_in_place

ENDING = ".bokart"
_FORMAT, _VERSION = "bokart-desk-register", 1
_MANIFEST, _REGISTER, _PREFERENCES = "manifest.json", "register.db", "preferences.json"
_KEYS = f"{_REGISTER}.keys"
_SMALL = 64 * 1024
"""No part but the register is larger."""
_PIECE = 1024 * 1024


class NotAMovingFile(RegisterError):
    """A file that should hold a register from another PC cannot be used."""

    text = N_(
        "{file} cannot be used to move a register: {reason}. Nothing was changed on this PC. Make the file anew on the "
        "other PC (Settings, The register), copy it once more, and try again."
    )


@dataclass(frozen=True, slots=True)
class Packed:
    """The file that was made; ``encrypted``: nobody reads it without the register's password."""

    path: Path
    size: int
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A register that was brought here. ``kept``: where the one it replaced is; ``preferences``: of the other PC.

    ``key``: that of the one it replaced, where it had no password of its own and got that one's.
    """

    path: Path
    kept: Path | None
    encrypted: bool
    preferences: Mapping[str, Any] = field(default_factory=dict)
    key: bytes | None = None


def file_name(now: datetime) -> str:
    """Return a name for the file: BOKART Desk 2026-11-22.bokart."""
    return f"BOKART Desk {now.astimezone():%Y-%m-%d}{ENDING}"


def pack(register: Register, target: Path, *, now: datetime, preferences: Mapping[str, Any]) -> Packed:
    """Put the register and ``preferences`` into one file at ``target``, which is read again before it counts.

    Raise ``BackupFailed`` or another ``RegisterError`` with nothing left behind; what was at ``target`` then stays.
    """
    draft, copy = draft_beside(target), draft_beside(target)
    try:
        with environment_errors(target):
            backup_register(register.file, copy, key=register.key)
            _write(draft, _parts(copy, preferences), now)
            manifest = _checked(draft)
            os.replace(draft, target)  # noqa: PTH105 - the rename that replaces, on Windows too
            sync_folder(target.parent)
    except NotAMovingFile as error:
        raise BackupFailed(target, reason=_("the copy does not hold what the register holds")) from error
    except BackupFailed as error:  # it names the draft
        reason = environment_reason(error.__cause__ or error)
        raise BackupFailed(target, reason=reason or _(RegisterError.reason)) from error
    finally:
        for file in (draft, copy, keys_path(copy)):
            with suppress(OSError):
                file.unlink(missing_ok=True)
    return Packed(target, target.stat().st_size, _KEYS in manifest)


def unpack(
    file: Path,
    path: Path,
    *,
    backups: Path,
    now: datetime,
    key_now: bytes | None = None,
    drop_password: bool = False,
) -> Unpacked:
    """Put the register that ``file`` holds at ``path``; one that is there is kept in ``backups`` first.

    ``key_now``: the key of the one that is there. A plain one in the place of one with a password is encrypted with it,
    so that password and recovery key stay the same; ``drop_password``: the user wants it plain all the same. Nobody may
    have it open. Raise ``NotAMovingFile`` when the file is something else, damaged or too large, ``PasswordWouldGo``
    when it is plain and the key that is needed is not there, another ``RegisterError`` when the environment fails;
    nothing is then changed.
    """
    refuse_if_in_use(path)
    refuse_write_protected(path)
    own = draft_beside(path)
    try:
        with environment_errors(path):
            manifest = _checked(file)
            own.mkdir(mode=0o700, parents=True)
            _extract(file, manifest, own)
        fresh = own / _REGISTER
        encrypted = _is_register(file, fresh)
        new_key = None if encrypted else key_for_plain(path, key_now, drop_password=drop_password)
        if new_key is not None:
            _encrypt(fresh, path, new_key)
        kept = put_in_place(fresh, path, backups=backups, now=now, key_now=key_now)
        return Unpacked(path, kept, encrypted or new_key is not None, _preferences(own / _PREFERENCES), new_key)
    finally:
        shutil.rmtree(own, ignore_errors=True)


# Writing ---------------------------------------------------------------------------------------------


def _parts(copy: Path, preferences: Mapping[str, Any]) -> dict[str, Path | bytes]:
    parts: dict[str, Path | bytes] = {_PREFERENCES: json.dumps(dict(preferences), indent=2).encode("utf-8")}
    if keys_path(copy).is_file():
        parts[_KEYS] = keys_path(copy)
    parts[_REGISTER] = copy
    return parts


def _write(draft: Path, parts: Mapping[str, Path | bytes], now: datetime) -> None:
    listed = {name: _sum_of(part) for name, part in parts.items()}
    manifest = {
        "format": _FORMAT,
        "version": _VERSION,
        "program": __version__,
        "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "parts": [{"name": name, "size": size, "sha256": digest} for name, (size, digest) in listed.items()],
    }
    draft.touch()
    keep_private(draft)
    with draft.open("r+b") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_STORED) as made:
            made.writestr(_MANIFEST, json.dumps(manifest, indent=2))
            for name, part in parts.items():
                if isinstance(part, bytes):
                    made.writestr(name, part)
                else:
                    made.write(part, name)
        opened.flush()
        os.fsync(opened.fileno())


def _sum_of(part: Path | bytes) -> tuple[int, str]:
    digest = hashlib.sha256()
    if isinstance(part, bytes):
        digest.update(part)
        return len(part), digest.hexdigest()
    size = 0
    with part.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


# Reading ---------------------------------------------------------------------------------------------


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise NotAMovingFile(file, reason=_("it is damaged, or not a file that BOKART Desk made")) from error


def _checked(file: Path) -> dict[str, tuple[int, str]]:
    """Return size and checksum of each part by its name, after comparing all of them with what the file holds."""
    if not file.is_file():
        raise NotAMovingFile(file, reason=_("the file or its folder cannot be reached"))
    with _opened(file) as packed:
        _refuse_strange(file, packed.infolist())
        manifest = _understood(file, packed)
        if {_MANIFEST, *manifest} != {one.filename for one in packed.infolist()}:
            raise NotAMovingFile(file, reason=_("its list of contents does not fit with what it holds"))
        for name, wanted in manifest.items():
            with packed.open(name) as part:
                if _copied(part, wanted[0], None) != wanted:
                    raise NotAMovingFile(file, reason=_("it was changed or damaged after it was made"))
    return manifest


def _refuse_strange(file: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Nothing but the known parts, each once, as large as the file says and no larger when it is taken out."""
    names = [one.filename for one in parts]
    known = {_MANIFEST, _REGISTER, _KEYS, _PREFERENCES}
    if len(names) != len(set(names)) or not set(names) <= known or not {_MANIFEST, _REGISTER} <= set(names):
        raise NotAMovingFile(file, reason=_("it holds something else than a register"))
    for one in parts:
        packed = one.compress_type != zipfile.ZIP_STORED or one.compress_size != one.file_size
        if packed or (one.filename != _REGISTER and one.file_size > _SMALL):
            raise NotAMovingFile(file, reason=_("it holds something else than a register"))
    if sum(one.file_size for one in parts) > file.stat().st_size:
        raise NotAMovingFile(file, reason=_("it holds something else than a register"))


def _understood(file: Path, packed: zipfile.ZipFile) -> dict[str, tuple[int, str]]:
    try:
        held = json.loads(packed.read(_MANIFEST))
        form, version = held["format"], held["version"]
        parts = {str(one["name"]): (int(one["size"]), str(one["sha256"])) for one in held["parts"]}
    except (ValueError, KeyError, TypeError) as error:
        raise NotAMovingFile(file, reason=_("it is damaged, or not a file that BOKART Desk made")) from error
    if form != _FORMAT:
        raise NotAMovingFile(file, reason=_("it is damaged, or not a file that BOKART Desk made"))
    if version != _VERSION:
        raise NotAMovingFile(file, reason=_("it was written by a newer version of the program"))
    return parts


def _copied(part: IO[bytes], most: int, target: IO[bytes] | None) -> tuple[int, str]:
    """Read a part, at most one byte more than ``most``, into ``target``; return its size and checksum."""
    digest, size = hashlib.sha256(), 0
    while size <= most and (piece := part.read(min(_PIECE, most + 1 - size))):
        digest.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
    return size, digest.hexdigest()


def _extract(file: Path, manifest: Mapping[str, tuple[int, str]], folder: Path) -> None:
    with _opened(file) as packed:
        for name, wanted in manifest.items():
            place = folder / name
            with packed.open(name) as part, place.open("wb") as target:
                if _copied(part, wanted[0], target) != wanted:
                    raise NotAMovingFile(file, reason=_("it was changed or damaged after it was made"))
                target.flush()
                os.fsync(target.fileno())
            keep_private(place)


def _is_register(file: Path, fresh: Path) -> bool:
    """Tell whether the register is encrypted. Raise ``NotAMovingFile`` when it is none, as far as can be told."""
    try:
        if is_encrypted(fresh):
            read_keys(fresh)
            return True
        glance(fresh, whole=True)
    except RegisterError as error:
        raise NotAMovingFile(file, reason=_(error.reason)) from error
    return False


def _encrypt(fresh: Path, path: Path, key: bytes) -> None:
    """Give ``fresh`` the key and the keys of the register at ``path``, whose place it will take."""
    copy_keys(path, fresh)
    try:
        convert_register(fresh, key=None, new_key=key)
    except RegisterError as error:
        reason = environment_reason(error.__cause__ or error)
        raise ConversionFailed(path, reason=reason or _(RegisterError.reason)) from error


def _preferences(file: Path) -> dict[str, Any]:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):  # the register is in its place by now
        return {}
    return held if isinstance(held, dict) else {}
