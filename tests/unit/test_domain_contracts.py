"""Where a contract stands on a day, and whether two contracts claim the same days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bokart_desk.domain.contracts import ContractDates, ContractStatus, became_indefinite_on, overlap, status_on
from bokart_desk.domain.terms import add_months, last_day_to_act

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@st.composite
def contracts(draw: st.DrawFn) -> ContractDates:
    start = draw(DAYS)
    end = draw(st.none() | st.integers(0, 4000).map(lambda days: start + timedelta(days=days)))
    moved = draw(st.none() | st.integers(0, 5000).map(lambda days: start + timedelta(days=days)))
    notice = draw(st.none() | DAYS)
    return ContractDates(start, end, moved, notice)


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        (ContractDates(date(2027, 1, 1), date(2029, 12, 31)), ContractStatus.UPCOMING),
        (ContractDates(date(2024, 1, 1), date(2028, 12, 31)), ContractStatus.RUNNING),
        (ContractDates(date(2024, 1, 1), date(2027, 5, 22)), ContractStatus.ENDS_SOON),
        (ContractDates(date(2024, 1, 1), date(2027, 5, 23)), ContractStatus.RUNNING),
        (ContractDates(date(2024, 1, 1), TODAY), ContractStatus.ENDS_SOON),
        (ContractDates(date(2024, 1, 1), None), ContractStatus.INDEFINITE),
        (ContractDates(date(2023, 1, 1), date(2026, 11, 21)), ContractStatus.PAST_END),
        (ContractDates(date(2023, 1, 1), date(2026, 8, 22)), ContractStatus.PAST_END),
        (ContractDates(date(2023, 1, 1), date(2026, 8, 21)), ContractStatus.BECAME_INDEFINITE),
        (ContractDates(date(2023, 1, 1), date(2026, 8, 21), moved_out_on=date(2026, 9, 1)), ContractStatus.ENDED),
        (ContractDates(date(2023, 1, 1), date(2026, 8, 21), superseded=True), ContractStatus.ENDED),
        (
            ContractDates(date(2023, 1, 1), date(2026, 8, 21), vacate_notice_on=date(2026, 11, 20)),
            ContractStatus.NOTICE_GIVEN,
        ),
        (
            ContractDates(date(2023, 1, 1), date(2026, 8, 21), vacate_notice_on=date(2026, 11, 22)),
            ContractStatus.BECAME_INDEFINITE,
        ),
    ],
)
def test_status(dates: ContractDates, status: ContractStatus) -> None:
    assert status_on(dates, TODAY) is status


def test_a_letter_before_the_end_does_not_stop_the_clock() -> None:
    dates = ContractDates(date(2023, 1, 1), date(2026, 8, 21), vacate_notice_on=date(2026, 8, 21))
    assert status_on(dates, TODAY) is ContractStatus.BECAME_INDEFINITE


@given(contracts(), DAYS)
def test_a_fixed_term_becomes_indefinite_only_after_the_cliff(dates: ContractDates, today: date) -> None:
    since = became_indefinite_on(dates, today)
    if since is not None:
        assert dates.end is not None
        assert since == last_day_to_act(dates.end) < today
    if dates.end is not None and today <= last_day_to_act(dates.end):
        assert since is None


@given(contracts(), DAYS)
def test_what_has_become_indefinite_never_goes_back_by_itself(dates: ContractDates, today: date) -> None:
    assume(dates.moved_out_on is None)
    if status_on(dates, today) is ContractStatus.BECAME_INDEFINITE:
        assert status_on(dates, today + timedelta(days=1)) is ContractStatus.BECAME_INDEFINITE


@given(contracts(), DAYS)
def test_every_contract_has_a_status_on_every_day(dates: ContractDates, today: date) -> None:
    status = status_on(dates, today)
    if dates.moved_out_on is not None and dates.moved_out_on <= today:
        assert status is ContractStatus.ENDED
    if status is ContractStatus.ENDS_SOON:
        assert dates.end is not None
        assert today <= dates.end <= add_months(today, 6)


@given(contracts(), contracts())
def test_overlap_is_the_same_from_both_sides(first: ContractDates, second: ContractDates) -> None:
    assert overlap(first, second) == overlap(second, first)


@given(contracts())
def test_a_contract_that_begins_the_day_after_does_not_overlap(first: ContractDates) -> None:
    assume(first.end is not None and first.moved_out_on is None)
    assert first.end is not None
    assert not overlap(first, ContractDates(first.end + timedelta(days=1), None))
    assert overlap(first, ContractDates(first.end, None))
