"""Vacant units, and finding anyone: what a glance at the register must get right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from register_builder import NOW, TODAY, building, new_register

from bokart_desk.domain.codes import Disposal
from bokart_desk.domain.due import Ladder
from bokart_desk.services.contracts import contract_detail
from bokart_desk.services.find import find_anyone
from bokart_desk.services.history import history_of
from bokart_desk.services.municipality import Municipality, municipality, save_municipality
from bokart_desk.services.register import Register
from bokart_desk.services.units import count_vacant_units, vacant_units
from bokart_desk.storage import schema


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def vacant(register: Register, **more: object) -> list[tuple[str, date | None]]:
    return [(row.address, row.vacant_since) for row in vacant_units(register, TODAY, **more)]  # type: ignore[arg-type]


def test_a_unit_is_vacant_when_it_is_noted_so_or_the_last_tenant_has_moved_out(register: Register) -> None:
    start, end = date(2024, 1, 1), date(2026, 12, 31)
    with building(register) as build:
        amina = build.household("Amina Ali")
        build.unit("Noted 1", status="vacant", vacant_from=date(2026, 9, 1))
        build.unit("Noted, unknown since 2", status="vacant")
        build.contract(build.unit("Moved 3"), amina, start, end, moved_out_on=date(2026, 10, 1))
        build.contract(build.unit("Moving later 4"), amina, start, end, moved_out_on=date(2026, 12, 1))
        build.contract(build.unit("Let though noted 5", status="vacant"), amina, start, end)
        build.contract(build.unit("Withdrawn 6", status="withdrawn"), amina, start, end, moved_out_on=date(2026, 10, 1))
        again = build.unit("Let again 7")
        build.contract(again, amina, start, date(2025, 1, 1), moved_out_on=date(2025, 1, 1))
        build.contract(again, amina, date(2025, 2, 1), end)
        build.contract(build.unit("From next year 8", status="vacant"), amina, date(2027, 1, 1), None)
        build.unit("Never let 9")
    assert vacant(register) == [
        ("Noted 1", date(2026, 9, 1)),
        ("Moved 3", date(2026, 10, 1)),
        ("From next year 8", None),
        ("Noted, unknown since 2", None),
    ]
    assert count_vacant_units(register, TODAY) == 4


def test_vacant_units_by_address_and_disposal(register: Register) -> None:
    with building(register) as build:
        build.unit("Øvre Torggate 1", "H0101", status="vacant")
        build.unit("Storgata 2", status="vacant", disposal="private")
    assert vacant(register, text="ovre h01") == [("Øvre Torggate 1", None)]
    assert vacant(register, disposal=Disposal.PRIVATE) == [("Storgata 2", None)]
    assert vacant(register, offset=1, limit=1) == [("Øvre Torggate 1", None)]


def test_anyone_is_found_by_name_or_place(register: Register) -> None:
    with building(register) as build:
        unit, home = build.unit("Storgata 12", "H0201"), build.household("Đorđe Čović")
        build.contract(unit, home, TODAY, None)
        waiting = build.household("Cova Waiting")
    person, other = find_anyone(register, "cov", today=TODAY)
    assert (person.kind, person.title, person.id) == ("household", "Đorđe Čović", home)
    assert person.subtitle.startswith("Storgata 12 H0201")
    assert other.id == waiting
    kinds = {found.kind: found for found in find_anyone(register, "storg 12", today=TODAY)}
    assert (kinds["unit"].title, kinds["unit"].id) == ("Storgata 12 H0201", unit)
    assert find_anyone(register, "  ", today=TODAY) == ()
    assert find_anyone(register, "zzz", today=TODAY) == ()
    assert find_anyone(register, '"; DROP', today=TODAY) == ()


def test_a_protected_household_is_found_by_name_alone_and_its_unit_does_not_lead_to_it(register: Register) -> None:
    with building(register) as build:
        household = build.household("Amina Ali", protection="strictly_confidential")
        contract = build.contract(build.unit("Skjulveien 9"), household, TODAY, None)
    (person,) = find_anyone(register, "amina", today=TODAY)
    assert "Skjulveien" not in person.subtitle
    (place,) = find_anyone(register, "skjulveien", today=TODAY)
    assert place.kind == "dwelling"
    assert "Amina" not in place.title + place.subtitle
    detail = contract_detail(register, contract, TODAY)
    assert detail is not None
    assert detail.row.address == ""


@pytest.mark.parametrize("protection", ["confidential", "strictly_confidential"])
def test_a_protected_household_is_not_named_beside_the_address_of_another(register: Register, protection: str) -> None:
    with building(register) as build:
        unit = build.unit("Skjulveien 9")
        earlier = build.contract(unit, build.household("Olena Melnyk"), date(2020, 1, 1), date(2022, 12, 31))
        hidden = build.household("Amina Ali", protection=protection)
        contract = build.contract(unit, hidden, date(2023, 1, 1), date(2025, 12, 31))
        renewed = build.contract(unit, hidden, date(2026, 1, 1), None)
    seen = contract_detail(register, earlier, TODAY)
    opened = contract_detail(register, contract, TODAY)
    assert seen is not None
    assert opened is not None
    assert seen.others_on_unit == ()
    assert [row.id for row in opened.others_on_unit] == (
        [renewed, earlier] if protection == "confidential" else [renewed]
    )


def test_a_contract_comes_with_all_that_belongs_to_it(register: Register) -> None:
    with building(register) as build:
        unit = build.unit("Storgata 12", bedrooms=3)
        amina = build.household("Amina Ali", size=4)
        earlier = build.contract(unit, build.household("Olena Melnyk"), date(2020, 1, 1), date(2022, 12, 31))
        contract = build.contract(unit, amina, date(2023, 1, 1), date(2025, 12, 31), number="L-7")
        elsewhere = build.contract(build.unit("Bakken 1"), amina, date(2026, 1, 1), None)
        build.add("review", contract_id=contract, held_on=date(2025, 5, 1))
    with building(register) as build:
        build.work.update(schema.contract, contract, {"notes": "Nøkkel levert"})
    detail = contract_detail(register, contract, TODAY)
    assert detail is not None
    assert (detail.number, detail.bedrooms, detail.household_size) == ("L-7", 3, 4)
    assert [line.given_name for line in detail.persons] == ["Amina"]
    assert [row.id for row in detail.others_on_unit] == [earlier]
    assert [row.id for row in detail.others_of_household] == [elsewhere]
    assert detail.last_review_on == date(2025, 5, 1)
    told = history_of(register, {"contract": [contract]})
    assert [(change.before, change.after) for change in told[0].changes] == [("", "Nøkkel levert")]
    assert {entry.action for entry in told} == {"created", "changed"}
    assert contract_detail(register, 999, TODAY) is None


def test_settings_are_kept_with_their_history(register: Register) -> None:
    assert municipality(register) == Municipality()
    new = Municipality(
        name="Solvik kommune",
        office="Flyktningtjenesten",
        logo=b"\x89PNG",
        logo_name="logo.png",
        ladder=Ladder(talk_months=10, vacant_days=45, made_ready_days=20),
        vacancy_limit_days=45,
        made_ready_limit_days=20,
    )
    save_municipality(register, Municipality(name="Sol"), who="Kari", now=NOW)
    save_municipality(register, new, who="Kari", now=NOW)
    assert municipality(register) == new


def test_an_opened_contract_of_a_strictly_confidential_household_tells_nothing_of_the_place(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Strengtvegen 9", "H0101")
        made.contract(unit, made.household("Open Person"), date(2020, 1, 1), date(2022, 12, 31))
        hidden = made.household("Skjult Tekle", protection="strictly_confidential")
        contract = made.contract(unit, hidden, date(2024, 1, 1), date(2026, 12, 31), extra={"Adr": "Strengtvegen 9"})
    detail = contract_detail(register, contract, TODAY)
    assert detail is not None
    assert "Strengt" not in repr(detail)
