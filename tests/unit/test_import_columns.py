"""What the columns of a sheet hold: headers of one row and two, and headings that are not enough alone."""

from __future__ import annotations

from datetime import date

import pytest

from bokart_desk.importing.fields import Field
from bokart_desk.importing.mapping import SheetKind, map_sheet
from bokart_desk.importing.reading.sheets import Cell, Sheet
from bokart_desk.importing.tables import split_tables

START, END = date(2024, 1, 1), date(2026, 12, 31)


def sheet_of(*rows: list[Cell], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet("Ark1", [[*row, *[None] * (width - len(row))] for row in rows], merged=merged)


def fields_of(sheet: Sheet) -> dict[Field, int]:
    return dict(map_sheet(sheet).fields)


def test_the_owners_dates_above_a_merged_group_are_not_the_tenants() -> None:
    for merged in ((), ((0, 1, 0, 2), (0, 4, 0, 5))):
        sheet = sheet_of(
            ["", "Innleie", None, "", "Framleie", None, ""],
            ["Adresse", "Fra", "Til", "Leietaker", "Fra", "Til", "Husleie"],
            ["Storgata 1", date(2019, 1, 1), date(2029, 1, 1), "Ali Hassan", START, END, 8500],
            merged=merged,
        )
        fields = fields_of(sheet)
        assert (fields[Field.START], fields[Field.END]) == (4, 5)
        assert Field.ACTUAL_END not in fields


def test_a_title_block_is_no_row_of_groups() -> None:
    sheet = sheet_of(
        ["Utleier:", "Solvik kommune"],
        ["Adresse", "Leietaker", "Fra", "Til", "Husleie"],
        ["Storgata 1", "Ali Hassan", START, END, 8500],
    )
    assert fields_of(sheet)[Field.ADDRESS] == 0


def test_a_wider_table_further_down_does_not_hide_the_first() -> None:
    first = ["Adresse", "Leietaker", "Fra", "Til", "Husleie"]
    sheet = sheet_of(
        ["KOMMUNALE BOLIGER"],
        [*first],
        ["Storgata 1", "Ali Hassan", START, END, 8500],
        [],
        ["INNLEIDE BOLIGER"],
        ["Utleier", *first],
        ["Per Vik", "Storgata 2", "Amina Warsame", START, END, 9000],
    )
    parts = split_tables(sheet)
    assert [map_sheet(part.sheet, title=part.title).kind for part in parts] == [SheetKind.CONTRACTS] * 2
    assert [len(part.sheet.rows) for part in parts] == [5, 2]


def test_rooms_numbered_anew_in_each_house_are_units() -> None:
    rows: list[list[Cell]] = [[f"Storgata {h}", n, "Ali Hassan", START, END] for h in (1, 2) for n in (1, 2, 3)]
    header: list[Cell] = ["Adresse", "Rom", "Leietaker", "Fra", "Til"]
    assert fields_of(sheet_of(header, *rows))[Field.UNIT] == 1
    counted: list[list[Cell]] = [[f"Storgata {h}", 3, "Ali Hassan", START, END] for h in range(1, 7)]
    assert fields_of(sheet_of(header, *counted))[Field.ROOMS] == 1


def test_a_dwelling_number_column_that_holds_unit_numbers_is_the_unit() -> None:
    header: list[Cell] = ["Adresse", "Bolignr", "Leietaker", "Fra", "Til"]
    assert fields_of(sheet_of(header, ["Storgata 1", "H0101", "Ali Hassan", START, END]))[Field.UNIT] == 1
    assert fields_of(sheet_of(header, ["Storgata 1", "1017", "Ali Hassan", START, END]))[Field.DWELLING_NUMBER] == 1


def test_moved_out_that_is_always_filled_is_the_agreed_end() -> None:
    header: list[Cell] = ["Adresse", "Leietaker", "Innflytting", "Utflytting"]
    rows: list[list[Cell]] = [[f"Storgata {n}", "Ali Hassan", START, END] for n in range(1, 5)]
    assert fields_of(sheet_of(header, *rows))[Field.END] == 3
    rows = [[f"Storgata {n}", "Ali Hassan", START, END if n == 1 else None] for n in range(1, 5)]
    fields = fields_of(sheet_of(header, *rows))
    assert fields[Field.ACTUAL_END] == 3
    assert Field.END not in fields


def test_the_address_column_that_names_the_units_is_the_better_one() -> None:
    sheet = sheet_of(
        ["Navn", "Adresse", "Leietaker", "Fra", "Til"],
        ["Storgata 1 H0101", "Storgata 1", "Ali Hassan", START, END],
        ["Storgata 1 H0102", "Storgata 1", "Amina Warsame", START, END],
    )
    fields = fields_of(sheet)
    assert (fields[Field.ADDRESS], fields[Field.TENANT]) == (0, 2)


def test_lists_that_are_none_are_left_alone() -> None:
    for rows in (
        [["Navn", "Telefon", "E-post"], ["Kari Vik", "99887766", "a@b.no"]],
        [["Konto", "Tekst", "Budsjett 2025", "Regnskap"], [6300, "Husleie", 100000, 90000]],
        [["Slik bruker du arket"], ["Fyll ut navn og adresse."]],
        [["Mandag", "Tirsdag", "Onsdag"], [1, 2, 3]],
    ):
        assert map_sheet(sheet_of(*rows)).kind is SheetKind.NOT_A_LIST


@pytest.mark.parametrize("heading", ["Leil", "Leilighet", "Bolig", "Enhet", "Del av huset"])
def test_rooms_of_a_shared_house_are_units_and_no_second_address(heading: str) -> None:
    sheet = sheet_of(
        ["Adresse", heading, "Leietaker", "Fra", "Til", "Husleie"],
        ["Bakkeveien 3", "Rom 1", "Ali Hassan", START, END, 8500],
        ["Bakkeveien 3", "Rom 2", "Amina Warsame", START, END, 8500],
        ["Bakkeveien 3", "Rom 3", "Selam Tesfay", START, END, 8500],
        ["Storgata 8", None, "Nour Haddad", START, END, 9500],
    )
    fields = fields_of(sheet)
    assert (fields[Field.ADDRESS], fields[Field.UNIT]) == (0, 1)
