"""The rules of a tenancy's life hold on every day: leap years, ends of months, the 31st, and the cliff behind them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.contracts import ContractDates, ContractStatus, became_indefinite_on, overlap, status_on
from bokart_desk.domain.due import Ladder
from bokart_desk.domain.tenancy import (
    ContractStep,
    Hindrance,
    NoticeEffect,
    ReviewFacts,
    TenancyFacts,
    claimed_until,
    earliest_start,
    hindrance,
    is_longer_than_advised,
    is_short,
    next_review_on,
    notice_effect,
    recommended_step,
    renewal_start_allowed,
)
from bokart_desk.domain.terms import add_months, end_of_term, last_day_to_act, term_months

DAY = timedelta(days=1)
days = st.dates(date(1980, 1, 1), date(2150, 12, 31))
month_ends = days.map(lambda day: add_months(day.replace(day=1), 1) - DAY)
any_day = st.one_of(days, month_ends, st.sampled_from([date(2024, 2, 29), date(2096, 2, 29), date(2100, 2, 28)]))
months = st.integers(1, 120)


@st.composite
def contracts(draw: st.DrawFn, *, ended: bool = True) -> ContractDates:
    """A contract with or without an end, a notice at any time, and perhaps a move."""
    start = draw(any_day)
    end = draw(st.none() | months.map(lambda count: end_of_term(start, count)))
    notice = draw(st.none() | st.integers(0, 4500).map(lambda later: start + later * DAY))
    moved = draw(st.none() | st.integers(0, 4500).map(lambda later: start + later * DAY)) if ended else None
    return ContractDates(start, end, moved, notice, draw(st.booleans()) if ended else False)


@st.composite
def tenancies(draw: st.DrawFn) -> tuple[TenancyFacts, date]:
    """A contract with reviews and notices, and a day on which it is looked at."""
    dates = draw(contracts())
    somewhen = st.integers(0, 4500).map(lambda later: dates.start + later * DAY)
    reviews = draw(st.lists(st.builds(ReviewFacts, somewhen, st.none() | st.sampled_from(ReviewOutcome)), max_size=3))
    facts = TenancyFacts(
        dates,
        reviews,
        advance_notice_on=draw(st.none() | somewhen),
        renewed_from=draw(st.none() | somewhen),
        extension=draw(st.integers(0, 3)),
    )
    return facts, draw(st.integers(-400, 5000).map(lambda later: dates.start + later * DAY))


@given(any_day, any_day)
def test_a_demand_stops_the_clock_exactly_from_the_day_after_the_end_to_the_last_day_to_act(
    end: date, sent_on: date
) -> None:
    effect = notice_effect(end, sent_on)
    dates = ContractDates(min(end, sent_on) - 400 * DAY, end, None, sent_on)
    after_the_cliff = last_day_to_act(end) + DAY
    stopped = became_indefinite_on(dates, max(after_the_cliff, sent_on)) is None
    assert stopped is (effect is NoticeEffect.IN_TIME)


@given(any_day)
def test_the_days_around_the_end_and_the_cliff_are_told_apart(end: date) -> None:
    last = last_day_to_act(end)
    assert notice_effect(end, end) is NoticeEffect.BEFORE_END
    assert notice_effect(end, end + DAY) is NoticeEffect.IN_TIME
    assert notice_effect(end, last) is NoticeEffect.IN_TIME
    assert notice_effect(end, last + DAY) is NoticeEffect.TOO_LATE
    assert notice_effect(None, end) is NoticeEffect.NO_END


@pytest.mark.parametrize(
    ("end", "last_day"),
    [
        (date(2027, 8, 31), date(2027, 11, 30)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2027, 11, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 5, 29)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_the_last_day_to_demand_a_move_is_clamped_to_its_month(end: date, last_day: date) -> None:
    assert notice_effect(end, last_day) is NoticeEffect.IN_TIME
    assert notice_effect(end, last_day + DAY) is NoticeEffect.TOO_LATE


@given(any_day)
def test_three_years_are_neither_short_nor_long(start: date) -> None:
    end = end_of_term(start, 36)
    assert not is_short(start, end)
    assert not is_longer_than_advised(start, end)
    assert is_short(start, end - DAY)
    assert is_longer_than_advised(start, end + DAY)
    assert not is_short(start, None)
    assert not is_longer_than_advised(start, None)


@given(any_day, months)
def test_a_term_of_fewer_months_is_short_and_of_more_is_long(start: date, count: int) -> None:
    end = end_of_term(start, count)
    assert is_short(start, end) is (count < 36)
    assert is_longer_than_advised(start, end) is (count > 36)
    assert is_short(start, end) is (term_months(start, end) < 36)


@given(st.lists(contracts(), max_size=5), any_day, months)
def test_a_proposed_start_overlaps_no_contract_that_ends(others: list[ContractDates], today: date, count: int) -> None:
    start = earliest_start(others, today)
    new = ContractDates(start, end_of_term(start, count))
    assert start >= today
    for other in others:
        if claimed_until(other) is not None:
            assert not overlap(other, new)


@given(contracts(), contracts())
def test_contracts_overlap_exactly_when_they_claim_a_common_day(first: ContractDates, second: ContractDates) -> None:
    ends = [claimed_until(one) or date.max for one in (first, second)]
    common = max(first.start, second.start) <= min(ends)
    empty = any(one.start > end for one, end in zip((first, second), ends, strict=True))
    assert overlap(first, second) is overlap(second, first)
    assert empty or overlap(first, second) is common


@given(any_day)
def test_a_renewal_begins_after_the_end_and_before_the_tenancy_is_indefinite(end: date) -> None:
    last = last_day_to_act(end)
    assert not renewal_start_allowed(end, end)
    assert renewal_start_allowed(end, end + DAY)
    assert renewal_start_allowed(end, last + DAY)
    assert not renewal_start_allowed(end, last + 2 * DAY)


@given(tenancies())
def test_what_is_recommended_can_be_done(seen: tuple[TenancyFacts, date]) -> None:
    facts, today = seen
    step = recommended_step(facts, today)
    assert step is None or hindrance(facts, step, today) is None


@given(tenancies())
def test_nothing_is_renewed_before_a_review_that_allows_it(seen: tuple[TenancyFacts, date]) -> None:
    facts, today = seen
    if hindrance(facts, ContractStep.RENEW, today) is None:
        during = [one for one in facts.reviews if one.held_on >= facts.dates.start]
        assert during
        assert max(during, key=lambda one: one.held_on).outcome is ReviewOutcome.EXTEND
        assert facts.dates.end is not None
        assert became_indefinite_on(facts.dates, today) is None


@given(tenancies())
def test_a_demand_to_move_is_offered_only_after_the_end(seen: tuple[TenancyFacts, date]) -> None:
    facts, today = seen
    if hindrance(facts, ContractStep.NOTICE_TO_VACATE, today) is None:
        assert facts.dates.end is not None
        assert today > facts.dates.end
    if hindrance(facts, ContractStep.ADVANCE_NOTICE, today) is None:
        assert facts.dates.end is not None
        assert today <= facts.dates.end


@given(contracts(ended=False), st.integers(-400, 5000))
def test_a_contract_that_counts_down_always_has_a_step_recommended(dates: ContractDates, later: int) -> None:
    today = dates.start + later * DAY
    status = status_on(dates, today)
    if status is ContractStatus.PAST_END:
        assert recommended_step(TenancyFacts(dates), today) is ContractStep.NOTICE_TO_VACATE
        allowed = TenancyFacts(dates, [ReviewFacts(today, ReviewOutcome.EXTEND)])
        assert recommended_step(allowed, today) is ContractStep.RENEW
    if status is ContractStatus.NOTICE_GIVEN:
        assert recommended_step(TenancyFacts(dates), today) is ContractStep.MOVE_OUT


@given(contracts(ended=False), st.integers(0, 4500), st.none() | st.sampled_from(ReviewOutcome), months)
def test_the_next_review_comes_after_the_last(
    dates: ContractDates, later: int, outcome: ReviewOutcome | None, extension: int
) -> None:
    held_on = dates.start + later * DAY
    if dates.end is not None and held_on > dates.end:
        held_on = dates.end
    day = next_review_on(dates, held_on, outcome, extension, Ladder())
    assert day is None or day > held_on
    assert day is not None or dates.end is None or outcome is not ReviewOutcome.EXTEND


START, END = date(2024, 1, 1), date(2026, 12, 31)
EXTEND, AGAINST = ReviewOutcome.EXTEND, ReviewOutcome.PRIVATE_RENT


@pytest.mark.parametrize(
    ("today", "review", "advance_notice_on", "step"),
    [
        (date(2024, 3, 1), None, None, None),
        (date(2025, 7, 2), None, None, ContractStep.REVIEW),
        (date(2025, 7, 2), (date(2025, 6, 1), EXTEND), None, None),
        (date(2026, 6, 29), (date(2025, 6, 1), EXTEND), None, None),
        (date(2026, 7, 1), (date(2025, 6, 1), EXTEND), None, ContractStep.REVIEW),
        (date(2026, 7, 1), (date(2026, 6, 1), EXTEND), None, ContractStep.RENEW),
        (date(2026, 7, 1), (date(2026, 6, 1), AGAINST), None, None),
        (date(2026, 9, 30), (date(2026, 6, 1), AGAINST), None, ContractStep.ADVANCE_NOTICE),
        (date(2026, 9, 30), None, None, ContractStep.ADVANCE_NOTICE),
        (date(2026, 9, 30), None, date(2026, 9, 1), ContractStep.REVIEW),
        (date(2026, 12, 31), (date(2026, 6, 1), AGAINST), date(2026, 9, 1), None),
        (date(2027, 1, 1), (date(2026, 6, 1), AGAINST), date(2026, 9, 1), ContractStep.NOTICE_TO_VACATE),
        (date(2027, 3, 31), None, None, ContractStep.NOTICE_TO_VACATE),
        (date(2027, 4, 1), None, None, None),
    ],
)
def test_the_ladder_recommends_one_step_after_the_other(
    today: date, review: tuple[date, ReviewOutcome] | None, advance_notice_on: date | None, step: ContractStep | None
) -> None:
    facts = TenancyFacts(
        ContractDates(START, END),
        [ReviewFacts(*review)] if review is not None else [],
        advance_notice_on=advance_notice_on,
    )
    assert recommended_step(facts, today) is step


def test_a_contract_that_is_over_or_renewed_recommends_nothing() -> None:
    moved = TenancyFacts(ContractDates(START, END, date(2026, 8, 1)))
    renewed = TenancyFacts(ContractDates(START, END), renewed_from=date(2027, 1, 1))
    for facts in (moved, renewed):
        assert recommended_step(facts, date(2026, 10, 1)) is None
    assert hindrance(moved, ContractStep.REVIEW, date(2026, 10, 1)) is Hindrance.ENDED
    assert hindrance(renewed, ContractStep.RENEW, date(2026, 10, 1)) is Hindrance.RENEWED
    assert hindrance(renewed, ContractStep.MOVE_OUT, date(2026, 10, 1)) is None
    assert hindrance(renewed, ContractStep.MOVE_OUT, date(2027, 1, 1)) is Hindrance.RENEWED


def test_a_mistake_can_always_be_corrected() -> None:
    gone = TenancyFacts(ContractDates(START, END, date(2026, 8, 1)))
    assert hindrance(gone, ContractStep.CORRECT, date(2030, 1, 1)) is None
