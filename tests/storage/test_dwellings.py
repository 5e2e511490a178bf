"""Dwellings and units: who has each and since when, what is found, and the commands that change them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from register_builder import NOW, TODAY, building, new_register

from bokart_desk.domain.codes import Disposal, DwellingKind, UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingDetail, DwellingRow
from bokart_desk.services import dwellings, editing, head_leases, rooms, undo
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.dwelling_words import at_odds, holder, lease_words, resident_name, state_words
from bokart_desk.services.dwellings import DwellingFilter, DwellingQuery, DwellingSort
from bokart_desk.services.register import Register
from bokart_desk.services.units import vacant_units

BY = By("Kari", NOW, TODAY)
START, END = date(2024, 1, 1), date(2026, 12, 31)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def found(register: Register, text: str = "", **more: object) -> list[DwellingRow]:
    return list(dwellings.find_dwellings(register, DwellingQuery(text=text, **more), TODAY))  # type: ignore[arg-type]


def addresses(register: Register, text: str = "", **more: object) -> list[str]:
    return [f"{row.address} {row.unit}".strip() for row in found(register, text, **more)]


def detail(register: Register, dwelling_id: int) -> DwellingDetail:
    held = dwellings.dwelling_detail(register, dwelling_id, TODAY)
    assert held is not None
    return held


def shared_house(register: Register, how_many: int = 3) -> tuple[int, list[int]]:
    done = dwellings.new_dwelling(
        register, {"address": "Fjellveien 5", "kind": DwellingKind.SHARED_HOUSE}, rooms=how_many, by=BY
    )
    assert done.record is not None
    return done.record, [unit.id for unit in detail(register, done.record).units]


def test_the_list_tells_who_has_each_unit_and_since_when(register: Register) -> None:
    with building(register) as build:
        amina, ola = build.household("Amina Ali"), build.household("Ola Nordmann", protection="confidential")
        home = build.unit("Storgata 1")
        build.contract(home, amina, date(2021, 1, 1), date(2023, 12, 31))
        contract = build.contract(home, amina, START, END)
        build.contract(build.unit("Storgata 2"), ola, START, END)
        build.contract(build.unit("Storgata 3"), amina, START, END, moved_out_on=date(2026, 10, 1))
        build.contract(build.unit("Storgata 4", status="vacant"), amina, date(2027, 1, 1), None)
        build.unit("Storgata 5", status="being_made_ready", status_since=date(2026, 11, 1))
    first, second, third, fourth, fifth = found(register)
    assert first.state.resident is not None
    assert (first.state.resident.name, first.state.resident.contract_id) == ("Amina Ali", contract)
    assert first.state.since == date(2021, 1, 1)  # renewed: they have lived there all along
    assert second.state.let
    assert (third.state.status, third.state.since) == (UnitStatus.VACANT, date(2026, 10, 1))
    assert fourth.state.upcoming is not None
    assert not fourth.state.let
    assert holder(fourth.state) == "Amina Ali, fra 01.01.2027"
    assert (fifth.state.status, fifth.state.since) == (UnitStatus.BEING_MADE_READY, date(2026, 11, 1))
    assert "Amina Ali" in state_words(first.state, TODAY)


def test_a_protected_household_is_not_named_beside_its_dwelling(register: Register) -> None:
    with building(register) as build:
        hidden = build.household("Ola Nordmann", protection="strictly_confidential")
        build.contract(build.unit("Skjulveien 9"), hidden, START, END)
    (row,) = found(register, "skjulveien")
    resident = row.state.resident
    assert resident is not None
    assert (resident.name, resident.household_id, resident.contract_id) == ("", None, None)
    assert resident_name(row.state) == "Beskyttet husstand"
    assert found(register, "nordmann") == []
    (line,) = detail(register, row.dwelling_id).units[0].occupancy
    assert (line.household, line.household_id, line.contract_id) == ("", None, None)
    assert "Nordmann" not in repr(detail(register, row.dwelling_id))


def test_a_dwelling_is_found_by_all_that_it_is_called(register: Register) -> None:
    with building(register) as build:
        owner = build.add("landlord", name="Solvik Bygg AS", name_key="solvik bygg as")
        build.contract(build.unit("Øvre Torggate 1", "H0101"), build.household("Đorđe Čović"), START, END)
        build.unit("Storgata 2")
    (row,) = found(register, "torggate")
    editing.change(
        register,
        "dwelling",
        row.dwelling_id,
        {"place": "Ålesund", "area_of_town": "Sørsida", "landlord_id": owner, "number": "B-17", "postcode": "6001"},
        seen={},
        by=BY,
    )
    for text in ("ovre h01", "alesund", "sorsida", "bygg", "b 17", "6001", "covic torggate"):
        assert addresses(register, text) == ["Øvre Torggate 1 H0101"], text
    assert addresses(register, "zzz") == []


def test_filters_and_sorting(register: Register) -> None:
    with building(register) as build:
        amina = build.household("Amina Ali")
        build.contract(build.unit("Let 1", monthly_rent=Decimal(9000)), amina, START, END)
        build.unit("Vacant 2", status="vacant", monthly_rent=Decimal(7000))
        rented = build.unit("Rented 3", disposal="private", status="under_repair")
        build.unit("Not in use 4")
    house, _rooms = shared_house(register, 2)
    home = dwellings.dwelling_of_unit(register, rented)
    assert home is not None
    lease = {"start_date": date(2024, 7, 1), "end_date": date(2027, 6, 30)}
    head_leases.new_head_lease(register, home, lease, by=BY)
    editing.change(register, "dwelling", home, {"reserved_first_settlement": True}, seen={}, by=BY)
    expected = {
        DwellingFilter.LET: ["Let 1"],
        DwellingFilter.VACANT: ["Fjellveien 5 Rom 1", "Fjellveien 5 Rom 2", "Vacant 2"],
        DwellingFilter.SHARED: ["Fjellveien 5 Rom 1", "Fjellveien 5 Rom 2"],
        DwellingFilter.RENTED_IN: ["Rented 3"],
        DwellingFilter.RESERVED_FIRST: ["Rented 3"],
        DwellingFilter.LEASE_ENDS: ["Rented 3"],
    }
    for show, units in expected.items():
        assert addresses(register, show=show) == units
        assert dwellings.count_dwellings(register, DwellingQuery(show=show), TODAY) == len(units)
    assert addresses(register, status=UnitStatus.UNDER_REPAIR) == ["Rented 3"]
    assert addresses(register, status=UnitStatus.IN_USE) == ["Not in use 4"]
    assert addresses(register, sort=DwellingSort.RENT)[:2] == ["Vacant 2", "Let 1"]
    assert addresses(register, sort=DwellingSort.RENT, descending=True)[:2] == ["Let 1", "Vacant 2"]
    assert addresses(register, sort=DwellingSort.ADDRESS, descending=True)[0] == "Vacant 2"
    assert addresses(register, sort=DwellingSort.STATUS)[-2:] == ["Let 1", "Not in use 4"]
    for sort in DwellingSort:
        assert len(addresses(register, sort=sort)) == 6
    head_leases.renew_head_lease(
        register, detail(register, home).head_leases[0].id, date(2030, 6, 30), monthly_rent=None, by=BY
    )
    assert addresses(register, show=DwellingFilter.LEASE_ENDS) == []
    assert detail(register, house).shared


def test_the_history_of_a_unit_has_its_tenants_and_the_days_it_stood_empty(register: Register) -> None:
    with building(register) as build:
        home = build.unit("Storgata 1")
        build.contract(home, build.household("Amina Ali"), date(2020, 1, 1), date(2020, 12, 31))
        build.contract(home, build.household("Yusuf Osman"), date(2021, 3, 1), END, moved_out_on=date(2026, 11, 12))
    dwelling_id = dwellings.dwelling_of_unit(register, home)
    assert dwelling_id is not None
    (unit,) = detail(register, dwelling_id).units
    told = [(line.household or "-", line.start, line.last, line.days, line.lasting) for line in unit.occupancy]
    assert told == [
        ("-", date(2026, 11, 13), TODAY, 10, True),
        ("Yusuf Osman", date(2021, 3, 1), date(2026, 11, 12), 2083, False),
        ("-", date(2021, 1, 1), date(2021, 2, 28), 59, False),
        ("Amina Ali", date(2020, 1, 1), date(2020, 12, 31), 366, False),
    ]
    assert unit.state.status is UnitStatus.VACANT


def test_a_new_dwelling_has_one_unit_and_what_stands_in_the_address_goes_where_it_belongs(register: Register) -> None:
    done = dwellings.new_dwelling(
        register,
        {"address": "Storgata 8 h 0201, 7999 Solvik", "disposal": Disposal.MUNICIPAL},
        unit={"monthly_rent": Decimal(8500), "bedrooms": 2},
        by=BY,
    )
    assert done.title == "Ny bolig: Storgata 8"
    assert done.record is not None
    held = detail(register, done.record)
    assert (held.address, held.postcode, held.place) == ("Storgata 8", "7999", "Solvik")
    (unit,) = held.units
    assert (unit.label, unit.monthly_rent, unit.state.status) == ("H0201", Decimal(8500), UnitStatus.VACANT)
    assert unit.state.since == TODAY
    assert dwellings.dwellings_at(register, "Storgt. 8") == ((done.record, "Storgata 8"),)
    undo.undo(register, done, by=BY)
    assert found(register) == []


def test_a_shared_house_gets_rooms_and_more_of_them(register: Register) -> None:
    house, _units = shared_house(register, 3)
    assert [unit.label for unit in detail(register, house).units] == ["Rom 1", "Rom 2", "Rom 3"]
    dwellings.add_unit(register, house, {}, by=BY)
    assert [unit.label for unit in detail(register, house).units][-1] == "Rom 4"
    with pytest.raises(Refused) as refused:
        dwellings.add_unit(register, house, {"label": "rom 4"}, by=BY)
    assert "label" in refused.value.fields
    for number in (0, 41):
        with pytest.raises(Refused):
            shared_house(register, number)


def test_a_status_must_agree_with_the_contracts(register: Register) -> None:
    with building(register) as build:
        home = build.unit("Storgata 1")
        contract = build.contract(home, build.household("Amina Ali"), START, END)
    with pytest.raises(Refused, match="Amina Ali"):
        dwellings.set_status(register, home, UnitStatus.VACANT, TODAY, by=BY)
    dwellings.set_status(register, home, UnitStatus.UNDER_REPAIR, date(2026, 11, 1), by=BY)
    (row,) = found(register)
    assert row.state.let
    assert at_odds(row.state)
    editing.change(register, "contract", contract, {"moved_out_on": date(2026, 11, 10)}, seen={}, by=BY)
    dwellings.set_status(register, home, UnitStatus.BEING_MADE_READY, date(2026, 11, 11), by=BY)
    with pytest.raises(Refused, match=r"10\.11\.2026"):
        dwellings.set_status(register, home, UnitStatus.VACANT, date(2026, 11, 1), by=BY)
    with pytest.raises(Refused):
        dwellings.set_status(register, home, UnitStatus.VACANT, date(2026, 11, 23), by=BY)
    done = dwellings.set_status(register, home, UnitStatus.VACANT, date(2026, 11, 20), by=BY)
    assert [row.vacant_since for row in vacant_units(register, TODAY)] == [date(2026, 11, 20)]
    undo.undo(register, done, by=BY)
    assert found(register)[0].state.status is UnitStatus.BEING_MADE_READY


def test_only_what_nothing_needs_can_be_deleted(register: Register) -> None:
    house, (first, second, _third) = shared_house(register, 3)
    with building(register) as build:
        build.contract(first, build.household("Amina Ali"), START, END)
    with pytest.raises(Refused, match="1 kontrakt"):
        dwellings.remove_unit(register, first, by=BY)
    with pytest.raises(Refused):
        dwellings.remove_dwelling(register, house, by=BY)
    dwellings.remove_unit(register, second, by=BY)
    assert [unit.label for unit in detail(register, house).units] == ["Rom 1", "Rom 3"]
    other = dwellings.new_dwelling(register, {"address": "Storgata 8"}, by=BY).record
    assert other is not None
    head_leases.new_head_lease(register, other, {"start_date": START}, by=BY)
    with pytest.raises(Refused):
        dwellings.remove_unit(register, detail(register, other).units[0].id, by=BY)
    gone = dwellings.remove_dwelling(register, other, by=BY)
    assert dwellings.dwelling_detail(register, other, TODAY) is None
    undo.undo(register, gone, by=BY)
    assert len(detail(register, other).head_leases) == 1


def test_a_house_is_let_room_by_room_and_as_a_whole_again(register: Register) -> None:
    with building(register) as build:
        whole = build.unit("Storgata 1")
        build.contract(whole, build.household("Amina Ali"), START, END, moved_out_on=date(2026, 5, 1))
    house = dwellings.dwelling_of_unit(register, whole)
    assert house is not None
    split = rooms.split_into_rooms(register, house, 2, by=BY)
    units = {unit.label: unit for unit in detail(register, house).units}
    assert units[""].state.status is UnitStatus.WITHDRAWN  # kept: it has a history
    assert units["Rom 1"].state.status is UnitStatus.VACANT
    assert detail(register, house).kind is DwellingKind.SHARED_HOUSE
    with building(register) as build:
        build.contract(units["Rom 1"].id, build.household("Yusuf Osman"), date(2027, 1, 1), None)
    with pytest.raises(Refused, match=r"01\.01\.2027"):
        rooms.join_rooms(register, house, monthly_rent=None, by=BY)
    other = dwellings.new_dwelling(register, {"address": "Storgata 9"}, by=BY).record
    assert other is not None
    rooms.split_into_rooms(register, other, 3, by=BY)
    assert [unit.label for unit in detail(register, other).units] == ["Rom 1", "Rom 2", "Rom 3"]
    joined = rooms.join_rooms(register, other, monthly_rent=Decimal(12000), by=BY)
    (unit,) = detail(register, other).units
    assert (unit.label, unit.bedrooms, unit.monthly_rent) == ("", 3, Decimal(12000))
    undo.undo(register, joined, by=BY)
    assert len(detail(register, other).units) == 3
    assert split.record == house


def test_a_tenant_changes_rooms_in_one_step(register: Register) -> None:
    house, (first, second, third) = shared_house(register, 3)
    with building(register) as build:
        contract = build.contract(first, build.household("Amina Ali"), START, END, security_amount=Decimal(5000))
        build.contract(third, build.household("Yusuf Osman", protection="confidential"), START, END)
    with pytest.raises(Refused) as taken:
        rooms.move_to_room(register, contract, third, date(2026, 11, 1), by=BY)
    assert "Osman" not in taken.value.message
    with pytest.raises(Refused):
        rooms.move_to_room(register, contract, second, START, by=BY)
    with pytest.raises(Refused):
        rooms.move_to_room(register, contract, second, date(2027, 1, 1), by=BY)
    done = rooms.move_to_room(register, contract, second, date(2026, 11, 1), monthly_rent=Decimal(6000), by=BY)
    state = {unit.id: unit.state for unit in detail(register, house).units}
    assert (state[first].status, state[first].vacant_since) == (UnitStatus.VACANT, date(2026, 11, 1))
    assert state[second].resident is not None
    assert state[second].status is UnitStatus.IN_USE
    assert done.record is not None
    new = editing.record(register, "contract", done.record)
    assert new is not None
    assert (new["end_date"], new["monthly_rent"], new["security_amount"]) == (END, Decimal(6000), Decimal(5000))
    undo.undo(register, done, by=BY)
    state = {unit.id: unit.state for unit in detail(register, house).units}
    assert state[first].let
    assert not state[second].let


def test_a_change_of_rooms_may_lie_ahead(register: Register) -> None:
    house, (first, second) = shared_house(register, 2)
    with building(register) as build:
        contract = build.contract(first, build.household("Amina Ali"), START, END)
    rooms.move_to_room(register, contract, second, date(2026, 12, 10), by=BY)
    state = {unit.id: unit.state for unit in detail(register, house).units}
    assert "flytter ut 09.12.2026" in state_words(state[first], TODAY)
    assert not at_odds(state[first])
    assert state[second].upcoming is not None
    assert not state[second].let


def test_a_contract_entered_on_the_wrong_room_is_put_right(register: Register) -> None:
    house, (first, second) = shared_house(register, 2)
    with building(register) as build:
        contract = build.contract(first, build.household("Amina Ali"), START, END)
    done = rooms.move_to_room(register, contract, second, TODAY, correction=True, by=BY)
    assert done.record == contract
    state = {unit.id: unit.state for unit in detail(register, house).units}
    assert not state[first].let
    assert state[second].since == START


def test_a_head_lease_is_explained_and_renewed(register: Register) -> None:
    home = dwellings.new_dwelling(register, {"address": "Storgata 8"}, by=BY).record
    assert home is not None
    values = {"start_date": date(2024, 7, 1), "end_date": date(2027, 6, 30), "notice_months": 3}
    lease_id = head_leases.new_head_lease(register, home, values, by=BY).record
    assert lease_id is not None
    (lease,) = detail(register, home).head_leases
    assert lease.notice_by == date(2027, 3, 31)
    assert lease_words(lease, TODAY) == (
        "Går ut 30.06.2027, om 7 måneder. Siste dag for å si opp: 31.03.2027, om 4 måneder."
    )
    with pytest.raises(Refused):
        head_leases.new_head_lease(register, home, {"start_date": date(2027, 1, 1)}, by=BY)
    with pytest.raises(Refused):
        head_leases.renew_head_lease(register, lease_id, date(2027, 1, 1), by=BY)
    renewed = head_leases.renew_head_lease(register, lease_id, date(2030, 6, 30), by=BY)
    latest, first = detail(register, home).head_leases
    assert (latest.start, latest.end, latest.notice_months) == (date(2027, 7, 1), date(2030, 6, 30), 3)
    assert first == lease
    undo.undo(register, renewed, by=BY)
    assert len(detail(register, home).head_leases) == 1


DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
TERMS = st.lists(
    st.tuples(DAYS, st.none() | st.integers(0, 1500), st.none() | st.integers(0, 1500)),
    max_size=4,
    unique_by=lambda one: one[0],
)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(UnitStatus), TERMS), min_size=1, max_size=12))
def test_what_the_list_says_of_a_unit_agrees_with_the_lists_of_vacant_and_let_ones(
    tmp_path_factory: pytest.TempPathFactory, units: list[tuple[UnitStatus, list[tuple[date, int | None, int | None]]]]
) -> None:
    with new_register(tmp_path_factory.mktemp("register")) as register:
        with building(register) as build:
            for number, (status, terms) in enumerate(units):
                unit = build.unit(f"Storgata {number}", status=status)
                for start, days, stayed in terms:
                    end = None if days is None else start + timedelta(days=days)
                    moved_out = None if stayed is None else start + timedelta(days=stayed)
                    build.contract(unit, build.household(f"Amina {number}"), start, end, moved_out_on=moved_out)
        rows = found(register)
        assert len(rows) == len(units)
        let = {row.unit_id for row in found(register, show=DwellingFilter.LET)}
        empty = {row.id for row in vacant_units(register, TODAY)}
        assert let == {row.unit_id for row in rows if row.state.let}
        assert empty == {row.unit_id for row in rows if not row.state.let and row.state.status is UnitStatus.VACANT}
        for status in UnitStatus:
            so = {row.unit_id for row in found(register, status=status)}
            assert so == {row.unit_id for row in rows if not row.state.let and row.state.status is status}
