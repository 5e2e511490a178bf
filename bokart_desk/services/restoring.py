"""Backups to restore from: where they lie, whether they open, and what each of them lacks that the register has now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from bokart_desk.i18n import _
from bokart_desk.services.register import RegisterError
from bokart_desk.storage.backup import list_backups
from bokart_desk.storage.engine import KeyHolder, holder_of
from bokart_desk.storage.errors import NotARegister, PasswordWouldGo, RegisterDamaged
from bokart_desk.storage.glance import DoneSince, Glance, LookStopped, Stopped, done_since, glance, never
from bokart_desk.storage.keyfile import has_password, is_encrypted, read_keys
from bokart_desk.storage.revision import register_revision
from bokart_desk.storage.unlocking import fits, opened_by

__all__ = [
    "Candidate", "DoneSince", "Finding", "Glance", "LookStopped", "PasswordWouldGo", "Place", "Standing", "State",
    "examine", "find_backups", "has_password", "key_of_replaced", "locked", "newest_good", "standing", "what_is_lost",
]  # fmt: skip


class Place(StrEnum):
    """Where a backup lies."""

    BACKUPS = "backups"
    SECOND = "second"
    POINTED_OUT = "pointed_out"


class State(StrEnum):
    """Whether a backup can be put back; ``LOCKED``: another password than the register's opens it."""

    GOOD = "good"
    LOCKED = "locked"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A backup as its file tells it; ``taken_at`` knows its zone, ``reason`` is empty where the name tells none."""

    path: Path
    taken_at: datetime
    reason: str
    size: int
    place: Place


@dataclass(frozen=True, slots=True)
class Standing:
    """The register as it is now. ``held``: None where it cannot be read; ``holder``: who has its key."""

    path: Path
    held: Glance | None
    holder: KeyHolder = field(default_factory=partial(KeyHolder, None))

    @property
    def key(self) -> bytes | None:
        """What opens it, None for a plain one. Raise ``RegisterIsLocked`` while it is locked."""
        return self.holder.key(self.path)


@dataclass(frozen=True, slots=True)
class Finding:
    """What looking into a backup found. ``reason``: why it cannot be put back, in a few words.

    ``since``: what was done in the register after the backup; None where that cannot be told. ``holder``: who has what
    opens it, the register's own where that is the same; None for a plain one.
    """

    state: State
    reason: str = ""
    held: Glance | None = None
    since: DoneSince | None = None
    holder: KeyHolder | None = None

    @property
    def key(self) -> bytes | None:
        """What opens the backup, None for a plain one. Raise ``RegisterIsLocked`` while the register is locked."""
        return self.holder.key() if self.holder is not None else None


def find_backups(register: Path, folders: Iterable[tuple[Place, Path]]) -> list[Candidate]:
    """Return the backups of the register at ``register`` in these folders, the newest first; each file once.

    In a folder that somebody pointed out every file that may be a register counts. A folder that is away has none.
    """
    found: dict[Path, Candidate] = {}
    for place, folder in folders:
        try:
            candidates = _pointed_out(folder) if place is Place.POINTED_OUT else _automatic(folder, register, place)
        except OSError:
            continue
        for one in candidates:
            if one.path.resolve() != register.resolve():
                found.setdefault(one.path.resolve(), one)
    return sorted(found.values(), key=lambda one: one.taken_at, reverse=True)


def _automatic(folder: Path, register: Path | None, place: Place) -> list[Candidate]:
    return [
        Candidate(one.path, one.taken_at.astimezone(), one.reason, one.size, place)
        for one in list_backups(folder, register)
    ]


def _pointed_out(folder: Path) -> list[Candidate]:
    named = {one.path: one for one in _automatic(folder, None, Place.POINTED_OUT)}
    files = [file for file in folder.glob("*.db") if file.is_file()]
    return [named.get(file) or candidate(file) for file in files]


def candidate(file: Path, place: Place = Place.POINTED_OUT) -> Candidate:
    """Return one file that somebody pointed out. Raise ``OSError`` where it is gone."""
    named = {one.path: one for one in _automatic(file.parent, None, place)}
    held = file.stat()
    return named.get(file) or Candidate(
        file, datetime.fromtimestamp(held.st_mtime).astimezone(), "", held.st_size, place
    )


def standing(path: Path, *, key: bytes | KeyHolder | None = None) -> Standing:
    """Return what the register at ``path`` holds now, as far as it can be read; ``key``: what opens it, or who has it.

    Raise ``RegisterIsLocked`` while it is locked.
    """
    holder = holder_of(key)
    opens = holder.key(path)
    try:
        return Standing(path, glance(path, key=opens), holder)
    except RegisterError:
        return Standing(path, None, holder)


def locked() -> Finding:
    """Return what is found of a backup whose password nobody has typed."""
    return Finding(State.LOCKED, _("another password protects it"))


def examine(one: Candidate, now: Standing, *, key: bytes | None = None, stopped: Stopped = never) -> Finding:
    """Open a backup, read all of it, and say what differs from the register ``now``.

    ``key``: what opens the backup where it is not the register's own key. Raise ``LookStopped``.
    """
    try:
        holder = (KeyHolder(key) if key is not None else now.holder) if is_encrypted(one.path) else None
        opens = holder.key(one.path) if holder is not None else None
        if opens is None and holder is not None:
            return locked()
        held = glance(one.path, key=opens, whole=True, stopped=stopped)
    except NotARegister as error:
        kept = _key_number(one.path)
        if kept is None:
            return Finding(State.BROKEN, _(error.reason))
        if key is None and kept != _key_number(now.path):
            return locked()
        return Finding(State.BROKEN, _(RegisterDamaged.reason))  # its own key does not open it
    except RegisterError as error:
        return Finding(State.BROKEN, _(error.reason))
    except OSError:
        return Finding(State.BROKEN, _(RegisterError.reason))
    return Finding(State.GOOD, "", held, what_is_lost(now, held), holder)


def _key_number(path: Path) -> str | None:
    """Return the number of the key of a register or backup; None for a plain one, or where its keys cannot be read."""
    try:
        return read_keys(path).id if has_password(path) else None
    except RegisterError:
        return None


def opens_with(path: Path, key: bytes) -> bool:
    """Tell whether ``key`` opens the register or backup at ``path``."""
    try:
        return is_encrypted(path) and bool(register_revision(path, key=key))
    except RegisterError:
        return False


def key_of_replaced(path: Path, secret: str) -> bytes:
    """Return the key of a register that will be replaced, which may be damaged or gone; ``secret`` opens its keys.

    Raise ``WrongPassword``, ``MisreadGroup``, ``KeysMissing`` or ``KeysDamaged``.
    """
    keys = [key for _held, key in opened_by(path, secret)]
    for key in keys:
        try:
            if path.is_file() and fits(path, key):
                return key
        except RegisterError:
            break
    return keys[0]


def what_is_lost(now: Standing, held: Glance) -> DoneSince | None:
    """Return what was done in the register ``now`` after the backup that holds ``held``; None where it cannot be told.

    Also a damaged register may still tell, where its history can be read.
    """
    try:
        return done_since(now.path, held.last, key=now.key)
    except RegisterError:
        return None


def newest_good(
    candidates: Iterable[Candidate], now: Standing, *, stopped: Stopped = never
) -> tuple[Candidate, Finding] | None:
    """Return the newest backup that opens, is whole and can be put back, with what was found; None where none is."""
    for one in candidates:
        finding = examine(one, now, stopped=stopped)
        if finding.state is State.GOOD:
            return one, finding
    return None
