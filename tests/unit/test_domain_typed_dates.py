"""Days are understood as people type them, and nothing but a day is taken for one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.terms import add_months, end_of_term
from bokart_desk.domain.typed_dates import EARLIEST, LATEST, DayProblem, NotADay, read_typed_day

TODAY = date(2026, 11, 22)
days = st.dates(date(2000, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "1.8.27", "1.8.2027", "01.08.2027", "010827", "01082027", "1/8-27", "1/8/27", "1-8-27", "1 8 27", "1.8 27",
        "2027-08-01", "1. august 2027", "1 aug 27", "1.aug.2027", " 1.8.27. ", "1. 8. 2027",
    ],
)  # fmt: skip
def test_one_day_is_written_in_many_ways(text: str) -> None:
    assert read_typed_day(text, TODAY) == date(2027, 8, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i dag", TODAY), ("idag", TODAY), ("today", TODAY), ("I DAG", TODAY),
        ("i morgen", date(2026, 11, 23)), ("imorgen", date(2026, 11, 23)), ("i går", date(2026, 11, 21)),
        ("+3y", date(2029, 11, 22)), ("+3å", date(2029, 11, 22)), ("+3 år", date(2029, 11, 22)),
        ("3 år", date(2029, 11, 22)), ("+6m", date(2027, 5, 22)), ("+6 mnd", date(2027, 5, 22)),
        ("+2u", date(2026, 12, 6)), ("+2w", date(2026, 12, 6)), ("+14d", date(2026, 12, 6)),
        ("-1m", date(2026, 10, 22)), ("31.12", date(2026, 12, 31)), ("1.12", date(2026, 12, 1)),
        ("1.11", date(2026, 11, 1)), ("2.1", date(2027, 1, 2)), ("29.2", date(2028, 2, 29)),
        ("30", date(2026, 11, 30)), ("5.", date(2026, 11, 5)), ("1.8.65", date(1965, 8, 1)),
    ],
)  # fmt: skip
def test_short_ways_to_name_a_day(text: str, expected: date) -> None:
    assert read_typed_day(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", DayProblem.NOT_UNDERSTOOD), ("snart", DayProblem.NOT_UNDERSTOOD), ("1.", None),
        ("31.2.2027", DayProblem.NO_SUCH_DAY), ("31", DayProblem.NO_SUCH_DAY), ("31.2", DayProblem.NO_SUCH_DAY),
        ("29.2.2027", DayProblem.NO_SUCH_DAY), ("1.13.2027", DayProblem.NO_SUCH_DAY),
        ("1.1.0100", DayProblem.OUT_OF_RANGE), ("+999 år", DayProblem.OUT_OF_RANGE),
        ("+9999 år", DayProblem.OUT_OF_RANGE), ("12345", DayProblem.NOT_UNDERSTOOD),
    ],
)  # fmt: skip
def test_what_is_no_day_is_said_with_the_reason(text: str, problem: DayProblem | None) -> None:
    if problem is None:
        assert read_typed_day(text, TODAY) == date(2026, 11, 1)
        return
    with pytest.raises(NotADay) as raised:
        read_typed_day(text, TODAY)
    assert raised.value.problem is problem


def test_a_term_counts_from_the_start_and_ends_the_day_before() -> None:
    start = date(2024, 9, 1)
    assert read_typed_day("+3y", TODAY, start, term=True) == date(2027, 8, 31)
    assert read_typed_day("+3y", TODAY, start) == date(2027, 9, 1)
    assert read_typed_day("+3y", TODAY, date(2025, 3, 1), term=True) == date(2028, 2, 29)


def test_a_day_without_a_year_comes_after_the_start_it_belongs_to() -> None:
    assert read_typed_day("31.8", TODAY, date(2026, 12, 1)) == date(2027, 8, 31)
    assert read_typed_day("1.12", TODAY, date(2026, 12, 1)) == date(2026, 12, 1)


@given(days, st.sampled_from(["%d.%m.%Y", "%d%m%Y", "%Y-%m-%d", "%d/%m-%Y", "%d %m %Y"]))
def test_every_day_is_read_as_it_was_written(day: date, pattern: str) -> None:
    assert read_typed_day(day.strftime(pattern), TODAY) == day


@given(days, st.sampled_from(["%d.%m.%y", "%d%m%y"]), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_year_of_two_digits_is_never_far_ahead(day: date, pattern: str, today: date) -> None:
    found = read_typed_day(day.strftime(pattern), today)
    assert (found.month, found.year % 100) == (day.month, day.year % 100)
    assert found.year <= today.year + 30


@given(days, st.integers(0, 120))
def test_months_are_counted_as_everywhere_else(start: date, count: int) -> None:
    assert read_typed_day(f"+{count}m", TODAY, start) == add_months(start, count)
    assert read_typed_day(f"+{count}m", TODAY, start, term=True) == end_of_term(start, count)
    assert read_typed_day(f"-{count}m", TODAY, start) == add_months(start, -count)


@given(days, st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_a_day_without_a_year_is_the_nearest(day: date, today: date) -> None:
    found = read_typed_day(f"{day.day}.{day.month}", today)
    assert (found.day, found.month) == (day.day, day.month)
    leap_day = (day.day, day.month) == (29, 2)
    assert abs(found - today) <= timedelta(days=366 * 4 if leap_day else 183)


@given(st.text(alphabet="0123456789./- +ymdåuwiagr", max_size=14))
def test_whatever_is_typed_gives_a_day_of_the_calendar_or_not_a_day(text: str) -> None:
    try:
        found = read_typed_day(text, TODAY)
    except NotADay:
        return
    assert EARLIEST <= found <= LATEST
