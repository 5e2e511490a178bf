"""Backups of an open register: taken when something changed, and copied to the second place when it is there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bokart_desk.i18n import _
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.storage.backup import automatic_backup, thin_backups
from bokart_desk.storage.backup_keys import renew_keys
from bokart_desk.storage.backup_names import CLOSING, WORKING, BackupFile, list_backups
from bokart_desk.storage.backup_notes import change_notes, read_notes
from bokart_desk.storage.content_mark import content_mark, is_backup_of_now, is_empty
from bokart_desk.storage.drafts import clear_drafts
from bokart_desk.storage.errors import environment_reason
from bokart_desk.storage.second_place import CopyFailed, copy_there, find_place

__all__ = [
    "CLOSING",
    "WORKING",
    "Copied",
    "Taken",
    "back_up_if_changed",
    "bring_second_place_up",
    "changed_since_backup",
    "failure_noted",
    "register_backups",
    "renew_keys",
    "take_backup",
]

_LOOKED_AT = 3
"""So many of the newest backups may be the one of now: after the clock was set back its name is not the newest."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of the copy: where it lies (None: the second place is away, or none is set), or what went wrong.

    ``away``: a second place is set, and is not there now.
    """

    path: Path | None = None
    problem: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was opened and found good, and what became of its copy."""

    path: Path
    copied: Copied


def take_backup(register: Register, *, now: datetime, reason: str = "", copy: bool = True) -> Taken:
    """Take a backup, thin the older ones as this PC's plan says, and copy it to the second place when that is there.

    ``now``: in UTC. ``reason``: in a few words of the user's language, for the name. Without ``copy`` the second place
    waits for the next one: a slow stick must not keep the window. Raise ``BackupFailed`` or another
    ``RegisterError``; it is also noted, to be told again at the next start. A copy that fails is told in the result.
    """
    try:
        path = automatic_backup(
            register.file,
            register.backups,
            reason or _("on request"),
            now,
            key=register.key,
            rule=register.backup_plan.rule,
        )
    except RegisterError as error:
        _note(register, failed=error.message, failed_at=now.isoformat())
        raise
    _note(register, failed="", failed_at="")
    return Taken(path, bring_second_place_up(register, now=now, newest=path) if copy else Copied())


def back_up_if_changed(register: Register, *, now: datetime, reason: str, copy: bool = True) -> Taken | None:
    """Take a backup if anything changed since the last one; None if nothing did.

    With ``copy`` the second place gets what it lacks either way. Raise as ``take_backup`` does.
    """
    if changed_since_backup(register):
        return take_backup(register, now=now, reason=reason, copy=copy)
    if copy:
        bring_second_place_up(register, now=now)
    return None


def changed_since_backup(register: Register) -> bool:
    """Tell whether the register holds anything that no backup in its folder holds; cheap. Raise ``RegisterError``."""
    mark = content_mark(register.file, register.key)
    if is_empty(mark):
        return False
    newest = register_backups(register)[:_LOOKED_AT]
    return not any(is_backup_of_now(backup.path, mark, register.key) for backup in newest)


def register_backups(register: Register) -> list[BackupFile]:
    """Return the backups of the register on this PC, newest first."""
    try:
        return list_backups(register.backups, register.path)
    except OSError:
        return []


def failure_noted(register: Register) -> bool:
    """Tell whether the latest attempt at a backup failed."""
    return bool(read_notes(register.backup_plan.notes).failed)


def bring_second_place_up(register: Register, *, now: datetime, newest: Path | None = None) -> Copied:
    """Copy the ``newest`` backup (found if not given) to the second place if it is there and lacks it; thin it.

    Note that the place was seen. A place that is away is no error.
    """
    place = read_notes(register.backup_plan.notes).second_place
    folder = find_place(place) if place is not None else None
    if folder is None:
        return Copied(away=place is not None)
    _note(register, seen=now.isoformat())
    if newest is None:
        newest = next((backup.path for backup in register_backups(register)), None)
    try:
        copy = _copied(register, newest, folder, now) if newest is not None else None
    except CopyFailed as error:
        _note(register, copy_failed=error.message)
        return Copied(problem=error.message)
    _note(register, copy_failed="")
    return Copied(copy)


def _copied(register: Register, newest: Path, folder: Path, now: datetime) -> Path:
    try:
        clear_drafts(folder, now)
        copy = copy_there(newest, folder)
        renew_keys(register.path, [folder])
        thin_backups(folder, register.path, now, register.backup_plan.rule, new=copy)
    except OSError as error:  # pulled out between two steps
        raise CopyFailed(folder, reason=environment_reason(error) or "") from error
    return copy


def _note(register: Register, **changed: str) -> None:
    with suppress(OSError):  # what cannot be remembered must not stop the backup
        change_notes(register.backup_plan.notes, **changed)
