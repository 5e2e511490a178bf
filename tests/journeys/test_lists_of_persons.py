"""Households of several persons, however a list writes them: in one cell, in columns, or one row for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from list_making import NOW, TODAY, Row, bring_in, households, outcomes, records, rows_of, terms, workbook

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.choices import Overrides, SameHousehold
from bokart_desk.importing.groups import groups_of
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.plan import plan_file
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo_import import take_back

NEW, UNCHANGED, CONFLICT = Outcome.NEW, Outcome.UNCHANGED, Outcome.CONFLICT
D = date
TERM = (D(2024, 8, 1), D(2027, 7, 31), 9000)
ALI = ("Ali", "Rahimi", D(1985, 1, 1))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register" / "register.db", now=NOW)
    yield opened
    opened.close()


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


def one_row_each(tmp_path: Path, header: Row, *rows: Row, merged: tuple[str, ...] = ()) -> Path:
    return workbook(tmp_path / "liste.xlsx", {"Ark1": [header, *rows]}, merged)


def test_one_row_for_each_person_with_the_number_of_the_contract(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Kontraktnr", "Adresse", "Navn", "Født", "Fra", "Til", "Leie"],
        ["K1", "Storgata 1", "Ali Rahimi", "01.01.1985", *TERM],
        ["K1", "Storgata 1", "Sara Haile", "02.02.1990", *TERM],
        ["K2", "Storgata 2", "Omar Noor", "03.03.1975", *TERM],
    )
    plan = bring_in(register, path)
    assert outcomes(plan) == [NEW, NEW, NEW]
    assert households(register) == [[ALI, ("Sara", "Haile", D(1990, 2, 2))], [("Omar", "Noor", D(1975, 3, 3))]]
    assert len(terms(register)) == 2
    again = bring_in(register, path)
    assert outcomes(again) == [UNCHANGED, UNCHANGED, UNCHANGED]
    assert again.operations.inserts["person"] == {}


def test_the_main_person_is_the_one_the_list_says_whichever_row_comes_first(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Adresse", "Navn", "Rolle", "Fra", "Til"],
        ["Storgata 1", "Hiba Noor", "Barn", *TERM[:2]],
        ["Storgata 1", "Ali Rahimi", "Hovedperson", *TERM[:2]],
        ["Storgata 1", "Sara Haile", "Ektefelle", *TERM[:2]],
    )
    bring_in(register, path)
    assert [one[:2] for one in households(register)[0]] == [("Ali", "Rahimi"), ("Hiba", "Noor"), ("Sara", "Haile")]
    assert [one["name"] for one in records(register, "household")] == ["Ali Rahimi"]


def test_a_family_name_or_a_child_makes_one_household_and_says_so(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Adresse", "H-nr", "Navn", "Født", "Fra", "Til", "Leie"],
        ["Storgata 1", "H0101", "Ali Rahimi", "01.01.1985", *TERM],
        ["Storgata 1", "H0101", "Sara Rahimi", "02.02.1990", *TERM],
        ["Storgata 1", "H0101", "Omar Ali", "03.03.2015", *TERM],
        ["Storgata 1", "H0101", "Hiba Noor", "04.04.1992", *TERM],
    )
    plan = bring_in(register, path)
    assert outcomes(plan) == [NEW, NEW, NEW, CONFLICT]
    assert [bool(row.warnings) for row in rows_of(plan)[:3]] == [False, True, True]
    assert [one[:2] for one in households(register)[0]] == [("Ali", "Rahimi"), ("Sara", "Rahimi"), ("Omar", "Ali")]
    assert rows_of(plan)[3].facts.namesakes  # somebody is asked whether it is the same household


def test_the_members_below_may_repeat_the_address_without_the_dates(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Bustad", "Namn", "Fødd", "Slektskap", "Husleige", "Frå", "Til"],
        ["Storgata 1", "Ali Rahimi", "01.01.1985", "Hovudperson", 9000, *TERM[:2]],
        ["Storgata 1", "Sara Haile", "02.02.1990", "Ektemake", None, None, None],
        ["Storgata 2", "Omar Noor", "03.03.1975", None, None, None, None],
    )
    assert outcomes(bring_in(register, path)) == [NEW, NEW, Outcome.INVALID]
    assert households(register) == [[ALI, ("Sara", "Haile", D(1990, 2, 2))]]


def test_two_tenants_in_a_list_of_shared_houses_stay_two_households(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Navn", "Fra", "Til"],
        ["Storgata 1", "Ali Rahimi", *TERM[:2]],
        ["Storgata 1", "Omar Rahimi", *TERM[:2]],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Bofellesskap": rows}))
    assert outcomes(plan) == [NEW, CONFLICT]


def test_a_row_without_dates_in_a_list_of_shared_houses_is_asked_about(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Navn", "Født", "Fra", "Til"],
        ["Storgata 1", "Ali Rahimi", "01.01.1985", *TERM[:2]],
        ["Storgata 1", "Omar Noor", "02.02.1990", None, None],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Bofellesskap": rows}))
    assert outcomes(plan) == [NEW, CONFLICT]
    assert rows_of(plan)[1].facts.namesakes


def test_two_tenants_of_a_shared_house_stay_two_households(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Adresse", "Boligtype", "Navn", "Fra", "Til", "Leie"],
        ["Storgata 1", "Bofellesskap", "Ali Rahimi", *TERM],
        ["Storgata 1", "Bofellesskap", "Omar Rahimi", *TERM],
    )
    assert outcomes(bring_in(register, path)) == [NEW, CONFLICT]


@pytest.mark.parametrize("merged", [(), ("A2:A3", "D2:D3", "E2:E3")])
def test_further_persons_below_with_the_contract_written_once(
    register: Register, tmp_path: Path, merged: tuple[str, ...]
) -> None:
    path = one_row_each(
        tmp_path,
        ["Adresse", "Navn", "Født", "Fra", "Til", "Merknad"],
        ["Storgata 1", "Ali Rahimi", "01.01.1985", *TERM[:2], "Fin leilighet"],
        [None, "Sara Haile", "02.02.1990", None, None, None],
        ["Storgata 2", "Omar Noor", "03.03.1975", *TERM[:2], None],
        merged=merged,
    )
    plan = bring_in(register, path)
    assert outcomes(plan) == [NEW, NEW, NEW]
    assert [bool(row.warnings) for row in rows_of(plan)] == [False, True, False]
    assert households(register) == [[ALI, ("Sara", "Haile", D(1990, 2, 2))], [("Omar", "Noor", D(1975, 3, 3))]]


def test_a_name_alone_below_a_contract_is_not_taken_for_a_member(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Adresse", "Navn", "Født", "Fra", "Til"],
        ["Storgata 1", "Ali Rahimi", "01.01.1985", *TERM[:2]],
        [None, "Private Boliger", None, None, None],
    )
    assert outcomes(bring_in(register, path)) == [NEW, Outcome.INVALID]


def test_a_newer_edition_brings_the_member_that_was_missing(register: Register, tmp_path: Path) -> None:
    header: Row = ["Adresse", "Leietaker", "Fra", "Til"]
    bring_in(register, one_row_each(tmp_path, header, ["Storgata 1", "Ali Rahimi", *TERM[:2]]))
    newer = one_row_each(tmp_path, header, ["Storgata 1", "Ali Rahimi og Sara Haile", *TERM[:2]])
    assert outcomes(bring_in(register, newer, on_duplicate=OnDuplicate.SKIP)) == [Outcome.DUPLICATE]
    assert [len(one) for one in households(register)] == [1]
    assert outcomes(bring_in(register, newer)) == [Outcome.UPDATED]
    assert [[one[0] for one in household] for household in households(register)] == [["Ali", "Sara"]]


def test_a_number_that_somebody_else_has_is_never_given_twice(register: Register, tmp_path: Path) -> None:
    header: Row = ["Adresse", "Navn", "DUF-nr", "Ektefelle", "DUF-nr ektefelle", "Fra", "Til"]
    path = one_row_each(
        tmp_path,
        header,
        ["Storgata 1", "Ali Rahimi", "201812345604", None, None, *TERM[:2]],
        ["Storgata 2", "Omar Noor", None, "Sara Haile", "201812345604", *TERM[:2]],
    )
    plan = bring_in(register, path)
    assert outcomes(plan) == [NEW, NEW]
    assert [one["duf_number"] for one in records(register, "person")] == ["201812345604", None, None]
    assert any("DUF" in warning for warning in rows_of(plan)[1].warnings)


def test_a_mark_on_one_member_hides_the_address_of_all_rows_of_the_contract(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Kontraktnr", "Adresse", "Navn", "Fra", "Til", "Merknad"],
        ["K1", "Hemmeligveien 7", "Ali Rahimi", *TERM[:2], None],
        ["K1", "Hemmeligveien 7", "Sara Haile", *TERM[:2], "Strengt fortrolig adresse"],
        ["K2", "Storgata 2", "Omar Noor", *TERM[:2], None],
    )
    plan = bring_in(register, path)
    assert outcomes(plan) == [CONFLICT, CONFLICT, NEW]
    register.close()
    for file in register.path.parent.rglob("*"):
        assert not file.is_file() or b"Hemmeligveien" not in file.read_bytes()


def test_whether_two_names_are_one_household_is_asked_and_the_answer_holds(register: Register, tmp_path: Path) -> None:
    path = one_row_each(
        tmp_path,
        ["Adresse", "Navn", "Fra", "Til"],
        ["Storgata 1", "Ali Rahimi", *TERM[:2]],
        ["Storgata 1", "Sara Haile", *TERM[:2]],
    )
    plan = plan_file(register, path, today=TODAY)
    assert outcomes(plan) == [NEW, CONFLICT]
    assert [group.words for group in groups_of(plan)] == [
        "to navn har samme boenhet og samme datoer. Er det én husstand?",
        "to navn har samme boenhet og samme datoer. Er det én husstand?",
    ]
    (asked,) = rows_of(plan)[1].facts.namesakes
    one = Overrides(households={("Ark1", 3): SameHousehold(asked.household_id, asked.row)})
    assert outcomes(bring_in(register, path, overrides=one)) == [NEW, NEW]
    assert [[one[0] for one in household] for household in households(register)] == [["Ali", "Sara"]]


HEADER: Row = ["Adresse", "Navn", "Født", "DUF-nr", "Fra", "Til"]
BEFORE: Row = ["Storgata 1", "Ali Rahimi", "01.01.1985", "201812345604", D(2020, 1, 1), D(2022, 12, 31)]


@pytest.mark.parametrize(
    ("row", "same", "asked"),
    [
        (["Storgata 2", "Rahimi Ali Omar", None, "201812345604", *TERM[:2]], True, False),
        (["Storgata 2", "Ali Rahimi", "01.01.1985", None, *TERM[:2]], True, False),
        (["Storgata 2", "Ali Rahimi", None, None, *TERM[:2]], False, True),
        (["Storgata 2", "Ali Rahimi", "02.02.1990", None, *TERM[:2]], False, True),
        (["Storgata 2", "Ali Rahimi", "01.01.1985", "201912345606", *TERM[:2]], False, False),
        (["Storgata 2", "Omar Noor", "01.01.1985", None, *TERM[:2]], False, False),
    ],
    ids=["number", "name and birth date", "name alone", "other birth date", "other number", "other name"],
)
def test_who_is_the_same_by_number_likely_by_name_and_birth_date_and_asked_about_by_name(
    register: Register, tmp_path: Path, row: Row, same: bool, asked: bool
) -> None:
    bring_in(register, one_row_each(tmp_path, HEADER, BEFORE))
    plan = bring_in(register, one_row_each(tmp_path, HEADER, row))
    assert outcomes(plan) == [NEW]
    assert len(records(register, "household")) == (1 if same else 2)
    assert bool(rows_of(plan)[0].facts.namesakes) == asked


def test_a_household_in_two_homes_at_once_is_pointed_out(register: Register, tmp_path: Path) -> None:
    elsewhere: Row = ["Storgata 2", "Ali Rahimi", "01.01.1985", None, D(2022, 12, 31), D(2025, 12, 31)]
    after: Row = ["Storgata 3", "Ali Rahimi", "01.01.1985", None, D(2026, 1, 1), D(2028, 12, 31)]
    plan = bring_in(register, one_row_each(tmp_path, HEADER, BEFORE, elsewhere, after))
    assert outcomes(plan) == [NEW, NEW, NEW]
    assert [bool(row.warnings) for row in rows_of(plan)] == [False, True, False]


@pytest.mark.parametrize("choice", list(OnDuplicate))
def test_a_confidential_mark_on_one_member_protects_the_household(
    register: Register, tmp_path: Path, choice: OnDuplicate
) -> None:
    path = one_row_each(
        tmp_path,
        ["Kontraktnr", "Adresse", "Navn", "Fra", "Til", "Merknad"],
        ["K1", "Storgata 1", "Ali Rahimi", *TERM[:2], None],
        ["K1", "Storgata 1", "Sara Haile", *TERM[:2], "Fortrolig adresse"],
    )
    assert outcomes(bring_in(register, path, on_duplicate=choice)) == [NEW, NEW]
    assert [one["protection"] for one in records(register, "household")] == ["confidential"]


def test_filling_empty_fields_only_does_not_leave_an_address_unprotected(register: Register, tmp_path: Path) -> None:
    header: Row = ["Adresse", "Navn", "Fra", "Til", "Merknad"]
    bring_in(register, one_row_each(tmp_path, header, ["Storgata 1", "Ali Rahimi", *TERM[:2], None]))
    marked = one_row_each(tmp_path, header, ["Storgata 1", "Ali Rahimi", *TERM[:2], "Fortrolig adresse"])
    bring_in(register, marked, on_duplicate=OnDuplicate.FILL)
    assert [one["protection"] for one in records(register, "household")] == ["confidential"]


def test_taking_an_import_back_takes_the_members_it_added(register: Register, tmp_path: Path) -> None:
    header: Row = ["Kontraktnr", "Adresse", "Navn", "Fra", "Til"]
    first: Row = ["K1", "Storgata 1", "Ali Rahimi", *TERM[:2]]
    bring_in(register, one_row_each(tmp_path, header, first))
    newer = one_row_each(tmp_path, header, first, ["K1", "Storgata 1", "Sara Haile", *TERM[:2]])
    applied = apply_plan(register, plan_file(register, newer, today=TODAY), who="Kari", now=NOW)
    assert [len(one) for one in households(register)] == [2]
    assert applied.batch is not None
    take_back(register, applied.batch, who="Kari", now=NOW)
    assert [[one[0] for one in household] for household in households(register)] == [["Ali"]]
    assert len(terms(register)) == 1


def test_taking_an_import_back_gives_the_contract_before_a_renewal_its_end(register: Register, tmp_path: Path) -> None:
    header: Row = ["Adresse", "Navn", "Fra", "Til"]
    first: Row = ["Storgata 1", "Ali Rahimi", D(2021, 8, 1), D(2024, 8, 1)]
    bring_in(register, one_row_each(tmp_path, header, first))
    newer = one_row_each(tmp_path, header, ["Storgata 1", "Ali Rahimi", *TERM[:2]])
    applied = apply_plan(register, plan_file(register, newer, today=TODAY), who="Kari", now=NOW)
    assert terms(register)[0] == ("Storgata 1", D(2021, 8, 1), D(2024, 7, 31))
    assert applied.batch is not None
    take_back(register, applied.batch, who="Kari", now=NOW)
    assert terms(register) == [("Storgata 1", D(2021, 8, 1), D(2024, 8, 1))]


GIVEN = ("Ali", "Sara", "Omar", "Hiba", "Noor", "Åse", "Çelik", "Mohammad Reza")
FAMILY = ("Rahimi", "Haile", "Øvrebø", "Al-Hassan", "Tesfay", "Kovalenko")
person = st.tuples(
    st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.dates(min_value=date(1940, 1, 1), max_value=date(2020, 1, 1))
)
family = st.lists(person, min_size=1, max_size=3, unique_by=lambda one: one[:2])


@settings(max_examples=8)
@given(st.lists(family, min_size=1, max_size=4))
def test_a_household_is_the_same_whichever_way_a_list_writes_it(families: list[list[tuple[str, str, date]]]) -> None:
    def full(one: tuple[str, str, date]) -> str:
        return f"{one[1]}, {one[0]}"

    everybody = [one for members in families for one in members]
    assume(len({one[2] for one in everybody}) == len(everybody))  # one with name and day of birth in common is the same
    cells: list[Row] = [["Adresse", "Leietaker", "Fra", "Til"]]
    columns: list[Row] = [["Adresse", "Person 1", "Født 1", "Person 2", "Født 2", "Person 3", "Født 3", "Fra", "Til"]]
    rows: list[Row] = [["Avtalenr", "Adresse", "Navn", "Født", "Fra", "Til"]]
    for number, members in enumerate(families, 1):
        where = f"Storgata {number}"
        cells.append([where, " / ".join(f"{full(one)} (f. {one[2]:%d.%m.%Y})" for one in members), *TERM[:2]])
        told = [part for one in members for part in (full(one), one[2])]
        columns.append([where, *told, *[None] * (6 - len(told)), *TERM[:2]])
        rows += [[f"A{number}", where, full(one), one[2], *TERM[:2]] for one in members]
    for layout in (cells, columns, rows):
        with TemporaryDirectory() as folder:
            opened = open_register(Path(folder) / "register.db", now=NOW)
            bring_in(opened, workbook(Path(folder) / "liste.xlsx", {"Ark1": layout}))
            assert [sorted(one[1:]) for one in households(opened)] == [sorted(one[1:]) for one in families]
            assert [one[0] for one in households(opened)] == [one[0] for one in families]
            opened.close()
