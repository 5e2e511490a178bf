"""A unit through time: what each bar stands for, and that bars and gaps share out the days among them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.contracts import ContractDates, ContractStatus
from bokart_desk.domain.timeline import Bar, LeaseSpan, Occupancy, occupancy, outlasted_lease

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def only(dates: ContractDates) -> Bar:
    taken = occupancy([dates], TODAY)
    assert len(taken.bars) == 1
    return taken.bars[0]


@pytest.mark.parametrize(
    ("dates", "status", "last"),
    [
        (ContractDates(date(2027, 1, 1), date(2029, 12, 31)), ContractStatus.UPCOMING, date(2029, 12, 31)),
        (ContractDates(date(2026, 1, 1), date(2028, 12, 31)), ContractStatus.RUNNING, date(2028, 12, 31)),
        (ContractDates(date(2024, 1, 1), date(2027, 5, 22)), ContractStatus.ENDS_SOON, date(2027, 5, 22)),
        (ContractDates(date(2024, 1, 1), date(2026, 10, 31)), ContractStatus.PAST_END, TODAY),
        (
            ContractDates(date(2023, 1, 1), date(2026, 9, 30), vacate_notice_on=date(2026, 10, 2)),
            ContractStatus.NOTICE_GIVEN,
            TODAY,
        ),
        (ContractDates(date(2023, 1, 1), date(2026, 5, 31)), ContractStatus.BECAME_INDEFINITE, None),
        (ContractDates(date(2020, 1, 1), None), ContractStatus.INDEFINITE, None),
        (
            ContractDates(date(2020, 1, 1), date(2022, 12, 31), moved_out_on=date(2023, 1, 20)),
            ContractStatus.ENDED,
            date(2023, 1, 20),
        ),
        (
            ContractDates(date(2020, 1, 1), None, moved_out_on=date(2027, 2, 1)),
            ContractStatus.INDEFINITE,
            date(2027, 2, 1),
        ),
    ],
)
def test_a_bar_lasts_as_long_as_the_tenant(dates: ContractDates, status: ContractStatus, last: date | None) -> None:
    bar = only(dates)
    assert (bar.status, bar.last) == (status, last)


def test_only_a_contract_that_counts_down_has_a_cliff() -> None:
    assert only(ContractDates(date(2023, 12, 1), date(2026, 11, 20))).cliff == date(2027, 2, 20)
    assert only(ContractDates(date(2023, 12, 1), date(2026, 12, 1))).cliff is None
    notice = ContractDates(date(2023, 12, 1), date(2026, 10, 31), vacate_notice_on=date(2026, 11, 2))
    assert only(notice).cliff is None


def test_a_renewed_contract_gives_way_to_its_successor() -> None:
    taken = occupancy(
        [ContractDates(date(2020, 1, 1), date(2022, 12, 31)), ContractDates(date(2023, 1, 1), date(2027, 12, 31))],
        TODAY,
    )
    assert [(bar.status, bar.last, bar.lane) for bar in taken.bars] == [
        (ContractStatus.ENDED, date(2022, 12, 31), 0),
        (ContractStatus.RUNNING, date(2027, 12, 31), 0),
    ]
    assert taken.gaps == ()


def test_an_indefinite_tenancy_that_was_taken_over_ends_the_day_before() -> None:
    taken = occupancy([ContractDates(date(2023, 6, 1), date(2028, 1, 1)), ContractDates(date(2015, 1, 1), None)], TODAY)
    assert [(bar.number, bar.last) for bar in taken.bars] == [(1, date(2023, 5, 31)), (0, date(2028, 1, 1))]


def test_a_unit_stands_empty_between_tenants_and_after_the_last() -> None:
    taken = occupancy(
        [
            ContractDates(date(2020, 1, 1), date(2022, 12, 31), moved_out_on=date(2022, 12, 31)),
            ContractDates(date(2023, 3, 1), date(2026, 2, 28), moved_out_on=date(2026, 2, 28)),
        ],
        TODAY,
    )
    assert [(gap.start, gap.last, gap.lasting) for gap in taken.gaps] == [
        (date(2023, 1, 1), date(2023, 2, 28), False),
        (date(2026, 3, 1), TODAY, True),
    ]


def test_a_unit_that_waits_for_its_next_tenant_is_empty_until_then() -> None:
    taken = occupancy(
        [
            ContractDates(date(2020, 1, 1), None, moved_out_on=date(2026, 10, 31)),
            ContractDates(date(2027, 1, 1), None),
        ],
        TODAY,
    )
    assert [(gap.start, gap.last, gap.lasting) for gap in taken.gaps] == [(date(2026, 11, 1), date(2026, 12, 31), True)]


def test_a_unit_never_let_is_empty_since_the_day_it_was_noted() -> None:
    taken = occupancy([], TODAY, vacant_from=date(2026, 8, 1))
    assert [(gap.start, gap.last, gap.lasting) for gap in taken.gaps] == [(date(2026, 8, 1), TODAY, True)]
    assert occupancy([], TODAY) == Occupancy((), (), 1)
    (unknown,) = occupancy([], TODAY, empty=True).gaps
    assert (unknown.last, unknown.lasting, unknown.known) == (TODAY, True, False)
    assert occupancy([], TODAY, vacant_from=date(2027, 1, 1)).gaps == ()


def test_contracts_on_common_days_lie_below_each_other() -> None:
    taken = occupancy(
        [ContractDates(date(2024, 1, 1), date(2027, 12, 31)), ContractDates(date(2024, 1, 1), date(2028, 6, 30))], TODAY
    )
    assert [bar.lane for bar in taken.bars] == [0, 1]
    assert taken.lanes == 2


def test_a_tenancy_that_outlasts_the_head_lease_says_when() -> None:
    bar = only(ContractDates(date(2024, 1, 1), date(2027, 12, 31)))
    short, long = LeaseSpan(date(2020, 1, 1), date(2027, 6, 30)), LeaseSpan(date(2027, 7, 1), date(2030, 1, 1))
    assert outlasted_lease(bar, [short], TODAY) == date(2027, 6, 30)
    assert outlasted_lease(bar, [short, long], TODAY) is None
    assert outlasted_lease(bar, [LeaseSpan(date(2020, 1, 1), None)], TODAY) is None
    assert outlasted_lease(bar, [], TODAY) is None
    assert outlasted_lease(only(ContractDates(date(2024, 1, 1), None)), [long], TODAY) == date(2030, 1, 1)


days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@st.composite
def contracts(draw: st.DrawFn) -> ContractDates:
    start = draw(days)
    end = draw(st.none() | st.integers(0, 2500).map(lambda count: start + timedelta(days=count)))
    moved = draw(st.none() | st.integers(0, 3000).map(lambda count: start + timedelta(days=count)))
    notice = draw(st.none() | st.integers(0, 3000).map(lambda count: start + timedelta(days=count)))
    return ContractDates(start, end, moved, notice)


@given(st.lists(contracts(), max_size=6), days)
def test_every_day_lies_in_a_bar_or_a_gap_and_bars_of_a_lane_never_meet(given: list[ContractDates], now: date) -> None:
    taken = occupancy(given, now)
    assert sorted(bar.number for bar in taken.bars) == list(range(len(given)))
    assert [bar.start for bar in taken.bars] == sorted(dates.start for dates in given)
    open_end = date(2060, 1, 1)
    spans = [(bar.start, bar.last or open_end, bar.lane) for bar in taken.bars]
    assert all(start <= last for start, last, _lane in spans)
    assert {lane for *_, lane in spans} <= set(range(taken.lanes))
    for lane in range(taken.lanes):
        own = [(start, last) for start, last, its in spans if its == lane]
        assert all(before[1] < after[0] for before, after in pairwise(own))
    for gap in taken.gaps:
        assert gap.start <= gap.last
        assert all(last < gap.start or start > gap.last for start, last, _lane in spans)
        assert gap.lasting == (gap.start <= now <= gap.last)
    if given:
        edges = sorted([(start, last) for start, last, _lane in spans] + [(gap.start, gap.last) for gap in taken.gaps])
        reached = edges[0][0] - DAY
        for start, last in edges:
            assert start <= reached + DAY, "a day between belongs to nothing"
            reached = max(reached, last)
        assert reached >= max(min(now, open_end), *(last for _start, last, _lane in spans))


@given(st.lists(contracts(), max_size=4), days)
def test_the_order_in_which_contracts_are_given_changes_nothing(given: list[ContractDates], now: date) -> None:
    def seen(order: list[ContractDates]) -> list[object]:
        taken = occupancy(order, now)
        return [sorted((bar.start, bar.last or date.max, bar.status) for bar in taken.bars), taken.gaps, taken.lanes]

    assert seen(given) == seen(given[::-1])
