"""Landlords: what is theirs, two spellings of one, and what may be deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from register_builder import NOW, TODAY, building, new_register

from bokart_desk.domain.codes import LandlordKind
from bokart_desk.services import dwellings, head_leases, landlords, undo
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.landlords import LandlordQuery, LandlordSort
from bokart_desk.services.register import Register

BY = By("Kari", NOW, TODAY)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def landlord(register: Register, name: str, **values: object) -> int:
    made = landlords.new_landlord(register, {"name": name, **values}, by=BY).record
    assert made is not None
    return made


def dwelling(register: Register, address: str, owner: int | None = None) -> int:
    made = dwellings.new_dwelling(register, {"address": address, "landlord_id": owner}, by=BY).record
    assert made is not None
    return made


def names(register: Register, **more: object) -> list[str]:
    query = LandlordQuery(**more)  # type: ignore[arg-type]
    return [row.name for row in landlords.find_landlords(register, query, TODAY)]


def test_the_list_counts_dwellings_and_tells_which_head_lease_ends_next(register: Register) -> None:
    bygg = landlord(register, "Solvik Bygg AS", kind=LandlordKind.COMPANY, contact_person="Øyvind Berg")
    kari = landlord(register, "Kari Eier", kind=LandlordKind.PRIVATE_PERSON)
    first, second = dwelling(register, "Storgata 1", bygg), dwelling(register, "Storgata 2", bygg)
    third = dwelling(register, "Storgata 3")
    lease = {"start_date": date(2024, 1, 1)}
    head_leases.new_head_lease(register, first, lease | {"end_date": date(2027, 6, 30)}, by=BY)
    head_leases.new_head_lease(register, second, lease | {"end_date": date(2026, 12, 31)}, by=BY)
    head_leases.new_head_lease(register, third, lease | {"landlord_id": kari}, by=BY)
    rows = {row.name: row for row in landlords.find_landlords(register, LandlordQuery(), TODAY)}
    assert (rows["Solvik Bygg AS"].dwellings, rows["Solvik Bygg AS"].units) == (2, 2)
    assert (rows["Solvik Bygg AS"].head_leases, rows["Solvik Bygg AS"].lease_end) == (2, date(2026, 12, 31))
    assert (rows["Kari Eier"].dwellings, rows["Kari Eier"].lease_end) == (1, None)
    assert names(register, text="oyvind solvik") == ["Solvik Bygg AS"]
    assert names(register, kind=LandlordKind.PRIVATE_PERSON) == ["Kari Eier"]
    assert landlords.count_landlords(register, LandlordQuery(text="eier")) == 1
    assert names(register, sort=LandlordSort.LEASE_END) == ["Solvik Bygg AS", "Kari Eier"]
    for sort in LandlordSort:
        assert len(names(register, sort=sort, descending=True)) == 2


def test_a_landlord_with_dwellings_and_head_leases(register: Register) -> None:
    bygg = landlord(register, "Solvik Bygg AS")
    home = dwelling(register, "Storgata 1", bygg)
    with building(register) as build:
        unit = dwellings.dwelling_detail(register, home, TODAY)
        assert unit is not None
        build.contract(unit.units[0].id, build.household("Amina Ali"), date(2024, 1, 1), None)
    lease = {"start_date": date(2024, 1, 1), "end_date": date(2027, 6, 30), "security_amount": Decimal(20000)}
    head_leases.new_head_lease(register, home, lease, by=BY)
    held = landlords.landlord_detail(register, bygg, TODAY)
    assert held is not None
    assert [(one.address, one.units, one.let) for one in held.dwellings] == [("Storgata 1", 1, 1)]
    assert [(one.address, one.security_amount) for one in held.head_leases] == [("Storgata 1", Decimal(20000))]
    assert landlords.landlord_detail(register, bygg + 1, TODAY) is None


def test_two_spellings_of_one_landlord_are_merged_and_parted_again(register: Register) -> None:
    keep = landlord(register, "Solvik Bygg AS", phone="12345678")
    other = landlord(register, "Solvik bygg A/S", phone="87654321", email="post@example.no", notes="Ring Øyvind.")
    landlord(register, "Nordbo Stiftelse")
    home = dwelling(register, "Storgata 1", other)
    head_leases.new_head_lease(register, home, {"start_date": date(2024, 1, 1)}, by=BY)
    assert landlords.similar_landlords(register, "Solvik Byg") == ((keep, "Solvik Bygg AS"), (other, "Solvik bygg A/S"))
    assert landlords.similar_landlords(register, "Solvik Bygg AS", beside=keep) == ((other, "Solvik bygg A/S"),)
    done = landlords.merge_landlords(register, keep, other, by=BY)
    held = landlords.landlord_detail(register, keep, TODAY)
    assert held is not None
    assert (held.phone, held.email) == ("12345678", "post@example.no")
    assert held.notes == "Ring Øyvind.\nVar også ført som: Solvik bygg A/S, 87654321"
    assert (len(held.dwellings), len(held.head_leases)) == (1, 1)
    assert names(register) == ["Nordbo Stiftelse", "Solvik Bygg AS"]
    undo.undo(register, done, by=BY)
    parted = landlords.landlord_detail(register, other, TODAY)
    assert parted is not None
    assert len(parted.dwellings) == 1
    with pytest.raises(Refused):
        landlords.merge_landlords(register, keep, keep, by=BY)


def test_a_landlord_with_dwellings_is_not_deleted(register: Register) -> None:
    bygg = landlord(register, "Solvik Bygg AS")
    dwelling(register, "Storgata 1", bygg)
    with pytest.raises(Refused, match="Solvik Bygg AS"):
        landlords.remove_landlord(register, bygg, by=BY)
    other = landlord(register, "Ingen Eier")
    landlords.remove_landlord(register, other, by=BY)
    assert names(register) == ["Solvik Bygg AS"]
    with pytest.raises(Refused):
        landlord(register, "  ")
