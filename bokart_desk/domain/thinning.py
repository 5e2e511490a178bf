"""Which backups to keep: all of the last hours, then one an hour, a day, a week and a month.

Of each hour, day, week and month the newest is kept, so that thinning again and again keeps the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How long backups are kept, counted back from now.

    ``all_hours``: every one; ``hourly_days``, ``daily_days``, ``weekly_weeks`` and ``monthly_months``: the newest of
    each hour, day, week and month. ``special_days``: those taken for a reason of their own ("before import").
    ``newest_days``: of the newest so many days with any backup the last one stays whatever its age: a wrong clock or
    a long absence takes none of them.
    """

    all_hours: int = 6
    hourly_days: int = 2
    daily_days: int = 30
    weekly_weeks: int = 26
    monthly_months: int = 12
    special_days: int = 30
    newest_days: int = 7

    @property
    def longest(self) -> timedelta:
        """How old a backup can become before it goes, where newer ones are taken."""
        return timedelta(
            days=max(
                self.all_hours / 24,
                self.hourly_days,
                self.daily_days,
                7 * self.weekly_weeks,
                _LONGEST_MONTH * self.monthly_months,
                self.special_days,
            )
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as thinning sees it: when it was taken, in local time, and whether for a reason of its own."""

    taken_at: datetime
    special: bool = False


def to_keep(backups: Collection[Kept], now: datetime, rule: KeepRule) -> set[Kept]:
    """Return those of ``backups`` that stay; ``now`` in local time, as they are.

    What was taken after ``now`` stays, for then the clock was set back; and a clock set back drops nothing that would
    have stayed before.
    """
    ahead = {one for one in backups if one.taken_at > now}
    newest_first = sorted(set(backups) - ahead, key=lambda one: (one.taken_at, one.special), reverse=True)
    kept = ahead | {one for one in newest_first if _stays_by_itself(one, now, rule)}
    windows: tuple[tuple[timedelta, Callable[[datetime], Hashable]], ...] = (
        (timedelta(days=rule.hourly_days), _hour),
        (timedelta(days=rule.daily_days), datetime.date),
        (timedelta(weeks=rule.weekly_weeks), _week),
        (timedelta(days=_LONGEST_MONTH * rule.monthly_months), _month),
    )
    for length, period in windows:
        kept |= {one for one in _newest_of_each(newest_first, period) if now - one.taken_at < length}
    return kept | set(_newest_of_each(newest_first, datetime.date)[: max(rule.newest_days, 1)])


def _stays_by_itself(backup: Kept, now: datetime, rule: KeepRule) -> bool:
    age = now - backup.taken_at
    return age < timedelta(hours=rule.all_hours) or (backup.special and age < timedelta(days=rule.special_days))


def _newest_of_each(newest_first: list[Kept], period: Callable[[datetime], Hashable]) -> list[Kept]:
    newest: dict[Hashable, Kept] = {}
    for backup in newest_first:
        newest.setdefault(period(backup.taken_at), backup)
    return list(newest.values())


def _hour(moment: datetime) -> Hashable:
    return moment.date(), moment.hour


def _week(moment: datetime) -> Hashable:
    return tuple(moment.isocalendar())[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
