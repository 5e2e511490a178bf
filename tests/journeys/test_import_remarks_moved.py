"""Remarks that hold door codes, telephones or health, wherever a list keeps them: told of, moved, kept or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from list_making import NOW, bring_in, records, rows_of, workbook

from bokart_desk.importing.choices import NotesFate, Overrides, SheetChoices
from bokart_desk.importing.groups import GroupKind, groups_of
from bokart_desk.importing.notes import Sensitive
from bokart_desk.services.register import Register, open_register

HEADINGS = ["Adresse", "Leietaker", "Utleier", "Fra", "Til", "Nøkkelboks", "Kommentar fra hjemmebesøk", "Merknad"]
SELAM = ["Storgata 1", "Selam Tesfay", "Per Berg", "01.12.2023", "30.11.2026"]
OLENA = ["Storgata 2", "Olena Melnyk", "", "01.02.2024", "31.01.2027"]
VACANT = ["Storgata 3", "LEDIG", "", "", ""]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


def take(register: Register, folder: Path, *rows: list[object], headings: list[str] | None = None, **said: object):  # type: ignore[no-untyped-def]
    path = workbook(folder / "Liste.xlsx", {"Liste": [headings or HEADINGS, *rows]})
    return bring_in(register, path, overrides=Overrides(**said))  # type: ignore[arg-type]


def for_all(**fates: NotesFate) -> dict[tuple[str, int], SheetChoices]:
    return {("Liste", 1): SheetChoices(sensitive={Sensitive(kind): fate for kind, fate in fates.items()})}


def test_columns_without_a_field_are_looked_through_too(register: Register, tmp_path: Path) -> None:
    plan = take(register, tmp_path, [*SELAM, 4711, "Har depresjon. Ring 92 34 56 78", "Strøm inkl."])
    (row,) = rows_of(plan)
    assert set(row.facts.sensitive) == set(Sensitive)
    assert [group.detail for group in groups_of(plan) if group.kind is GroupKind.SENSITIVE]
    assert records(register, "contract")[0]["extra"]["Nøkkelboks"] == "4711"


def test_what_is_dropped_from_such_a_column_is_kept_nowhere(register: Register, tmp_path: Path) -> None:
    row = [*SELAM, "Kode 4711", "Har depresjon. Fint hjem", ""]
    take(register, tmp_path, row, sheets=for_all(door_code=NotesFate.DROP, health=NotesFate.HOUSEHOLD))
    contract = records(register, "contract")[0]
    assert contract["extra"] == {"Kommentar fra hjemmebesøk": "Fint hjem"}
    assert records(register, "household")[0]["notes"] == "Kommentar fra hjemmebesøk: Har depresjon."
    assert "4711" not in str(records(register, "source_row"))


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("Tlf 92 34 56 78", None),
        ("Strøm inkl. Ring leietaker på 923 45 678.", "Strøm inkl."),
        ("Traff ikke noen; ringte 92345678, ingen svarte", "Traff ikke noen; ringte, ingen svarte"),
    ],
)
def test_a_number_moves_to_the_tenants_telephone(
    register: Register, tmp_path: Path, note: str, left: str | None
) -> None:
    take(register, tmp_path, [*SELAM, "", "", note], sheets=for_all(telephone=NotesFate.PERSON_PHONE))
    assert "".join(filter(str.isdigit, str(records(register, "person")[0]["phone"]))) == "92345678"
    assert records(register, "contract")[0]["notes"] == left


def test_a_number_moves_to_the_landlords_telephone_and_stays_where_there_is_no_landlord(
    register: Register, tmp_path: Path
) -> None:
    rows = [[*SELAM, "", "", "Tlf utleier 92 34 56 78"], [*OLENA, "", "Ring 92 34 56 79", ""]]
    plan = take(register, tmp_path, *rows, sheets=for_all(telephone=NotesFate.LANDLORD_PHONE))
    assert [one["phone"] for one in records(register, "landlord")] == ["92 34 56 78"]
    first, second = records(register, "contract")
    assert first["notes"] is None
    assert second["extra"] == {"Kommentar fra hjemmebesøk": "Ring 92 34 56 79"}
    assert "blir stående i merknaden" in rows_of(plan)[1].warnings[0]


def test_a_number_that_the_list_has_another_for_stays(register: Register, tmp_path: Path) -> None:
    headings = ["Adresse", "Leietaker", "Telefon", "Fra", "Til", "Merknad"]
    row = ["Storgata 1", "Selam Tesfay", "99 88 77 66", "01.12.2023", "30.11.2026", "Ny tlf 92 34 56 78"]
    take(register, tmp_path, row, headings=headings, sheets=for_all(telephone=NotesFate.PERSON_PHONE))
    assert records(register, "person")[0]["phone"] == "99 88 77 66"
    assert records(register, "contract")[0]["notes"] == "Ny tlf 92 34 56 78"


def test_one_row_may_go_another_way_than_the_others(register: Register, tmp_path: Path) -> None:
    rows = [[*SELAM, "", "", "Portkode 4711"], [*OLENA, "", "", "Portkode 4712"]]
    said = {("Liste", 2): {Sensitive.DOOR_CODE: NotesFate.UNIT}}
    take(register, tmp_path, *rows, sheets=for_all(door_code=NotesFate.DROP), notes=said)
    assert [one["notes"] for one in records(register, "unit")] == ["Portkode 4711", None]


def test_a_remark_about_a_vacant_unit_goes_to_the_unit(register: Register, tmp_path: Path) -> None:
    row = [*VACANT, "", "", "Portkode 4711"]
    take(register, tmp_path, row, sheets=for_all(door_code=NotesFate.HOUSEHOLD))
    assert records(register, "unit")[0]["notes"] == "Portkode 4711"


def test_a_list_of_answers_fills_the_telephone_too(register: Register, tmp_path: Path) -> None:
    headings = ["Navn", "Telefon", "Tilbudt bolig", "Dato tilbud", "Begrunnelse", "Merknad"]
    row = ["Selam Tesfay", "99 88 77 66", "Storgata 1", "01.12.2025", "For liten", "Portkode 4711"]
    take(register, tmp_path, row, headings=headings, sheets=for_all(door_code=NotesFate.UNIT))
    assert records(register, "person")[0]["phone"] == "99 88 77 66"
    assert records(register, "household")[0]["notes"] == "Portkode 4711"


@pytest.mark.parametrize("note", ["Tlf utleier 92 34 56 78", "Mor: 92 34 56 78", "Vaktmester tlf. 92 34 56 78"])
def test_a_number_of_somebody_else_is_not_the_tenants(register: Register, tmp_path: Path, note: str) -> None:
    plan = take(register, tmp_path, [*SELAM, "", "", note], sheets=for_all(telephone=NotesFate.PERSON_PHONE))
    assert records(register, "person")[0]["phone"] is None
    assert records(register, "contract")[0]["notes"] == note
    assert "noen andre" in rows_of(plan)[0].warnings[0]
