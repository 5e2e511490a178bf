"""Days that states are decided by, worked out once so that the database only compares dates."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, func, type_coerce

from bokart_desk.domain.terms import add_months


def months_after(column: ColumnElement[date | None], months: int) -> ColumnElement[date | None]:
    """Return the date ``months`` after a date column, clamped to the last day of the month."""
    return type_coerce(func.date(column, f"+{months} months", "floor"), Date)


def month_bounds(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month that ``day`` is in."""
    first = day.replace(day=1)
    return first, add_months(first, 1) - timedelta(days=1)
