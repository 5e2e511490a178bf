"""Undo and redo on the history: what a command did goes back whole, and nothing later is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from bokart_desk.services import editing
from bokart_desk.services.doing import By, ChangedMeanwhile, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.services.undo import undo
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import household, metadata, person
from tests.register_builder import building, new_register

BY = By("Kari", datetime(2026, 11, 22, 8, tzinfo=UTC), date(2026, 11, 22))
OLA = By("Ola", datetime(2026, 11, 22, 9, tzinfo=UTC), date(2026, 11, 22))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def everything(register: Register) -> dict[str, list[tuple[object, ...]]]:
    """All records and what lists show of them, but not the history."""
    with reading(register.engine) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name != "history"
        }


def test_a_changed_field_goes_back_and_forth(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    before = everything(register)
    rent = {"monthly_rent": Decimal(8500)}
    done = editing.change(register, "contract", signed, {"monthly_rent": Decimal("9100.50")}, seen=rent, by=BY)
    after = everything(register)
    undone = undo(register, done, BY)
    assert everything(register) == before
    redone = undo(register, undone, BY)
    assert everything(register) == after
    undo(register, redone, BY)
    assert everything(register) == before
    assert done.title.endswith("Amina Hussein")


def test_a_household_made_with_its_members_is_taken_away_and_brought_back(register: Register) -> None:
    before = everything(register)
    with doing(register, "create", BY, "Ny husstand") as it:
        one = it.job.insert("household", {"name": "Nour Haddad"})
        it.job.insert("person", {"household_id": one, "given_name": "Nour", "family_name": "Haddad"})
    after = everything(register)
    undone = undo(register, it.done, BY)
    assert everything(register) == before
    undo(register, undone, BY)
    assert everything(register) == after


def test_what_was_deleted_comes_back_with_its_number(register: Register) -> None:
    with building(register) as made:
        home = made.household("Selam Tesfay")
    done = editing.create(register, "follow_up", {"household_id": home, "kind": "talk", "due_on": BY.today}, by=BY)
    before = everything(register)
    assert done.record is not None
    gone = editing.remove(register, "follow_up", done.record, by=BY)
    undo(register, gone, BY)
    assert everything(register) == before


def test_a_later_change_by_somebody_else_is_not_overwritten(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    done = editing.change(register, "contract", signed, {"number": "A1"}, seen={"number": None}, by=BY)
    editing.change(register, "contract", signed, {"number": "B2"}, seen={"number": "A1"}, by=OLA)
    stands = everything(register)
    with pytest.raises(Refused, match="Ola"):
        undo(register, done, BY)
    assert everything(register) == stands


def test_a_new_record_that_is_used_is_not_taken_away(register: Register) -> None:
    done = editing.create(register, "household", {"name": "Nour Haddad"}, by=BY)
    assert done.record is not None
    member = {"household_id": done.record, "given_name": "Nour", "family_name": "Haddad"}
    editing.create(register, "person", member, by=OLA)
    stands = everything(register)
    with pytest.raises(Refused):
        undo(register, done, BY)
    assert everything(register) == stands


def test_undo_never_makes_two_contracts_claim_one_unit(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        first = made.contract(unit, made.household("Amina Hussein"), date(2024, 1, 1), date(2026, 12, 31))
    moved = {"moved_out_on": date(2026, 6, 30)}
    done = editing.change(register, "contract", first, moved, seen={"moved_out_on": None}, by=BY)
    with building(register) as made:
        made.contract(unit, made.household("Nour Haddad"), date(2026, 7, 1), None)
    stands = everything(register)
    with pytest.raises(Refused, match="kontrakt"):
        undo(register, done, BY)
    assert everything(register) == stands


def test_two_windows_do_not_overwrite_each_other(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    editing.change(register, "contract", signed, {"number": "A1"}, seen={"number": None}, by=OLA)
    with pytest.raises(ChangedMeanwhile, match="Ola") as caught:
        editing.change(register, "contract", signed, {"number": "B2"}, seen={"number": None}, by=BY)
    assert caught.value.theirs == "A1"
    same = editing.change(register, "contract", signed, {"number": "A1"}, seen={"number": None}, by=BY)
    assert not same
    other = editing.change(register, "contract", signed, {"notes": "Ring"}, seen={"notes": None}, by=BY)
    assert other


def test_a_record_that_is_gone_is_refused(register: Register) -> None:
    with pytest.raises(Refused):
        editing.change(register, "contract", 99, {"number": "B2"}, seen={}, by=BY)


def test_names_and_numbers_get_their_keys_and_checks(register: Register) -> None:
    done = editing.create(register, "household", {"name": "  Đorđe Čović "}, by=BY)
    with reading(register.engine) as connection:
        held = connection.execute(select(household)).mappings().one()
    assert (held["name"], held["name_key"], held["protection"]) == ("Đorđe Čović", "dorde covic", "none")
    assert held["case_number"]
    member = {"household_id": done.record, "given_name": "Đorđe", "duf_number": "201912345678"}
    with pytest.raises(Refused) as caught:
        editing.create(register, "person", member, by=BY)
    assert set(caught.value.fields) == {"duf_number"}
    with reading(register.engine) as connection:
        assert connection.execute(select(person)).all() == []


@pytest.mark.parametrize("note", ["bor i Storgata 8", "Hemmelig vei 9 B", "ligger i 7999 Solvik", "BAKKEVEIEN 3"])
def test_no_note_of_a_strictly_confidential_household_tells_an_address(register: Register, note: str) -> None:
    with building(register) as made:
        home = made.household("Ali Rahimi", protection="strictly_confidential")
    with pytest.raises(Refused) as caught:
        editing.change(register, "household", home, {"notes": note}, seen={"notes": None}, by=BY)
    assert set(caught.value.fields) == {"notes"}
    box = "Post til SOT6, Postboks 2094 Vika, 0125 Oslo"
    assert editing.change(register, "household", home, {"notes": box}, seen={"notes": None}, by=BY)
