"""Lists laid out in other ways than the demo's come in just as whole: the file in, the register's records out."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import FilePlan, plan_file
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
D = date
Row = Sequence[Any]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


def workbook(path: Path, sheets: dict[str, list[Row]], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def bring_in(register: Register, path: Path) -> FilePlan:
    plan = plan_file(register, path, today=TODAY)
    apply_plan(register, plan, who="Kari", now=NOW)
    return plan


def contracts(register: Register) -> list[tuple[Any, ...]]:
    """(address, unit, given name, family name, start, end, indefinite, rent, disposal), by address and unit."""
    contract, unit, dwelling, person = schema.contract, schema.unit, schema.dwelling, schema.person
    statement = (
        select(
            dwelling.c.address, unit.c.label, person.c.given_name, person.c.family_name, contract.c.start_date,
            contract.c.end_date, contract.c.indefinite, contract.c.monthly_rent, dwelling.c.disposal,
        )
        .select_from(contract)
        .join(unit, unit.c.id == contract.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .join(person, (person.c.household_id == contract.c.household_id) & person.c.main_person)
        .order_by(dwelling.c.address, unit.c.label)
    )  # fmt: skip
    with reading(register.engine) as connection:
        return [tuple(row) for row in connection.execute(statement)]


def outcomes(plan: FilePlan) -> dict[int, Outcome]:
    return {row.row: row.outcome for sheet in plan.sheets for row in sheet.rows}


def test_a_list_of_dwellings_rented_in_keeps_the_tenants_dates_and_rent(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["", "Innleiekontrakt", None, "", "Leiekontrakt", None, "", ""],
        ["Adresse", "Fra", "Til", "Leietaker", "Fra", "Til", "Husleie til utleier", "Husleie fra leietaker"],
        ["Storgata 1 H0101", D(2019, 1, 1), D(2029, 12, 31), "Ali Hassan", D(2024, 1, 1), D(2026, 12, 31), 12500, 8500],
        ["Storgata 2", D(2019, 1, 1), D(2029, 12, 31), "LEDIG", None, None, 9000, 8000],
    ]
    bring_in(register, workbook(tmp_path / "innleide boliger.xlsx", {"Ark1": rows}, ["B1:C1", "E1:F1"]))
    assert contracts(register) == [
        ("Storgata 1", "H0101", "Ali", "Hassan", D(2024, 1, 1), D(2026, 12, 31), False, Decimal(8500), "private")
    ]


def test_sections_sums_remarks_and_hints_between_the_rows(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "H-nr", "Leietaker", "Fra", "Til", "Husleie"],
        ["", "(bolignr)", "", "dd.mm.åååå", "dd.mm.åååå", "kr/mnd"],
        ["KOMMUNALT EIDE BOLIGER", "", "2 stk"],
        ["Storgata 1", "H0101", "Hassan, Ali", "1.1.24", "31.12.26", "8 500"],
        ["Sum", "", "", "", "", 8500],
        ["INNLEIDE BOLIGER", "", "1 stk"],
        ["Storgata 2", "", "Warsame, Fatima", "1.2.24", "tidsubestemt", "kr 9.000,-"],
        ["Antall boliger: 2"],
        ["Utskrift 01.09.2026", "", "", "", "Side 1 av 1"],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert contracts(register) == [
        ("Storgata 1", "H0101", "Ali", "Hassan", D(2024, 1, 1), D(2026, 12, 31), False, Decimal(8500), "municipal"),
        ("Storgata 2", "", "Fatima", "Warsame", D(2024, 2, 1), None, True, Decimal(9000), "private"),
    ]
    assert {row for row, outcome in outcomes(plan).items() if outcome is Outcome.SKIPPED} == {2, 3, 5, 6, 8, 9}


@pytest.mark.parametrize("labels", [("Rom 1", "Rom 2"), (1, 2), ("A", "B")])
@pytest.mark.parametrize("merged", [(), ("A2:A3", "A4:A5")])
def test_rooms_of_shared_houses_are_units_of_their_own(
    register: Register, tmp_path: Path, labels: tuple[Any, Any], merged: tuple[str, ...]
) -> None:
    rows: list[Row] = [["Adresse", "Rom", "Leietaker", "Kontrakt fra", "Kontrakt til", "Husleie"]]
    for house, (one, other) in (
        ("Storgata 1", ("Ali Hassan", "Omar Ali")),
        ("Storgata 2", ("Nour Karimi", "Selam Haile")),
    ):
        rows.append([house, labels[0], one, D(2024, 1, 1), D(2026, 12, 31), 4500])
        rows.append([None, labels[1], other, D(2024, 1, 1), D(2026, 12, 31), 4500])
    bring_in(register, workbook(tmp_path / "bofellesskap.xlsx", {"Ark1": rows}, merged))
    found = [(address, unit) for address, unit, *_rest in contracts(register)]
    names = [label if str(label).startswith("Rom") else f"Rom {label}" for label in labels]
    assert found == [(house, name) for house in ("Storgata 1", "Storgata 2") for name in names]


def test_a_sum_for_a_year_never_becomes_a_months_rent(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Fra", "Til", "Husleie (pr år)"],
        ["Storgata 1", "Ali Hassan", D(2024, 1, 1), D(2026, 12, 31), 102000],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert [row[7] for row in contracts(register)] == [None]


def test_rows_with_something_wrong_stay_out_with_a_reason(register: Register, tmp_path: Path) -> None:
    good: list[Row] = [["Storgata 1", "H0101", "Ali Hassan", "01.02.2024", "31.01.2027", 8000]]
    wrong: list[Row] = [
        ["Storgata 2", "", "Ali Hassan", "31.02.2024", "30.01.2027", 8000],
        ["Storgata 3", "", "Ali Hassan", "01.02.2024", "31.01.2023", 8000],
        ["Storgata 4", "", "Ali Hassan", "01.02.2024", "31.01.2064", 8000],
        ["Storgata 5", "", "Ali Hassan", "01.02.1924", "31.01.2027", 8000],
        ["-", "", "Ali Hassan", "01.02.2024", "31.01.2027", 8000],
        ["Storgata 6", "", "Ali Hassan", "01.02.2024", "", 8000],
        ["Storgata 7", "", "Driftsavdelingen", "01.02.2024", "31.01.2027", 8000],
        ["Storgata 8", "", "Ali Hassan", "01.02.2024", "#REF!", 8000],
        ["Storgata 1", "H0101", "Kari Vik", "01.03.2025", "28.02.2028", 8000],
        ["Storgata 1", "H0101", "Ali Hassan", "01.02.2024", "31.01.2027", 8000],
        ["Storgata 9", "", "Ali Hassan", "01.02.2024", "fast 3 mnd?", 8000],
        ["Storgata 10", "", "Ali Hassan", "01.02.2024", "01.02.2026 - 31.01.2029", 8000],
        ["Storgata 11", "", "", "01.02.2024", "31.01.2027", 8000],
    ]
    rows = [["Adresse", "H-nr", "Leietaker", "Fra", "Til", "Husleie"], *good, *wrong]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert len(contracts(register)) == 1
    for row in (one for sheet in plan.sheets for one in sheet.rows if one.row > 2):
        assert row.reason, row.cells
        assert row.outcome in (Outcome.INVALID, Outcome.CONFLICT, Outcome.DUPLICATE, Outcome.SKIPPED)


def test_one_list_of_those_who_said_no_and_those_who_were_refused(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Navn", "Dato", "Type", "Bolig", "Begrunnelse"],
        ["Ali Hassan", D(2025, 1, 3), "Takket nei", "Storgata 1", "For liten"],
        ["Nour Karimi", D(2025, 2, 3), "Avslag", "", "Kan skaffe bolig selv"],
    ]
    bring_in(register, workbook(tmp_path / "nei.xlsx", {"Ark1": rows}))
    with reading(register.engine) as connection:
        offers = connection.execute(select(schema.offer.c.offered_on, schema.offer.c.reason)).all()
        decisions = connection.execute(select(schema.decision.c.decided_on, schema.decision.c.reason)).all()
    assert [tuple(one) for one in offers] == [(D(2025, 1, 3), "For liten")]
    assert [tuple(one) for one in decisions] == [(D(2025, 2, 3), "Kan skaffe bolig selv")]


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ";"), ("utf-8-sig", ","), ("utf-16", "\t")])
def test_text_files_of_all_sorts(register: Register, tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [
        ["Etternavn", "Fornavn", "Gateadresse", "Leil.", "Innflytting", "Leietid (mnd)", "Husleige pr. månad"],
        ["Ødegård", "Åse", "Øvre Torggate 4", "H0104", "1. august 2023", "36", "8.500,-"],
        ["LEDIG", "", "Storgata 2", "", "", "", "7.000,-"],
    ]
    path = tmp_path / "liste.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    bring_in(register, path)
    assert contracts(register) == [
        ("Øvre Torggate 4", "H0104", "Åse", "Ødegård", D(2023, 8, 1), D(2026, 7, 31), False, Decimal(8500), "unknown")
    ]


def test_sheets_for_years_beside_sheets_that_are_no_lists(register: Register, tmp_path: Path) -> None:
    header: Row = ["Adresse", "Leil", "Navn", "Fra", "Til", "Leie pr mnd"]
    sheets: dict[str, list[Row]] = {
        str(year): [
            [f"Leieavtaler {year}"],
            [],
            header,
            [f"Storgata {year - 2000}", "", "Ali Hassan", D(year, 1, 1), D(year + 2, 12, 31), 8000],
        ]
        for year in (2023, 2024, 2025)
    }
    sheets["Telefonliste"] = [["Navn", "Telefon", "E-post"], ["Kari Vik", "99887766", "a@b.no"]]
    sheets["Budsjett"] = [["Konto", "Tekst", "Budsjett"], [6300, "Husleie", 100000]]
    plan = bring_in(register, workbook(tmp_path / "avtaler.xlsx", sheets))
    assert [row[0] for row in contracts(register)] == ["Storgata 23", "Storgata 24", "Storgata 25"]
    assert [str(sheet.kind) for sheet in plan.sheets] == ["contracts"] * 3 + ["not a list"] * 2


def test_a_dwelling_that_is_let_to_somebody_not_named_is_not_vacant(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "H-nr", "Leietaker", "Status", "Fra", "Til", "Husleie"],
        ["Storgata 1", "", "Ali Hassan", "Utleid", D(2024, 1, 1), D(2026, 12, 31), 8000],
        ["Storgata 2", "", "", "Utleid", None, None, 8000],
        ["Storgata 3", "", "", "Ledig", None, None, 8000],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert [row.row for sheet in plan.sheets for row in sheet.rows if row.facts.vacant] == [4]
