"""The backups that still hold what was erased: which they are, when the last of them goes by itself, removing them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bokart_desk.domain.thinning import KeepRule, Kept
from bokart_desk.i18n import _
from bokart_desk.services.register import Register
from bokart_desk.storage.backup import drop_backup
from bokart_desk.storage.backup_names import BackupFile


@dataclass(frozen=True, slots=True)
class OlderBackups:
    """Backups taken before a moment, newest first. ``away``: the second place, where it is not there to be looked at.

    ``damaged``: registers that would not open and were kept aside; these never go by themselves. ``gone_by``: from
    this day none is left, as long as newer ones are taken; None where there is nothing to go.
    """

    here: tuple[BackupFile, ...]
    second: tuple[BackupFile, ...]
    damaged: tuple[Path, ...]
    away: Path | None
    gone_by: date | None

    @property
    def count(self) -> int:
        """How many files there are that can be removed now."""
        return len(self.here) + len(self.second) + len(self.damaged)


@dataclass(frozen=True, slots=True)
class Removed:
    """How many older backups were removed, and those that could not be."""

    count: int
    stayed: tuple[Path, ...]


def older_backups(register: Register, before: datetime, *, now: datetime) -> OlderBackups:
    """Return the backups taken before a moment (both in UTC): whatever was erased at that moment, they hold.

    Looks for the second place too, so not on the window's thread.
    """
    from bokart_desk.services.second_place import backup_state  # noqa: PLC0415 - looks at files only here

    state, limit = backup_state(register, now=now), _local(before)
    here = tuple(one for one in state.held if one.taken_at <= limit)
    place = state.place
    second = tuple(one for one in place.held if one.taken_at <= limit) if place is not None else ()
    damaged = _kept_damaged(register.backups, register.path.stem)
    held = [one.kept() for one in (*here, *second)]
    return OlderBackups(
        here=here,
        second=second,
        damaged=damaged,
        away=place.folder if place is not None and place.here is None else None,
        gone_by=gone_by(held, register.backup_plan.rule, now=_local(now)),
    )


def gone_by(old: Collection[Kept], rule: KeepRule, *, now: datetime) -> date | None:
    """Return the day by which the rule has dropped all of ``old``, as long as newer ones are taken.

    ``now``: in local time. None when there is nothing to drop.
    """
    if not old:
        return None
    last = max(one.taken_at for one in old) + rule.longest
    return max(last, now + timedelta(days=1)).date()


def remove_older(register: Register, before: datetime, *, now: datetime) -> Removed:
    """Take a new backup, and when it was found good remove those taken before a moment, in the second place too.

    Raise ``BackupFailed`` with all of them in place when the new one cannot be taken.
    """
    from bokart_desk.services.backups import take_backup  # noqa: PLC0415

    new = take_backup(register, now=now, reason=_("after erasing"))
    old = older_backups(register, before, now=now)
    files = [one.path for one in (*old.here, *old.second) if one.path not in (new.path, new.copied.path)]
    for file in (*files, *old.damaged):
        drop_backup(file)
    stayed = tuple(file for file in (*files, *old.damaged) if file.exists())
    return Removed(len(files) + len(old.damaged) - len(stayed), stayed)


def _kept_damaged(folder: Path, stem: str) -> tuple[Path, ...]:
    """Return what was kept of this register alone: another's name may begin with the same word."""
    name = re.compile(re.escape(stem) + r" \d{4}-\d\d-\d\d \d{6}\.damaged.*")
    try:
        return tuple(sorted(one for one in folder.iterdir() if name.fullmatch(one.name)))
    except OSError:
        return ()


def _local(moment: datetime) -> datetime:
    return moment.astimezone().replace(tzinfo=None)
