"""Who had a unit and when: its contracts as bars in time, and the gaps in which it stood empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bokart_desk.domain.contracts import ContractDates, ContractStatus, status_on
from bokart_desk.domain.terms import last_day_to_act

_DAY = timedelta(days=1)
_SHOWN_OF_UNKNOWN = timedelta(days=30)
_STAYS_ON = (ContractStatus.PAST_END, ContractStatus.NOTICE_GIVEN)


@dataclass(frozen=True, slots=True)
class Bar:
    """The time one contract takes. ``number``: its place among the contracts that were given.

    ``last``: the last day it takes, None where nobody knows one. A tenant who stays on past the end takes the days
    until today. ``lane``: contracts on common days lie in lanes below each other, 0 is the uppermost.
    """

    number: int
    dates: ContractDates
    status: ContractStatus
    last: date | None
    lane: int = 0

    @property
    def start(self) -> date:
        """The first day."""
        return self.dates.start

    @property
    def cliff(self) -> date | None:
        """The last day to demand a move, while the contract counts down to it (rule 2)."""
        if self.status is not ContractStatus.PAST_END or self.dates.end is None:
            return None
        return last_day_to_act(self.dates.end)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a tenant, both ends included. ``lasting``: still so today.

    ``known``: it is noted since when; else ``start`` lies a little before today, so that there is something to see.
    """

    start: date
    last: date
    lasting: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class LeaseSpan:
    """The time the municipality itself rents a dwelling; without an ``end`` until further notice."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Occupancy:
    """A unit through time: bars by their start, gaps between them, and how many lanes the bars need."""

    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]
    lanes: int


def occupancy(
    contracts: Sequence[ContractDates], today: date, *, vacant_from: date | None = None, empty: bool = False
) -> Occupancy:
    """Return what the contracts of one unit mean on ``today``; whether one is superseded is found here.

    ``empty``: a unit that was never let is noted as empty; ``vacant_from``: since when, if that is noted. From the
    first contract to today, or to the last contract's end when that is later, every day lies in a bar or in a gap.
    """
    order = sorted(range(len(contracts)), key=lambda number: (contracts[number].start, number))
    starts = [contracts[number].start for number in order]
    bars: list[Bar] = []
    lanes: list[date | None] = []
    for place, number in enumerate(order):
        later = next((start for start in starts[place:] if start > starts[place]), None)
        bar = _bar(number, contracts[number], later, today)
        lane = next((lane for lane, last in enumerate(lanes) if last is not None and last < bar.start), len(lanes))
        lanes[lane : lane + 1] = [bar.last]
        bars.append(replace(bar, lane=lane) if lane else bar)
    return Occupancy(tuple(bars), _gaps(bars, today, vacant_from, empty), max(1, len(lanes)))


def outlasted_lease(bar: Bar, leases: Sequence[LeaseSpan], today: date) -> date | None:
    """Return the end of the last head lease when the tenancy runs on without one, else None (rule 6)."""
    if bar.status is ContractStatus.ENDED or not leases:
        return None
    ends = [lease.end for lease in leases if lease.end is not None]
    if len(ends) < len(leases):
        return None
    end = max(ends)
    until = bar.last if bar.status not in _STAYS_ON else today
    return end if until is None or until > end else None


def _bar(number: int, dates: ContractDates, later: date | None, today: date) -> Bar:
    superseded = later is not None and later <= today
    if superseded != dates.superseded:
        dates = ContractDates(dates.start, dates.end, dates.moved_out_on, dates.vacate_notice_on, superseded)
    status = status_on(dates, today)
    return Bar(number, dates, status, _last_day(dates, status, later, today))


def _last_day(dates: ContractDates, status: ContractStatus, later: date | None, today: date) -> date | None:
    if dates.moved_out_on is not None:
        return dates.moved_out_on
    if status is ContractStatus.ENDED and later is not None:  # taken over by the next contract
        before = later - _DAY
        return before if dates.end is None else min(dates.end, before)
    if status in _STAYS_ON:
        return today
    return None if status is ContractStatus.BECAME_INDEFINITE else dates.end


def _gaps(bars: Sequence[Bar], today: date, vacant_from: date | None, empty: bool) -> tuple[Gap, ...]:
    if not bars:
        if vacant_from is not None:
            return (Gap(vacant_from, today, lasting=True),) if vacant_from <= today else ()
        return (Gap(today - _SHOWN_OF_UNKNOWN, today, lasting=True, known=False),) if empty else ()
    gaps: list[Gap] = []
    taken_to: date | None = bars[0].last
    for bar in bars[1:]:
        if taken_to is None:
            return tuple(gaps)
        if bar.start > taken_to + _DAY:
            gap = Gap(taken_to + _DAY, bar.start - _DAY)
            gaps.append(replace(gap, lasting=True) if gap.start <= today <= gap.last else gap)
        taken_to = None if bar.last is None else max(taken_to, bar.last)
    if taken_to is not None and taken_to < today:
        gaps.append(Gap(taken_to + _DAY, today, lasting=True))
    return tuple(gaps)
