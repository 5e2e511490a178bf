"""Choosing and giving up the second place of the backups, and what the user should know about them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.services.backups import bring_second_place_up, changed_since_backup, register_backups
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.storage.backup_names import BackupFile, list_backups
from bokart_desk.storage.backup_notes import BackupNotes, change_notes, read_notes
from bokart_desk.storage.errors import environment_reason
from bokart_desk.storage.plain_backups import plain_backups
from bokart_desk.storage.second_place import find_place, mark_place, read_mark, remove_mark

SEEN_WITHIN = timedelta(days=7)
"""A second place that was not seen for longer is asked for."""


class PlaceRefused(Exception):
    """The folder cannot be the second place; ``message`` is a finished text for the user."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class PlaceTaken(PlaceRefused):
    """Backups of another PC, or of another register of the same name, lie there; one may go on with them."""


@dataclass(frozen=True, slots=True)
class PlaceState:
    """The second place. ``here``: where it is now, None while it is away. ``seen``: when it was last there (UTC).

    ``plain``: how many backups there have no password, though the register has one.
    """

    folder: Path
    here: Path | None
    seen: datetime | None
    held: tuple[BackupFile, ...]
    problem: str
    overdue: bool
    plain: int = 0


@dataclass(frozen=True, slots=True)
class BackupState:
    """The backups as they are now, newest first. ``changed``: since the newest; None where that cannot be told.

    ``problem``: why the latest attempt failed, with what to do; empty when it did not. ``left_plain``: what to say of
    backups that should have been encrypted as the register was, and are not.
    """

    folder: Path
    held: tuple[BackupFile, ...]
    changed: bool | None
    problem: str
    place: PlaceState | None
    left_plain: str = ""

    def warnings(self) -> list[str]:
        """Return what the user should be told wherever he is, each with what to do."""
        told = [text for text in (self.problem, self.left_plain) if text]
        if self.place is not None:
            if self.place.problem:
                told.append(self.place.problem)
            if self.place.overdue:
                told.append(_not_seen(self.place))
        return told


def place_is_there(register: Register) -> bool:
    """Tell whether a second place is set and can be reached now."""
    place = read_notes(register.backup_plan.notes).second_place
    return place is not None and find_place(place) is not None


def backup_state(register: Register, *, now: datetime) -> BackupState:
    """Return how it stands with the backups; looks for the second place too, so not on the window's thread."""
    notes = read_notes(register.backup_plan.notes)
    changed: bool | None = None
    with suppress(RegisterError):
        changed = changed_since_backup(register)
    place = _place_state(register, notes, now)
    return BackupState(
        register.backups,
        tuple(register_backups(register)),
        changed,
        notes.failed,
        place,
        "" if notes.plain_stays else _left_plain(register, place),
    )


def _left_plain(register: Register, place: PlaceState | None) -> str:
    """Say how many backups have no password though the register has one, and where; empty when none."""
    count = len(plain_backups(register.backups, register.path)) if register.encrypted else 0
    folder = register.backups
    if not count and place is not None and place.here is not None:
        count, folder = place.plain, place.here
    if not count:
        return ""
    return ngettext(
        "{count} backup in {folder} has no password, though the register has one: whoever finds it can read it. It is "
        "encrypted when there is room for a second copy and it may be written to. Make room, take the write protection "
        "away, or delete the backup.",
        "{count} backups in {folder} have no password, though the register has one: whoever finds them can read them. "
        "They are encrypted when there is room for a second copy and they may be written to. Make room, take the write "
        "protection away, or delete the backups.",
        count,
    ).format(count=count, folder=folder)


def _place_state(register: Register, notes: BackupNotes, now: datetime) -> PlaceState | None:
    place = notes.second_place
    if place is None:
        return None
    here = find_place(place)
    held: tuple[BackupFile, ...] = ()
    if here is not None:
        held = tuple(_held_in(here, register))
        with suppress(OSError):
            change_notes(register.backup_plan.notes, seen=now.isoformat())
    seen = now if here is not None else notes.last_seen
    overdue = here is None and (seen is None or now - seen > SEEN_WITHIN)
    plain = len(plain_backups(here, register.path)) if here is not None and register.encrypted else 0
    return PlaceState(place.folder, here, seen, held, notes.copy_failed, overdue, plain)


def _not_seen(place: PlaceState) -> str:
    return _(
        "The second place for backups, {folder}, has not been seen since {day}. Backups are still taken, but on this "
        "PC alone. Connect the stick or drive; or choose another place under Settings, Safe keeping."
    ).format(folder=place.folder, day=format_date(place.seen.astimezone().date()) if place.seen else "–")


def choose_second_place(register: Register, folder: Path, *, now: datetime, go_on: bool = False) -> str:
    """Copy each backup to ``folder`` too from now on, and the newest at once; return a caution, or an empty text.

    ``go_on``: also where backups of another PC or register of the same name lie, which then count as older ones of
    this register. Raise ``PlaceTaken`` where they do and it is not set, ``PlaceRefused`` when the folder will not do.
    """
    folder = folder.absolute()
    _refuse_own_folder(register, folder)
    before = read_notes(register.backup_plan.notes)
    if not go_on:
        _refuse_taken(register, folder, before)
    try:
        place = mark_place(folder)
        change_notes(
            register.backup_plan.notes,
            folder=str(folder),
            place=place.id,
            inside=place.inside,
            since=now.isoformat(),
            seen=now.isoformat(),
            copy_failed="",
        )
    except OSError as error:
        raise PlaceRefused(
            _(
                "{folder} cannot be the second place: {reason}. Nothing was changed. Choose a folder where you may "
                "save files."
            ).format(folder=folder, reason=environment_reason(error))
        ) from error
    old = before.second_place
    where = find_place(old) if old is not None else None
    if where is not None:
        remove_mark(where)
    bring_second_place_up(register, now=now)
    return _caution(register, folder)


def give_up_second_place(register: Register) -> None:
    """Copy no more backups to the second place; those that lie there stay."""
    place = read_notes(register.backup_plan.notes).second_place
    where = find_place(place) if place is not None else None
    if where is not None:
        remove_mark(where)
    with suppress(OSError):
        change_notes(register.backup_plan.notes, folder="", place="", inside="", since="", seen="", copy_failed="")


def _refuse_own_folder(register: Register, folder: Path) -> None:
    own = register.backups.absolute()
    if folder == own or own in folder.parents:
        raise PlaceRefused(
            _(
                "The backups lie in {folder} already. Choose a folder on a memory stick, another disk or a server: "
                "what happens to this PC then does not happen to both."
            ).format(folder=own)
        )


def _refuse_taken(register: Register, folder: Path, notes: BackupNotes) -> None:
    mark = read_mark(folder)
    if mark == notes.place if mark is not None else not _held_in(folder, register):
        return
    raise PlaceTaken(
        _(
            "Backups of another PC, or of another register called {name}, lie in {folder} already. If it is the same "
            "register (it was moved here, or the stick was used before), go on with them. If not, choose another "
            "folder: older ones are thinned out, and they would be taken for this register's."
        ).format(name=register.path.name, folder=folder)
    )


def _held_in(folder: Path, register: Register) -> list[BackupFile]:
    try:
        return list_backups(folder, register.path)
    except OSError:
        return []


def _caution(register: Register, folder: Path) -> str:
    try:
        same = folder.stat().st_dev == register.path.parent.stat().st_dev
    except OSError:
        return ""
    if not same:
        return ""
    return _(
        "{folder} is on the same disk as the register. If the disk fails or the PC is stolen, both are gone: a memory "
        "stick or a folder on a server is safer."
    ).format(folder=folder)
