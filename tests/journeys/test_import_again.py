"""Importing twice, newer editions, and rows in conflict: nothing is lost or doubled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from small_lists import (
    HADDAD,
    HEADER,
    NOW,
    TODAY,
    WARSAME,
    Row,
    bring_in,
    contracts,
    counts,
    folder,
    outcomes,
    register,
    row,
    rows_of,
    save,
)
from sqlalchemy import select

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.importing.choices import Overrides, SheetChoices
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.rejects import write_rejects
from bokart_desk.services.register import Register
from bokart_desk.storage import schema
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.work import unit_of_work

__all__ = ["folder", "register"]


def test_a_newer_edition_updates_what_changed_and_nothing_else(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, WARSAME, HADDAD))
    longer = [*WARSAME[:5], date(2029, 12, 31), 9000, *WARSAME[7:]]
    plan, _applied = bring_in(register, save(folder, longer, HADDAD))
    assert outcomes(plan) == [Outcome.UPDATED, Outcome.UNCHANGED]
    first, second = contracts(register)
    assert (first["end_date"], first["monthly_rent"]) == (date(2029, 12, 31), Decimal(9000))
    assert second["end_date"] == date(2028, 2, 29)
    with reading(register.engine) as connection:
        changed = connection.execute(
            select(schema.history.c.before, schema.history.c.after).where(
                schema.history.c.kind == "contract", schema.history.c.action == "changed"
            )
        ).all()
    assert [tuple(one) for one in changed] == [
        ({"end_date": "2026-12-31", "monthly_rent": "8500"}, {"end_date": "2029-12-31", "monthly_rent": "9000"})
    ]


def test_what_was_corrected_by_hand_is_kept_when_the_same_row_comes_again(register: Register, folder: Path) -> None:
    path = save(folder, WARSAME)
    bring_in(register, path)
    with unit_of_work(register.engine, what="correct", who="Kari", at=NOW) as work:
        work.update(schema.contract, 1, {"monthly_rent": Decimal(7777)})
    plan, _applied = bring_in(register, path)
    assert outcomes(plan) == [Outcome.UNCHANGED]
    assert contracts(register)[0]["monthly_rent"] == Decimal(7777)


@pytest.mark.parametrize(
    ("choice", "outcome", "rent", "number"),
    [
        (OnDuplicate.UPDATE, Outcome.UPDATED, Decimal(9000), "K1"),
        (OnDuplicate.FILL, Outcome.UPDATED, Decimal(8500), "K1"),
        (OnDuplicate.SKIP, Outcome.DUPLICATE, Decimal(8500), None),
    ],
)
def test_the_choice_for_rows_already_there_is_kept_to(
    register: Register, folder: Path, choice: OnDuplicate, outcome: Outcome, rent: Decimal, number: str | None
) -> None:
    bring_in(register, save(folder, [None, *WARSAME[1:]]))
    plan, _applied = bring_in(register, save(folder, [*WARSAME[:6], 9000, *WARSAME[7:]]), on_duplicate=choice)
    assert outcomes(plan) == [outcome]
    assert contracts(register)[0]["monthly_rent"] == rent
    with reading(register.engine) as connection:
        assert connection.execute(select(schema.dwelling.c.number)).scalar_one() == number


def test_an_indefinite_tenancy_in_a_newer_edition_takes_the_end_away(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, WARSAME))
    bring_in(register, save(folder, [*WARSAME[:5], "tidsubestemt", *WARSAME[6:]]))
    assert (contracts(register)[0]["indefinite"], contracts(register)[0]["end_date"]) == (True, None)


def test_a_following_contract_of_the_same_household_is_a_renewal(register: Register, folder: Path) -> None:
    again = [*WARSAME[:4], date(2027, 1, 1), date(2029, 12, 31), *WARSAME[6:]]
    plan, _applied = bring_in(register, save(folder, WARSAME, again))
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW]
    first, second = contracts(register)
    assert second["renews_contract_id"] == first["id"]
    assert second["household_id"] == first["household_id"]


@pytest.mark.parametrize(
    ("bad", "outcome", "field"),
    [
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), None), Outcome.CONFLICT, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), "31.02.2027"), Outcome.INVALID, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), date(2023, 12, 31)), Outcome.INVALID, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), date(2055, 1, 1)), Outcome.INVALID, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(1950, 1, 1), date(2027, 1, 1)), Outcome.INVALID, "start"),
        (row("K3", "Storgata 3", "Ali Omar", None, date(2027, 1, 1)), Outcome.INVALID, "start"),
        (row("", "", "Ali Omar", date(2024, 1, 1), date(2027, 1, 1)), Outcome.INVALID, "address"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), TODAY, "dyrt"), Outcome.INVALID, "monthly_rent"),
        (row("K1", "Storgata 1", "Ali Omar", date(2026, 12, 31), date(2029, 1, 1)), Outcome.CONFLICT, "start"),
        (WARSAME, Outcome.DUPLICATE, None),
        ([*WARSAME[:7], "Ny lås", "A1"], Outcome.CONFLICT, "start"),
        ([*WARSAME[:8], "A2"], Outcome.DUPLICATE, None),
        (row("K1", "Storgata 1", "LEDIG", None, None), Outcome.CONFLICT, "tenant"),
        (row("K3", "Storgata 3", "Passiv", date(2024, 1, 1), date(2027, 1, 1)), Outcome.SKIPPED, "tenant"),
    ],
    ids=[
        "no end", "31 February", "end before start", "over 30 years", "over 60 years ago", "no start", "no dwelling",
        "rent in words", "overlap", "the same row", "the same contract otherwise", "the same contract again",
        "vacant but let", "no household",
    ],
)  # fmt: skip
def test_a_row_that_makes_no_sense_changes_nothing_and_says_why(
    register: Register, folder: Path, bad: Row, outcome: Outcome, field: str | None
) -> None:
    plan, applied = bring_in(register, save(folder, WARSAME, bad, HADDAD))
    assert outcomes(plan) == [Outcome.NEW, outcome, Outcome.NEW]
    refused = rows_of(plan)[1]
    assert refused.field == field
    assert refused.reason
    assert len(contracts(register)) == 2
    assert counts(register)["dwelling"] == 2
    assert counts(register)["household"] == 2
    assert applied.totals[outcome] == 1
    assert check_register(register.engine).ok


def test_a_sheet_for_each_year_brings_every_contract_once_as_the_newest_has_it(
    register: Register, folder: Path
) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for year, rent in (("2024", 8000), ("2025", 8000), ("2026", 8400)):
        sheet = book.create_sheet(year)
        for cells in [HEADER, [*WARSAME[:6], rent, *WARSAME[7:]], HADDAD]:
            sheet.append(cells)
    book.save(folder / "år.xlsx")
    plan, _applied = bring_in(register, folder / "år.xlsx")
    assert outcomes(plan) == [
        Outcome.NEW, Outcome.NEW, Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.UPDATED, Outcome.UNCHANGED,
    ]  # fmt: skip
    assert [one["monthly_rent"] for one in contracts(register)] == [Decimal(8400), Decimal(8500)]


def test_rejected_rows_go_to_a_workbook_that_can_be_corrected_and_imported(register: Register, folder: Path) -> None:
    bad = row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), "31.02.2027")
    formula = row("K4", "Storgata 4", "Eva Ek", date(2024, 1, 1), None)
    formula[7] = "=HYPERLINK(1)"
    plan, _applied = bring_in(register, save(folder, WARSAME, bad, formula))
    path = write_rejects(plan, folder / "avvist")
    assert path is not None
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:-1] == HEADER
    assert sheet["E2"].value.date() == date(2024, 1, 1)
    assert sheet["F2"].value == "31.02.2027"
    assert "31.02.2027" in sheet["J2"].value
    assert sheet["F2"].fill.fill_type == "solid"
    sheet["F2"].value = "28.02.2027"
    sheet["F3"].value = "tidsubestemt"
    book.save(path)
    again, _applied = bring_in(register, path)
    assert outcomes(again) == [Outcome.NEW, Outcome.NEW]
    assert len(contracts(register)) == 3


def test_nothing_rejected_means_no_workbook(register: Register, folder: Path) -> None:
    plan, _applied = bring_in(register, save(folder, WARSAME))
    assert write_rejects(plan, folder / "avvist") is None
    assert not (folder / "avvist").exists()


def test_columns_without_a_field_stay_with_the_record(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, WARSAME))
    assert contracts(register)[0]["extra"] == {"Nøkkelskap": "A1"}


def test_a_column_can_be_given_another_meaning(register: Register, folder: Path) -> None:
    path = save(folder, WARSAME)
    sheet = load_workbook(path).active
    assert sheet is not None
    overrides = Overrides({(sheet.title, 1): SheetChoices(columns={8: "contract_number", 6: None})})
    bring_in(register, path, overrides=overrides)
    contract = contracts(register)[0]
    assert contract["number"] == "A1"
    assert contract["monthly_rent"] is None
    assert contract["extra"] == {"Husleie": "8500"}


def test_a_unit_that_is_let_again_is_no_longer_vacant(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, row("K1", "Storgata 1", "ledig fra 1.4.2026", None, None)))
    with reading(register.engine) as connection:
        unit = connection.execute(select(schema.unit)).mappings().one()
        assert (unit["status"], unit["vacant_from"]) == (UnitStatus.VACANT, date(2026, 4, 1))
    plan, _applied = bring_in(
        register, save(folder, row("K1", "Storgata 1", "Ali Omar", date(2026, 6, 1), date(2029, 5, 31)))
    )
    assert outcomes(plan) == [Outcome.NEW]
    with reading(register.engine) as connection:
        unit = connection.execute(select(schema.unit)).mappings().one()
    assert (unit["status"], unit["vacant_from"]) == (UnitStatus.IN_USE, None)


def test_the_same_duf_number_is_the_same_household_wherever_it_lives(register: Register, folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Adresse", "Leietaker", "DUF-nr", "Kontrakt fra", "Kontrakt til", "Husleie"])
    sheet.append(["Storgata 1", "Ali Omar", "201812345604", "01.01.2020", "31.12.2022", 8000])
    sheet.append(["Storgata 2", "Ali Omar Hassan", "201812345604", "01.01.2023", "31.12.2025", 8000])
    sheet.append(["Storgata 3", "Kari Nordmann", "201812345604", "01.01.2026", "31.12.2028", 8000])
    book.save(folder / "duf.xlsx")
    plan, _applied = bring_in(register, folder / "duf.xlsx")
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW, Outcome.CONFLICT]
    assert len({one["household_id"] for one in contracts(register)}) == 1
