"""Who has a unit on a day, and since when; and everybody who had it, with the days it stood empty between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, status_on
from bokart_desk.domain.dwelling_rows import OccupancyLine, Resident, UnitState
from bokart_desk.domain.timeline import occupancy

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tenancy:
    """A contract on a unit. ``openly``: the household's address is not protected, so it may be named beside one."""

    contract_id: int
    household_id: int
    household: str
    openly: bool
    dates: ContractDates


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted about a unit: its status, since when, and since when it stands empty."""

    status: UnitStatus
    since: date | None = None
    vacant_from: date | None = None


def unit_state(noted: Noted, tenancies: Sequence[Tenancy], today: date) -> UnitState:
    """Return what a unit is on ``today``: let as long as the tenant who came last has not moved out, else as noted.

    One noted as in use whose last tenant has left is vacant from that day; where the first is still to come, reserved.
    """
    order = sorted(tenancies, key=lambda one: (one.dates.start, one.contract_id))
    begun = [one for one in order if one.dates.start <= today]
    ahead = [one for one in order if one.dates.start > today]
    upcoming = _resident(ahead, 0, today) if ahead else None
    if begun and not _left(begun[-1], today):
        resident = _resident(begun, len(begun) - 1, today)
        return UnitState(noted.status, resident.since, resident, upcoming)
    days = [one.dates.moved_out_on for one in begun if one.dates.moved_out_on and one.dates.moved_out_on <= today]
    left = max(days, default=None)
    if noted.status is UnitStatus.VACANT:
        since = noted.vacant_from or noted.since or left
        return UnitState(UnitStatus.VACANT, since, None, upcoming, since)
    if noted.status is UnitStatus.IN_USE and left is not None:
        return UnitState(UnitStatus.VACANT, left, None, upcoming, left)
    if noted.status is UnitStatus.IN_USE and upcoming is not None:
        return UnitState(UnitStatus.RESERVED, None, None, upcoming)
    return UnitState(noted.status, noted.since, None, upcoming, noted.vacant_from or left)


def unit_history(noted: Noted, tenancies: Sequence[Tenancy], today: date) -> tuple[OccupancyLine, ...]:
    """Return a unit's tenancies and the gaps between them, the latest first."""
    vacant_from = None if noted.status is UnitStatus.IN_USE else noted.vacant_from or noted.since
    taken = occupancy([one.dates for one in tenancies], today, vacant_from=vacant_from)
    lines = [
        OccupancyLine(gap.start, gap.last, (gap.last - gap.start).days + 1, gap.lasting, vacant=True)
        for gap in taken.gaps
    ]
    for bar in taken.bars:
        tenancy = tenancies[bar.number]
        over = bar.last is not None and bar.last < today
        until = bar.last if over and bar.last is not None else today
        lines.append(
            OccupancyLine(
                start=bar.start,
                last=bar.last,
                days=max(0, (until - bar.start).days + 1),
                lasting=bar.start <= today and bar.status is not ContractStatus.ENDED,
                contract_id=tenancy.contract_id if tenancy.openly else None,
                household_id=tenancy.household_id if tenancy.openly else None,
                household=tenancy.household if tenancy.openly else "",
                status=bar.status,
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.start, line.vacant), reverse=True))


def _left(tenancy: Tenancy, today: date) -> bool:
    return tenancy.dates.moved_out_on is not None and tenancy.dates.moved_out_on <= today


def _resident(order: Sequence[Tenancy], place: int, today: date) -> Resident:
    tenancy = order[place]
    since = tenancy.dates.start
    for earlier in reversed(order[:place]):
        gone = earlier.dates.moved_out_on
        if earlier.household_id != tenancy.household_id or (gone is not None and gone < since - _DAY):
            break
        since = earlier.dates.start
    dates = replace(tenancy.dates, superseded=False)
    return Resident(
        contract_id=tenancy.contract_id if tenancy.openly else None,
        household_id=tenancy.household_id if tenancy.openly else None,
        name=tenancy.household if tenancy.openly else "",
        since=since,
        dates=dates,
        status=status_on(dates, today),
    )
