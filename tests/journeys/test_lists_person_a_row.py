"""Households of several persons that a list writes one row for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from list_making import Row, bring_in, households, outcomes, records, rows_of, terms, workbook
from person_lists import ALI, CONFLICT, NEW, TERM, UNCHANGED, D, one_row_each, register

from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.services.register import Register

__all__ = ["register"]


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
