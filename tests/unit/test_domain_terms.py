"""The date rules of fixed terms hold on every day: month ends, leap years, the three-month cliff."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.terms import add_months, end_of_term, halfway, last_day_to_act, term_months

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
MONTHS = st.integers(1, 360)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 9, 1), 36, date(2027, 8, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2023, 8, 15), 36, date(2026, 8, 14)),
        (date(2024, 3, 1), 12, date(2025, 2, 28)),
        (date(2023, 3, 1), 12, date(2024, 2, 29)),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(start: date, months: int, end: date) -> None:
    assert end_of_term(start, months) == end


@pytest.mark.parametrize(
    ("end", "cliff"),
    [
        (date(2027, 8, 31), date(2027, 11, 30)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 10, 31), date(2027, 1, 31)),
        (date(2027, 2, 28), date(2027, 5, 28)),
        (date(2028, 2, 29), date(2028, 5, 29)),
    ],
)
def test_the_last_day_to_act_is_three_months_after_the_end(end: date, cliff: date) -> None:
    assert last_day_to_act(end) == cliff


@given(DAYS, MONTHS)
def test_adding_months_keeps_the_day_or_clamps_to_the_end_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(DAYS, MONTHS)
def test_adding_and_taking_away_months_comes_back_unless_clamped(day: date, months: int) -> None:
    back = add_months(add_months(day, months), -months)
    assert back <= day
    assert (day - back).days <= 3


@given(DAYS, MONTHS)
def test_the_length_of_a_term_is_what_it_was_made_with(start: date, months: int) -> None:
    end = end_of_term(start, months)
    # Where the anniversary was clamped (31st in a short month) a part of a month is missing.
    assert term_months(start, end) in (months, months - 1)
    if start.day <= 28:
        assert term_months(start, end) == months


@given(DAYS)
def test_the_cliff_lies_89_to_92_days_after_the_end_and_never_moves_back(end: date) -> None:
    assert 89 <= (last_day_to_act(end) - end).days <= 92
    assert last_day_to_act(end) <= last_day_to_act(end + timedelta(days=1))


@given(DAYS, st.integers(0, 4000))
def test_halfway_lies_within_the_term(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert start <= halfway(start, end) <= end


def test_a_date_outside_the_calendar_is_an_error_of_the_caller() -> None:
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 31), 1)
