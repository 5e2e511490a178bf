"""Who is the same person or household, whichever way a list writes it, and what follows for all members."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from list_making import NOW, TODAY, Row, bring_in, households, outcomes, records, rows_of, terms, workbook
from person_lists import CONFLICT, NEW, TERM, D, one_row_each, register

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.choices import Overrides, SameHousehold
from bokart_desk.importing.groups import groups_of
from bokart_desk.importing.outcomes import OnDuplicate
from bokart_desk.importing.plan import plan_file
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo_import import take_back

__all__ = ["register"]


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
