"""Days that states are decided by, worked out once so that the database only compares dates."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, func, type_coerce

from bokart_desk.domain.terms import MONTHS_TO_CLIFF, add_months, last_day_to_act

_LONGEST_CLAMP = 4
"""Days that clamping to the end of a month can move a date: 29 to 31 January all become 28 February."""


def cliff_passed_until(today: date) -> date:
    """Return the latest end date whose last day to act lies before ``today`` (rule 2)."""
    end = add_months(today, -MONTHS_TO_CLIFF) + timedelta(days=_LONGEST_CLAMP)
    while last_day_to_act(end) >= today:
        end -= timedelta(days=1)
    return end


def months_after(column: ColumnElement[date | None], months: int) -> ColumnElement[date | None]:
    """Return the date ``months`` after a date column, clamped to the last day of the month."""
    return type_coerce(func.date(column, f"+{months} months", "floor"), Date)


def month_bounds(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month that ``day`` is in."""
    first = day.replace(day=1)
    return first, add_months(first, 1) - timedelta(days=1)
