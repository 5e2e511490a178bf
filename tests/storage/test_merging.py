"""Two households that are one come together without losing anything, and can be parted again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bokart_desk.services.doing import By, Refused
from bokart_desk.services.merging import merge, preview
from bokart_desk.services.register import Register
from bokart_desk.services.undo import undo
from bokart_desk.storage.engine import reading, writing
from bokart_desk.storage.queries.records import read_record, read_where
from bokart_desk.storage.schema import import_batch, metadata, source_link, source_row
from tests.register_builder import Builder, building, new_register

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
BY = By("Kari", NOW, date(2026, 11, 22))
DUF, OTHER_DUF = "202012345636", "202012345637"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def two_of_one(made: Builder) -> tuple[int, int]:
    one = made.household("Amina Hussein", languages="somali", notes="Ringer selv", settled_on=date(2024, 5, 1))
    two = made.household("Hussein Amina", notes="Har to barn", needed_bedrooms=3, settled_on=date(2024, 5, 2))
    made.add("person", household_id=two, given_name="Sara", family_name="Hussein", name_key="sara hussein",
             duf_number=DUF, main_person=False)  # fmt: skip
    made.contract(made.unit("Storgata 8"), one, date(2024, 6, 1), date(2026, 5, 31), moved_out_on=date(2026, 5, 31))
    made.contract(made.unit("Bakkeveien 3"), two, date(2026, 6, 1), date(2029, 5, 31))
    made.add("offer", household_id=two, answer="declined", reason_code="size")
    made.add("follow_up", household_id=two, kind="talk", due_on=date(2026, 12, 1))
    return one, two


def everything(register: Register) -> dict[str, list[tuple[object, ...]]]:
    with reading(register.engine) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name != "history"
        }


def held(register: Register, kind: str, record: int) -> Any:
    with reading(register.engine) as connection:
        return read_record(connection, kind, record)


def test_the_preview_says_what_goes_over_and_what_must_be_chosen(register: Register) -> None:
    with building(register) as made:
        one, two = two_of_one(made)
    shown = preview(register, one, two)
    assert {d.field for d in shown.differences} == {"name", "case_number", "settled_on"}
    assert shown.moved == {"contract": 1, "offer": 1, "follow_up": 1}
    assert shown.same_persons == ("Amina Hussein",)
    assert shown.new_persons == ("Sara Hussein",)


def test_all_records_come_together_and_nothing_is_lost(register: Register) -> None:
    with building(register) as made:
        one, two = two_of_one(made)
    case = held(register, "household", two)["case_number"]
    done = merge(register, one, two, take_other=frozenset({"settled_on"}), by=BY)
    now = held(register, "household", one)
    assert (now["name"], now["languages"], now["needed_bedrooms"]) == ("Amina Hussein", "somali", 3)
    assert now["settled_on"] == date(2024, 5, 2)
    for text in ("Ringer selv", "Har to barn", case, "Hussein Amina"):
        assert text in now["notes"]
    assert held(register, "household", two) is None
    with reading(register.engine) as connection:
        assert len(read_where(connection, "contract", "household_id", one)) == 2
        assert {p["given_name"] for p in read_where(connection, "person", "household_id", one)} == {"Amina", "Sara"}
    assert done.record == one


def test_one_undo_parts_them_again_and_redo_merges_them(register: Register) -> None:
    with building(register) as made:
        one, two = two_of_one(made)
    imported_rows(register, two)
    before = everything(register)
    done = merge(register, one, two, by=BY)
    after = everything(register)
    undone = undo(register, done, BY)
    assert everything(register) == before
    undo(register, undone, BY)
    assert everything(register) == after


def imported_rows(register: Register, household_id: int) -> None:
    with writing(register.engine) as connection:
        connection.execute(
            import_batch.insert().values(
                id=1, file_name="liste.xlsx", file_sha256="0" * 64, file_size=1, imported_at=NOW, sheets=[], totals={}
            )
        )
        connection.execute(
            source_row.insert().values(
                id=1, batch_id=1, sheet="Ark1", row=2, cells=["Hussein Amina"], digest=b"0" * 16, outcome="new"
            )
        )
        connection.execute(source_link.insert().values(kind="household", record_id=household_id, source_row_id=1))


def test_the_row_it_came_from_follows(register: Register) -> None:
    with building(register) as made:
        one, two = two_of_one(made)
    imported_rows(register, two)
    merge(register, one, two, by=BY)
    with reading(register.engine) as connection:
        assert connection.execute(select(source_link.c.record_id)).scalars().all() == [one]


def test_the_stricter_protection_holds(register: Register) -> None:
    with building(register) as made:
        one = made.household("Ali Rahimi")
        two = made.household("Ali Rahimi", protection="confidential")
    merge(register, one, two, by=BY)
    assert held(register, "household", one)["protection"] == "confidential"


def test_namesakes_with_other_numbers_stay_two_persons(register: Register) -> None:
    with building(register) as made:
        one, two = made.household("Ali Rahimi"), made.household("Ali Rahimi")
        for home, duf in ((one, DUF), (two, OTHER_DUF)):
            made.add("person", household_id=home, given_name="Omar", family_name="Ali", name_key="omar ali",
                     duf_number=duf, main_person=False)  # fmt: skip
    merge(register, one, two, by=BY)
    with reading(register.engine) as connection:
        members = read_where(connection, "person", "household_id", one)
    assert sorted(p["duf_number"] or "" for p in members) == ["", DUF, OTHER_DUF]


def test_a_household_cannot_be_merged_with_itself_or_with_one_that_is_gone(register: Register) -> None:
    with building(register) as made:
        one = made.household("Ali Rahimi")
    stands = everything(register)
    for other in (one, 99):
        with pytest.raises(Refused):
            merge(register, one, other, by=BY)
    assert everything(register) == stands
