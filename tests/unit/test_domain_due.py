"""The warning ladder: what is due about a contract, a head lease and a vacant unit, and what no longer is."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.due import (
    ContractFacts,
    Due,
    DueKind,
    Ladder,
    Reminder,
    Rung,
    contract_warnings,
    head_lease_warning,
    reminders,
    unit_warning,
)

TODAY = date(2026, 11, 22)
START = date(2024, 9, 1)
END = date(2027, 8, 31)


def due(facts: ContractFacts, today: date = TODAY) -> dict[DueKind, date]:
    return {warning.kind: warning.due for warning in contract_warnings(facts, today, Ladder())}


def test_a_running_contract_has_every_rung_of_the_ladder() -> None:
    assert due(ContractFacts(ContractDates(START, END))) == {
        DueKind.MID_TERM_REVIEW_DUE: date(2026, 3, 2),
        DueKind.FOLLOW_UP_DUE: date(2026, 8, 31),
        DueKind.REVIEW_DUE: date(2027, 2, 28),
        DueKind.ADVANCE_NOTICE_DUE: date(2027, 5, 31),
        DueKind.CONTRACT_ENDS: END,
    }


def test_a_review_held_late_in_the_term_is_the_review_of_this_term() -> None:
    kinds = due(ContractFacts(ContractDates(START, END), last_review_on=date(2026, 10, 1)))
    assert DueKind.REVIEW_DUE not in kinds
    assert DueKind.MID_TERM_REVIEW_DUE not in kinds


def test_a_review_of_an_earlier_term_does_not_count() -> None:
    kinds = due(ContractFacts(ContractDates(START, END), last_review_on=date(2024, 8, 1)))
    assert {DueKind.REVIEW_DUE, DueKind.MID_TERM_REVIEW_DUE} <= set(kinds)


def test_an_advance_notice_that_was_sent_is_not_asked_for_again() -> None:
    facts = ContractFacts(ContractDates(START, END), advance_notice_on=date(2027, 5, 1))
    assert DueKind.ADVANCE_NOTICE_DUE not in due(facts, date(2027, 6, 15))


def test_past_the_end_the_clock_to_the_cliff_is_all_that_counts() -> None:
    assert due(ContractFacts(ContractDates(START, END)), date(2027, 9, 10)) == {
        DueKind.CONTRACT_ENDED: END,
        DueKind.BECOMES_INDEFINITE: date(2027, 11, 30),
    }


def test_on_the_last_day_to_act_there_is_still_time() -> None:
    assert due(ContractFacts(ContractDates(START, END)), date(2027, 11, 30))[DueKind.BECOMES_INDEFINITE] == date(
        2027, 11, 30
    )


def test_after_the_cliff_it_is_told_for_three_months_and_then_no_more() -> None:
    facts = ContractFacts(ContractDates(START, END))
    assert due(facts, date(2027, 12, 24)) == {DueKind.BECOMES_INDEFINITE: date(2027, 11, 30)}
    assert due(facts, date(2028, 6, 1)) == {}


@pytest.mark.parametrize(
    "dates",
    [
        ContractDates(START, END, moved_out_on=date(2027, 8, 31)),
        ContractDates(START, END, vacate_notice_on=date(2027, 9, 2)),
        ContractDates(START, END, superseded=True),
        ContractDates(START, None),
    ],
    ids=["moved out", "demand to move sent in time", "renewed", "indefinite"],
)
def test_nothing_is_due_about_a_contract_that_is_settled(dates: ContractDates) -> None:
    assert due(ContractFacts(dates), date(2027, 10, 1)) == {}


def test_a_head_lease_that_ends_before_the_tenancy_is_told() -> None:
    shorter = ContractFacts(ContractDates(START, END), head_leases=((date(2022, 1, 1), date(2026, 12, 31)),))
    assert due(shorter)[DueKind.HEAD_LEASE_SHORTER] == date(2026, 12, 31)
    for lease_end in (END, date(2029, 1, 1), None):
        longer = ContractFacts(ContractDates(START, END), head_leases=((date(2022, 1, 1), lease_end),))
        assert DueKind.HEAD_LEASE_SHORTER not in due(longer)


def test_a_renewed_head_lease_counts_by_its_last_end() -> None:
    leases = ((date(2022, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2029, 12, 31)))
    assert DueKind.HEAD_LEASE_SHORTER not in due(ContractFacts(ContractDates(START, END), head_leases=leases))


def test_an_indefinite_tenancy_outlasts_every_head_lease_that_ends() -> None:
    facts = ContractFacts(ContractDates(START, None), head_leases=((date(2022, 1, 1), date(2040, 1, 1)),))
    assert due(facts) == {DueKind.HEAD_LEASE_SHORTER: date(2040, 1, 1)}


def test_the_head_lease_is_due_on_its_own_last_day_to_give_notice() -> None:
    assert head_lease_warning(date(2027, 5, 31), 3) == Due(DueKind.HEAD_LEASE_ENDS, date(2027, 2, 28))
    assert head_lease_warning(date(2027, 5, 31), None) == Due(DueKind.HEAD_LEASE_ENDS, date(2027, 5, 31))
    assert head_lease_warning(None, 3) is None


def test_a_vacancy_is_too_long_after_its_limit_and_unknown_without_a_date() -> None:
    since = date(2026, 10, 1)
    assert unit_warning(UnitStatus.VACANT, since, Ladder()) == Due(DueKind.VACANT_TOO_LONG, date(2026, 11, 30))
    ready = unit_warning(UnitStatus.BEING_MADE_READY, since, Ladder())
    assert ready == Due(DueKind.BEING_MADE_READY_TOO_LONG, date(2026, 10, 31))
    assert unit_warning(UnitStatus.VACANT, None, Ladder()) is None
    assert unit_warning(UnitStatus.IN_USE, since, Ladder()) is None


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.integers(30, 3660),
    st.dates(date(2015, 1, 1), date(2040, 1, 1)),
)
def test_an_open_contract_past_its_end_is_never_without_a_warning_before_the_cliff(
    start: date, days: int, today: date
) -> None:
    end = start + timedelta(days=days)
    kinds = due(ContractFacts(ContractDates(start, end)), today)
    if start <= today <= end:
        assert kinds[DueKind.CONTRACT_ENDS] == end
    elif end < today <= end + timedelta(days=88):
        assert {DueKind.CONTRACT_ENDED, DueKind.BECOMES_INDEFINITE} == set(kinds)


def test_the_ladder_of_a_term_is_told_day_by_day() -> None:
    days = [(reminder.day, reminder.rung) for reminder in reminders(START, END, Ladder())]
    assert days[:6] == [
        (date(2026, 3, 2), Rung.MID_TERM),
        (date(2026, 8, 31), Rung.TALK),
        (date(2027, 2, 28), Rung.REVIEW),
        (date(2027, 5, 31), Rung.ADVANCE_NOTICE),
        (date(2027, 7, 31), Rung.LAST_CHANCE),
        (END, Rung.END),
    ]
    again = [day for day, rung in days if rung is Rung.AGAIN]
    assert again[0] == date(2027, 9, 14)
    assert {(later - earlier).days for earlier, later in pairwise(again)} == {14}
    assert days[-1] == (date(2027, 11, 30), Rung.LAST_DAY_TO_ACT)


def test_a_short_term_has_no_steps_before_it_begins() -> None:
    rungs = [reminder.rung for reminder in reminders(date(2026, 10, 1), date(2026, 12, 31), Ladder())]
    assert Rung.TALK not in rungs
    assert Rung.ADVANCE_NOTICE not in rungs
    assert Rung.LAST_CHANCE in rungs


def test_the_settings_move_the_ladder() -> None:
    ladder = Ladder(last_chance_months=2, repeat_days_after_end=7)
    days = reminders(START, END, ladder)
    assert Reminder(date(2027, 6, 30), Rung.LAST_CHANCE) in days
    assert Reminder(date(2027, 9, 7), Rung.AGAIN) in days
