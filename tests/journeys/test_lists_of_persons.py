"""Households of several persons that a list writes in one cell, or in columns beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from list_making import Row, bring_in, households, records, workbook
from person_lists import ALI, TERM, D, register

from bokart_desk.services.register import Register

__all__ = ["register"]


@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("Ali og Sara Rahimi", [("Ali", "Rahimi"), ("Sara", "Rahimi")]),
        ("Ali Rahimi / Sara Rahimi", [("Ali", "Rahimi"), ("Sara", "Rahimi")]),
        ("Ali Rahimi\nSara  Haile", [("Ali", "Rahimi"), ("Sara", "Haile")]),
        ("Rahimi, Ali og Sara", [("Ali", "Rahimi"), ("Sara", "Rahimi")]),
        ("Ali Rahimi, Sara Rahimi", [("Ali", "Rahimi"), ("Sara", "Rahimi")]),
        ("Ali Rahimi, Sara Haile, Omar Noor", [("Ali", "Rahimi"), ("Sara", "Haile"), ("Omar", "Noor")]),
        ("Al Hassan, Ali Omar", [("Ali Omar", "Al Hassan")]),
        ("Ali Rahimi m/ 2 barn", [("Ali", "Rahimi")]),
    ],
)
def test_several_persons_in_one_cell(
    register: Register, tmp_path: Path, cell: str, persons: list[tuple[str, str]]
) -> None:
    rows: list[Row] = [["Adresse", "Leietaker", "Fra", "Til", "Leie"], ["Storgata 1", cell, *TERM]]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert [[one[:2] for one in household] for household in households(register)] == [persons]


def test_birth_dates_behind_the_names_of_a_cell(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Fra", "Til", "Leie"],
        ["Storgata 1", "Ali Rahimi (01.01.1985) / Sara Haile (f. 02.02.90)", *TERM],
        ["Storgata 2", "Omar Noor f. 03.03.1975", *TERM],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert households(register) == [
        [ALI, ("Sara", "Haile", D(1990, 2, 2))],
        [("Omar", "Noor", D(1975, 3, 3))],
    ]


def test_given_names_birth_dates_and_numbers_of_several_persons_in_their_columns(
    register: Register, tmp_path: Path
) -> None:
    rows: list[Row] = [
        ["Adresse", "Etternavn", "Fornavn", "Født", "DUF-nr", "Fra", "Til"],
        ["Storgata 1", "Rahimi", "Ali og Sara", "01.01.1985 / 02.02.1990", "201812345604", *TERM[:2]],
        ["Storgata 2", "Noor / Haile", "Omar / Mona", "03.03.1975", "", *TERM[:2]],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert households(register) == [
        [ALI, ("Sara", "Rahimi", D(1990, 2, 2))],
        [("Omar", "Noor", D(1975, 3, 3)), ("Mona", "Haile", None)],
    ]
    assert [one["duf_number"] for one in records(register, "person")] == ["201812345604", None, None, None]


def test_persons_as_columns_with_their_birth_dates(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Person 1", "Født 1", "Person 2", "Født 2", "Person 3", "Født 3", "Fra", "Til", "Leie"],
        ["Storgata 1", "Ali Rahimi", D(1985, 1, 1), "Sara Rahimi", D(1990, 2, 2), "Omar Rahimi", "ca. 2015", *TERM],
        ["Storgata 2", "Noor Haile", D(1975, 1, 1), None, None, None, None, *TERM],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert households(register) == [
        [ALI, ("Sara", "Rahimi", D(1990, 2, 2)), ("Omar", "Rahimi", None)],
        [("Noor", "Haile", D(1975, 1, 1))],
    ]
    assert records(register, "contract")[0]["extra"] == {"Født 3": "ca. 2015"}


def test_spouse_and_children_as_columns(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Fødselsdato", "Ektefelle", "Født", "Barn", "Fra", "Til", "Leie"],
        ["Storgata 1", "Ali Rahimi", "01.01.1985", "Sara Haile", "02.02.1990", "Omar, Hiba og Noor (3.3.2015)", *TERM],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    children = [("Omar", "", None), ("Hiba", "", None), ("Noor", "", D(2015, 3, 3))]
    assert households(register) == [[ALI, ("Sara", "Haile", D(1990, 2, 2)), *children]]


@pytest.mark.parametrize("told", [2, "2 barn", "ja"])
def test_a_column_that_only_counts_children_stays_a_note(register: Register, tmp_path: Path, told: Any) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Barn", "Fra", "Til", "Leie"],
        ["Storgata 1", "Ali Rahimi", told, *TERM],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert [len(one) for one in households(register)] == [1]
    assert records(register, "contract")[0]["extra"] == {"Barn": str(told)}


@pytest.mark.parametrize("other", ["Person 2", "Medleietaker", "Ektefelle/samboer"])
def test_persons_under_headings_of_two_rows(register: Register, tmp_path: Path, other: str) -> None:
    rows: list[Row] = [
        [None, "Person 1", None, None, other, None, None, "Kontrakt", None],
        ["Adresse", "Etternavn", "Fornavn", "Født", "Etternavn", "Fornavn", "Født", "Fra", "Til"],
        ["Storgata 1", "Rahimi", "Ali", D(1985, 1, 1), "Haile", "Sara", D(1990, 2, 2), *TERM[:2]],
        ["Storgata 2", "Noor", "Omar", D(1975, 3, 3), None, None, None, *TERM[:2]],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}, ("B1:D1", "E1:G1", "H1:I1")))
    assert households(register) == [[ALI, ("Sara", "Haile", D(1990, 2, 2))], [("Omar", "Noor", D(1975, 3, 3))]]


def test_what_is_written_behind_a_childs_name_is_not_lost(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Barn (navn og alder)", "Fra", "Til"],
        ["Storgata 1", "Ali Rahimi", "Omar (2015), Hiba (8 år)", *TERM[:2]],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert [one[0] for one in households(register)[0]] == ["Ali", "Omar", "Hiba"]
    assert records(register, "contract")[0]["extra"] == {"Barn (navn og alder)": "Omar (2015), Hiba (8 år)"}
