"""The life of a tenancy contract on a given day: its status, and the days that matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bokart_desk.domain.terms import add_months, last_day_to_act

ENDS_SOON_MONTHS = 6
"""A contract that ends within this many months is shown as ending soon: its review is due (rule 5)."""


class ContractStatus(StrEnum):
    """Where a contract stands on a given day."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    ENDS_SOON = "ends_soon"
    INDEFINITE = "indefinite"
    PAST_END = "past_end"
    NOTICE_GIVEN = "notice_given"
    BECAME_INDEFINITE = "became_indefinite"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ContractDates:
    """What decides the status of a contract. ``superseded``: a later contract on the same unit has begun."""

    start: date
    end: date | None
    moved_out_on: date | None = None
    vacate_notice_on: date | None = None
    superseded: bool = False

    @property
    def indefinite(self) -> bool:
        """Whether the tenancy was agreed without an end."""
        return self.end is None


def clock_stopped(dates: ContractDates) -> bool:
    """Tell whether a written demand to move was given in time: after the end, no later than the last day to act.

    One sent before the end is not that demand (rule 2, husleieloven § 9-2 third paragraph).
    """
    if dates.end is None or dates.vacate_notice_on is None:
        return False
    return dates.end < dates.vacate_notice_on <= last_day_to_act(dates.end)


def became_indefinite_on(dates: ContractDates, today: date) -> date | None:
    """Return the last day to act if it has passed without a demand in time, else None (rule 2)."""
    if dates.end is None or dates.superseded or clock_stopped(dates):
        return None
    cliff = last_day_to_act(dates.end)
    left_before = dates.moved_out_on is not None and dates.moved_out_on <= cliff
    return cliff if today > cliff and not left_before else None


def status_on(dates: ContractDates, today: date) -> ContractStatus:
    """Return the status of a contract on ``today`` (rules 1 and 2)."""
    if dates.moved_out_on is not None and dates.moved_out_on <= today:
        return ContractStatus.ENDED
    if dates.start > today:
        return ContractStatus.UPCOMING
    if dates.superseded and (dates.end is None or dates.end < today):
        return ContractStatus.ENDED
    if dates.end is None:
        return ContractStatus.INDEFINITE
    if dates.end >= today:
        soon = dates.end <= add_months(today, ENDS_SOON_MONTHS)
        return ContractStatus.ENDS_SOON if soon else ContractStatus.RUNNING
    if clock_stopped(dates):
        return ContractStatus.NOTICE_GIVEN
    if today > last_day_to_act(dates.end):
        return ContractStatus.BECAME_INDEFINITE
    return ContractStatus.PAST_END


def overlap(first: ContractDates, second: ContractDates) -> bool:
    """Tell whether two contracts on one unit claim a common day (rule 8).

    A tenant who has moved out claims no day from then on; a contract without an end claims all days.
    """
    return first.start <= _last_claimed(second) and second.start <= _last_claimed(first)


def _last_claimed(dates: ContractDates) -> date:
    end = dates.end or date.max
    return min(end, dates.moved_out_on) if dates.moved_out_on is not None else end
