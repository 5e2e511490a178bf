"""A second place for backups: a memory stick or a folder elsewhere, known by a mark file and not by its drive letter.

Nothing is written to a folder without the mark: where the stick is away, its folder must not be made on this disk.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from bokart_desk.i18n import N_, _
from bokart_desk.storage.drafts import draft_beside
from bokart_desk.storage.errors import RegisterError, environment_reason
from bokart_desk.storage.files import keep_private, sync_folder
from bokart_desk.storage.keyfile import copy_keys, keys_path, remove_keys

MARK = ".bokart-desk-backups"
_FORMAT, _VERSION = "bokart-desk-backups", 1
_MOST_BYTES = 64 * 1024
_CHUNK = 1024 * 1024
_PAGE = 4096

Drives = Callable[[], Iterable[Path]]


class CopyFailed(RegisterError):
    """A backup could not be brought to the second place; nothing half of it is left there."""

    text = N_(
        "The backup was taken on this PC, but not copied to {file}: {reason}. Nothing is lost. See that the stick or "
        "folder is connected, has room and may be written to; the copy is made with the next backup."
    )


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where copies go: the folder as it was chosen, the number in its mark, and its path within its drive."""

    folder: Path
    id: str
    inside: str


def mark_place(folder: Path) -> SecondPlace:
    """Put a new mark into ``folder``, so that it is known again wherever it comes back. Raise ``OSError``."""
    number = uuid4().hex
    told = {"format": _FORMAT, "version": _VERSION, "id": number}
    draft = draft_beside(folder / MARK)
    try:
        draft.write_text(json.dumps(told), encoding="ascii")
        os.replace(draft, folder / MARK)  # noqa: PTH105 - the rename that replaces, on Windows too
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return SecondPlace(folder, number, inside_drive(folder))


def read_mark(folder: Path) -> str | None:
    """Return the number in the mark of ``folder``; None where there is none, or the folder is away."""
    try:
        with (folder / MARK).open("rb") as file:
            held = json.loads(file.read(_MOST_BYTES))
        return str(held["id"]) if held["format"] == _FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove_mark(folder: Path) -> None:
    """Take the mark away, so that another register may use the folder; a folder that is away keeps it."""
    with suppress(OSError):
        (folder / MARK).unlink(missing_ok=True)


def inside_drive(folder: Path) -> str:
    """Return the path of ``folder`` within the drive it lies on."""
    for above in (folder, *folder.parents):
        if os.path.ismount(above):
            return str(folder.relative_to(above))
    return str(folder.relative_to(folder.anchor))


def find_place(place: SecondPlace, drives: Drives | None = None) -> Path | None:
    """Return where the place is now, on whichever drive; None when it is away."""
    for folder in _where_it_may_be(place, drives or connected_drives):
        if read_mark(folder) == place.id:
            return folder
    return None


def _where_it_may_be(place: SecondPlace, drives: Drives) -> Iterator[Path]:
    yield place.folder
    for drive in drives():
        yield drive / place.inside


def connected_drives() -> list[Path]:
    """Return the roots of the drives on this PC, without those of discs that would be asked for."""
    import psutil  # noqa: PLC0415 - only where the folder is not where it was

    try:
        parts = psutil.disk_partitions(all=False)
    except OSError:
        return []
    return [Path(part.mountpoint) for part in parts if "cdrom" not in part.opts]


def copy_there(backup: Path, folder: Path) -> Path:
    """Copy ``backup`` with its keys into ``folder``, read it back, and return where it is; once there it stays.

    Another file of its name gives way to it: the same backup from before it was encrypted. Raise ``CopyFailed`` with
    nothing half left under any name, as far as the drive can still be reached.
    """
    target = folder / backup.name
    draft = draft_beside(target)
    keys_came = False
    try:
        if _is_copy(backup, target):
            if not keys_path(target).is_file():
                copy_keys(backup, target)
            return target
        wanted = _copied(backup, draft)
        if _digest(draft) != wanted:
            raise CopyFailed(target, reason=_("what was read back is not what was written"))
        copy_keys(backup, target)
        keys_came = True
        os.replace(draft, target)  # noqa: PTH105 - the rename that replaces, on Windows too
    except Exception as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if keys_came and not _is_there(target):
            with suppress(RegisterError):
                remove_keys(target)
        reason = environment_reason(error)
        if reason is None or isinstance(error, CopyFailed):
            raise
        raise CopyFailed(folder, reason=reason) from error
    with suppress(OSError):  # some network folders cannot
        sync_folder(folder)
    return target


def _is_copy(backup: Path, target: Path) -> bool:
    """Tell by size and first page: that of an encrypted file is random, that of a plain one counts its changes.

    Reading all of a slow stick each time would take minutes; what was written there was read back once.
    """
    if not target.is_file() or target.stat().st_size != backup.stat().st_size:
        return False
    with backup.open("rb") as one, target.open("rb") as other:
        return one.read(_PAGE) == other.read(_PAGE)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _copied(source: Path, draft: Path) -> str:
    digest = hashlib.blake2b()
    with source.open("rb") as read, draft.open("xb") as written:
        keep_private(draft)
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
        _forget_cached(written)
    return digest.hexdigest()


def _forget_cached(file: BinaryIO) -> None:
    """Let what is read back come from the stick, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _digest(path: Path) -> str:
    digest = hashlib.blake2b()
    with path.open("rb") as read:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
