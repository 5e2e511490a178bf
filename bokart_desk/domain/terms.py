"""Dates of fixed terms: when a term ends, and the three-month cliff behind it (husleieloven § 9-2)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS_TO_CLIFF = 3
"""Months after the end in which the landlord may still demand a move (husleieloven § 9-2 third paragraph)."""

OPEN_ENDED_YEAR = 2999
"""Lists write 01.01.3000 or 31.12.3000 for "no end"; any end from this year on means an indefinite tenancy."""


def add_months(day: date, months: int) -> date:
    """Return the day ``months`` later (or earlier), clamped to the last day of that month.

    30 November plus three months is the last day of February. Raises OverflowError past year 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("the date is outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_term(start: date, months: int) -> date:
    """Return the last day of a term of ``months``: three years from 1 Sep 2024 ends 31 Aug 2027 (rule 1)."""
    return add_months(start, months) - timedelta(days=1)


def term_months(start: date, end: date) -> int:
    """Return the whole months from ``start`` to and with the last day ``end``; a part of a month is left out."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months - 1 if add_months(start, months) > after else months


def last_day_to_act(end: date) -> date:
    """Return the last day on which a written demand to move stops the clock (husleieloven § 9-2 third paragraph).

    From the next day on, a tenancy whose tenant still lives there has become indefinite.
    """
    return add_months(end, MONTHS_TO_CLIFF)


def last_day_of_notice(end: date, months: int) -> date:
    """Return the last day to give notice of a lease so that ``months`` whole months are left to its ``end``.

    Three months before 30 June is 31 March.
    """
    return add_months(end + timedelta(days=1), -months) - timedelta(days=1)


_LONGEST_CLAMP = 4
"""Days that clamping to the end of a month can move a date: 29 to 31 January all become 28 February."""


def cliff_passed_until(today: date) -> date:
    """Return the latest end date whose last day to act lies before ``today`` (rule 2)."""
    end = add_months(today, -MONTHS_TO_CLIFF) + timedelta(days=_LONGEST_CLAMP)
    while last_day_to_act(end) >= today:
        end -= timedelta(days=1)
    return end


def halfway(start: date, end: date) -> date:
    """Return the day in the middle of the term, when the mid-term review is due (rule 5)."""
    return start + (end - start) // 2
