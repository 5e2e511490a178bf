"""Single cells: days, terms, periods and amounts as people write them; nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.importing.amounts import parse_amount
from bokart_desk.importing.values import (
    OPEN_ENDED,
    NotUnderstood,
    Term,
    parse_day,
    parse_period,
    parse_term,
    says_open_ended,
)

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip


@given(DAYS)
def test_a_day_is_the_same_in_every_writing(day: date) -> None:
    for text in (
        f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year % 100:02d}", f"{day.day}/{day.month}-{day.year % 100:02d}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}", day.isoformat(), f"{day:%d.%m.%Y} 00:00:00",
        f" {day:%d.%m.%Y} ", f"{day.day}. {day.month}. {day.year}", f"{day:%d%m%Y}",
        str((day - date(1899, 12, 30)).days),
    ):  # fmt: skip
        assert parse_day(text) == day
    assert parse_day((day - date(1899, 12, 30)).days) == day
    assert parse_day(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)) == day


@given(DAYS, st.integers(1, 4000))
def test_a_period_in_one_cell_has_both_its_days(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    for text in (
        f"{start:%d.%m.%Y} - {end:%d.%m.%Y}",
        f"{start:%d.%m.%Y}-{end:%d.%m.%Y}",
        f"{start:%d.%m.%Y} til {end:%d.%m.%Y}",
    ):
        period = parse_period(text)
        assert period is not None
        assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["31.02.2024", "30.02.2024", "01.13.2024", "se kontrakt", "#REF!", "snarest", "3 ukjent"]
)
def test_what_is_no_day_is_never_one(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "tidsubestemt",
        "Ubegrenset",
        "løpende",
        "uavgrensa",
        "Tidsubegr.",
        "ikke tidsbegrenset",
        "evigvarende",
        "inntil videre",
        "31.12.3000",
    ],
)
def test_words_that_say_there_is_no_end(text: str) -> None:
    assert parse_day(text) == OPEN_ENDED


@pytest.mark.parametrize("text", ["fast 3 år", "ikke tidsubestemt", "Ikke fast", "løpende fra 2027", "3 år fast", ""])
def test_words_that_do_not_say_so_alone(text: str) -> None:
    assert not says_open_ended(text)


def test_terms() -> None:
    assert parse_term("3 år") == Term(36)
    assert parse_term("18 mnd") == Term(18)
    assert parse_term("tre år") == Term(36)
    assert parse_term("31.08.2026") is None


@given(st.integers(500, 99_999))
def test_an_amount_is_the_same_in_every_writing(kroner: int) -> None:
    spaced = f"{kroner:,}".replace(",", " ")
    for text in (
        str(kroner), spaced, f"{kroner:,}".replace(",", ".") + ",-", f"kr {spaced},-", f"{kroner},00", f"Kr. {spaced}",
        f"{kroner} kr/mnd", spaced.replace(" ", "\u00a0"), f"{kroner:,}".replace(",", ".") + ",00",
    ):  # fmt: skip
        assert parse_amount(text) == Decimal(kroner)


@pytest.mark.parametrize("text", ["-8000", "#REF!", "ca 8-9000", "8500 eller 9000"])
def test_what_is_no_amount_is_never_one(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_amount(text)


def test_dots_always_mean_day_first_also_in_a_column_that_writes_the_month_first() -> None:
    assert parse_day("06/30/2030", month_first=True) == date(2030, 6, 30)
    assert parse_day("31.01.2028", month_first=True) == date(2028, 1, 31)
