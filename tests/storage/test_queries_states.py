"""Lists and counts know the same states as the rules of the domain, whatever the dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_builder import TODAY, building, new_register
from sqlalchemy import delete

from bokart_desk.domain.codes import Disposal
from bokart_desk.domain.contracts import ContractDates, ContractStatus, status_on
from bokart_desk.domain.terms import add_months
from bokart_desk.services.contracts import ContractQuery, ContractSort, ContractState, count_contracts, find_contracts
from bokart_desk.services.register import Register
from bokart_desk.storage import schema
from bokart_desk.storage.engine import writing

_DAYS = st.integers(-1500, 1500).map(lambda days: TODAY + timedelta(days=days))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with new_register(tmp_path_factory.mktemp("states")) as opened:
        yield opened


@st.composite
def tenancies(draw: st.DrawFn) -> list[ContractDates]:
    """One after the other on a unit: each ends before the next begins."""
    days = sorted(draw(st.lists(_DAYS, min_size=2, max_size=6, unique=True)))
    dates = []
    for start, end in zip(days[::2], days[1::2], strict=False):
        last = end is days[-1] or (len(days) % 2 == 0 and end == days[-1])
        agreed = None if last and draw(st.booleans()) else end
        moved = draw(st.none() | st.integers(0, 200).map(lambda more, end=end: end + timedelta(days=more - 100)))
        moved = None if moved is None or moved < start else moved
        notice = draw(st.none() | st.integers(-30, 150).map(lambda more, end=end: end + timedelta(days=more)))
        dates.append(ContractDates(start, agreed, moved, notice))
    return dates


def expected(dates: list[ContractDates], today: date) -> dict[ContractState, int]:
    counts = dict.fromkeys(ContractState, 0)
    for one in dates:
        superseded = any(one.start < later.start <= today for later in dates)
        told = ContractDates(one.start, one.end, one.moved_out_on, one.vacate_notice_on, superseded)
        status = status_on(told, today)
        ended = status is ContractStatus.ENDED
        counts[ContractState.ALL] += 1
        counts[ContractState.ENDED if ended else ContractState.OPEN] += 1
        if ended:
            continue
        counts[ContractState.INDEFINITE] += one.end is None
        counts[ContractState.PAST_END] += status in (ContractStatus.PAST_END, ContractStatus.NOTICE_GIVEN)
        counts[ContractState.BECAME_INDEFINITE] += status is ContractStatus.BECAME_INDEFINITE
        counts[ContractState.ENDING] += one.end is not None and today <= one.end <= add_months(today, 12)
    return counts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(units=st.lists(tenancies(), min_size=1, max_size=4))
def test_each_state_holds_the_contracts_the_rules_say(register: Register, units: list[list[ContractDates]]) -> None:
    with writing(register.engine) as connection:
        connection.execute(delete(schema.contract))
    with building(register) as build:
        for number, tenancy in enumerate(units):
            unit, household = build.unit(f"Storgata {number}"), build.household("Amina Ali")
            for dates in tenancy:
                build.contract(
                    unit,
                    household,
                    dates.start,
                    dates.end,
                    moved_out_on=dates.moved_out_on,
                    vacate_notice_on=dates.vacate_notice_on,
                )
    wanted = {state: sum(expected(unit, TODAY)[state] for unit in units) for state in ContractState}
    found = {state: count_contracts(register, ContractQuery(state=state), TODAY) for state in ContractState}
    assert found == wanted
    for state in ContractState:
        for sort in ContractSort:
            page = find_contracts(register, ContractQuery(state=state, sort=sort), TODAY)
            assert len(page.rows) == wanted[state]


def test_a_renewal_that_has_not_begun_leaves_the_running_contract_in_the_list(tmp_path: Path) -> None:
    with new_register(tmp_path) as register:
        with building(register) as build:
            unit, household = build.unit("Storgata 1"), build.household("Amina Ali")
            running = build.contract(unit, household, date(2024, 3, 1), date(2027, 2, 28))
            coming = build.contract(unit, household, date(2027, 3, 1), date(2030, 2, 28))
        now = [row.id for row in find_contracts(register, ContractQuery(), TODAY).rows]
        after = [row.id for row in find_contracts(register, ContractQuery(), date(2027, 3, 1)).rows]
    assert now == [running, coming]
    assert after == [coming]


def test_a_day_of_moving_out_that_is_still_to_come_leaves_the_contract_in_the_list(tmp_path: Path) -> None:
    with new_register(tmp_path) as register:
        with building(register) as build:
            leaving = build.let("Amina Ali", "Storgata 1", date(2024, 3, 1), None, moved_out_on=date(2026, 12, 31))
        assert [row.id for row in find_contracts(register, ContractQuery(), TODAY).rows] == [leaving]
        assert not find_contracts(register, ContractQuery(), date(2026, 12, 31)).rows


def test_pages_follow_each_other_without_gap_or_repeat(tmp_path: Path) -> None:
    with new_register(tmp_path) as register:
        with building(register) as build:
            for number in range(25):
                build.let(f"Amina Ali{number}", "Storgata 1", date(2025, 1, 1), date(2027, 1, 1 + number % 5))
        for descending in (False, True):
            query = ContractQuery(text="amina", descending=descending)
            pages = [find_contracts(register, query, TODAY, offset=offset, limit=10) for offset in (0, 10, 20)]
            ids = [row.id for page in pages for row in page.rows]
            assert len(set(ids)) == 25
            assert [page.more for page in pages] == [True, True, False]


def test_norwegian_order_of_names(tmp_path: Path) -> None:
    names = ["Anne Aasen", "Anne Zahl", "Anne Æsvik", "Anne Ødegård", "Anne Åsheim"]
    with new_register(tmp_path) as register:
        with building(register) as build:
            for name in reversed(names):
                build.let(name, "Storgata 1", date(2025, 1, 1), None)
        rows = find_contracts(register, ContractQuery(sort=ContractSort.HOUSEHOLD), TODAY).rows
    assert [row.household for row in rows] == names


def test_a_protected_household_shows_no_address_and_is_not_found_by_it(tmp_path: Path) -> None:
    with new_register(tmp_path) as register:
        with building(register) as build:
            build.let("Amina Ali", "Hemmelig vei 9", date(2025, 1, 1), None, protection="confidential")
            build.let("Olena Melnyk", "Åpen vei 1", date(2025, 1, 1), None)
        by_name = find_contracts(register, ContractQuery(text="amina"), TODAY).rows
        by_address = find_contracts(register, ContractQuery(text="hemmelig"), TODAY).rows
        by_number = find_contracts(register, ContractQuery(text="vei"), TODAY).rows
    assert [(row.address, row.unit, row.dwelling_number) for row in by_name] == [("", "", "")]
    assert not by_address
    assert [row.household for row in by_number] == ["Olena Melnyk"]


def test_filters_by_disposal_and_by_the_month_of_the_end(tmp_path: Path) -> None:
    with new_register(tmp_path) as register:
        with building(register) as build:
            private = build.contract(
                build.unit("Privat vei 1", disposal="private"),
                build.household("Amina Ali"),
                date(2024, 4, 1),
                date(2027, 3, 31),
            )
            build.let("Olena Melnyk", "Storgata 2", date(2024, 4, 2), date(2027, 4, 1))
        by_disposal = find_contracts(register, ContractQuery(disposal=Disposal.PRIVATE), TODAY).rows
        by_month = find_contracts(register, ContractQuery(ending_month=date(2027, 3, 1)), TODAY).rows
        counted = count_contracts(register, ContractQuery(ending_month=date(2027, 3, 9)), TODAY)
    assert [row.id for row in by_disposal] == [private] == [row.id for row in by_month]
    assert counted == 1
