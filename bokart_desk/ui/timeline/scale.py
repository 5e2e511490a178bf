"""Days as places on the screen: how wide a day is, which day lies where, and where years and months begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bokart_desk.domain.terms import add_months
from bokart_desk.services.timeline import TimelineRow

MOST_PER_DAY = 24.0
"""Pixels a day may be wide."""

_EARLIEST_YEARS, _LATEST_YEARS = 40, 15
"""How far before and after today the timeline reaches at most: a wrong year in a list must not make it endless."""

_MONTHS = 12
_ROOM_BEFORE, _ROOM_AFTER = 3, 12
"""Months before the first bar and after the last."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """``first`` and ``last``: the days the timeline reaches over; ``per_day``: the width of a day in pixels."""

    first: date
    last: date
    per_day: float

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    @property
    def width(self) -> int:
        """The width of all days."""
        return round(self.days * self.per_day)

    def place(self, day: date) -> float:
        """Return how far from the left the day begins."""
        return (day.toordinal() - self.first.toordinal()) * self.per_day

    def day_at(self, place: float) -> date:
        """Return the day at a place, the nearest one outside the timeline."""
        days = min(max(int(place // self.per_day), 0), self.days - 1)
        return self.first + timedelta(days=days)

    def zoomed(self, per_day: float, room: int) -> TimeScale:
        """Return the scale with another width of a day; never less than fills ``room`` pixels."""
        least = max(room, 1) / self.days
        return replace(self, per_day=min(max(per_day, least), max(MOST_PER_DAY, least)))


def reach(rows: Iterable[TimelineRow], today: date) -> tuple[date, date]:
    """Return the first and last day a timeline of these rows needs, whole months with some room around."""
    first = last = today
    for row in rows:
        if row.bars and row.bars[0].bar.start < first:
            first = row.bars[0].bar.start
        for entry in row.bars:
            until = entry.bar.cliff or entry.bar.last
            if until is not None and until > last:
                last = until
        for gap in row.gaps:
            first = min(first, gap.start)
        for lease in row.leases:
            first, last = min(first, lease.span.start), max(last, lease.span.end or today)
    first = max(first, add_months(today, -12 * _EARLIEST_YEARS))
    last = min(last, add_months(today, 12 * _LATEST_YEARS))
    return add_months(first, -_ROOM_BEFORE).replace(day=1), add_months(last, _ROOM_AFTER).replace(day=1)


def month_starts(first: date, last: date, step: int = 1) -> Iterator[date]:
    """Return the first days of each ``step``-th month of the year, from the one ``first`` lies in."""
    year, month = first.year, (first.month - 1) // step * step + 1
    while (year, month) <= (last.year, last.month):
        yield date(year, month, 1)
        month += step
        if month > _MONTHS:
            year, month = year + 1, 1
