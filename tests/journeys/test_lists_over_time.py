"""Dates in parts, sheets for years, contracts that follow each other, and calendars that hold no contracts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from list_making import NOW, Row, bring_in, outcomes, records, rows_of, terms, workbook

from bokart_desk.importing.outcomes import Outcome
from bokart_desk.services.register import Register, open_register

D = date
NEW, UNCHANGED, INVALID, CONFLICT = Outcome.NEW, Outcome.UNCHANGED, Outcome.INVALID, Outcome.CONFLICT
HEADER: Row = ["Adresse", "H-nr", "Leietaker", "Fra", "Til", "Leie"]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


@pytest.mark.parametrize("merged", [(), ("C1:E1", "F1:H1")])
def test_day_month_and_year_under_a_heading_of_two_rows(
    register: Register, tmp_path: Path, merged: tuple[str, ...]
) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Innflytting", None, None, "Utflytting", None, None],
        [None, None, "Dag", "Mnd", "År", "Dag", "Mnd", "År"],
        ["Storgata 1", "Ali Rahimi", 1, 8, 2024, 31, 7, 2027],
        ["Storgata 2", "Sara Haile", 1, "august", 2023, 31, "juli", 26],
        ["Storgata 3", "Omar Noor", None, 9, 2024, None, 8, 2027],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}, merged))
    assert terms(register) == [
        ("Storgata 1", D(2024, 8, 1), D(2027, 7, 31)),
        ("Storgata 2", D(2023, 8, 1), D(2026, 7, 31)),
        ("Storgata 3", D(2024, 9, 1), D(2027, 8, 31)),
    ]


def test_day_month_and_year_in_columns_with_headings_of_their_own(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Fødselsdag", "Fødselsmåned", "Fødselsår", "Fra år", "Fra mnd", "Fra dag", "Varighet"],
        ["Storgata 1", "Ali Rahimi", 2, 3, 1985, 2024, 8, 1, "3 år"],
        ["Storgata 2", "Omar Noor", 2, 3, 1975, 2024, 2, 31, "3 år"],
        ["Storgata 3", "Sara Haile", None, None, None, 2024, 8, 1, "tidsubestemt"],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert outcomes(plan) == [NEW, INVALID, NEW]
    assert "31.2.2024" in rows_of(plan)[1].reason
    assert terms(register) == [("Storgata 1", D(2024, 8, 1), D(2027, 7, 31)), ("Storgata 3", D(2024, 8, 1), None)]
    assert [one["born_on"] for one in records(register, "person")] == [D(1985, 3, 2), None]


@pytest.mark.parametrize("years", [("2023", "2024", "2025"), ("2025", "2024", "2023")])
def test_the_newest_of_the_sheets_for_years_is_what_stands(
    register: Register, tmp_path: Path, years: tuple[str, ...]
) -> None:
    sheets: dict[str, list[Row]] = {
        year: [HEADER, ["Storgata 1", "", "Ali Rahimi", D(2022, 8, 1), D(2027, 7, 31), 6000 + int(year)]]
        for year in years
    }
    path = workbook(tmp_path / "avtaler.xlsx", sheets)
    plan = bring_in(register, path)
    assert [sheet.name for sheet in plan.sheets] == list(years)
    assert [one["monthly_rent"] for one in records(register, "contract")] == [Decimal(8025)]
    assert [one["monthly_rent"] for one in records(register, "unit")] == [Decimal(8025)]
    assert set(outcomes(bring_in(register, path))) == {UNCHANGED}


def test_days_without_a_year_lie_in_the_year_the_sheet_is_named_after(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        HEADER,
        ["Storgata 1", "", "Ali Rahimi", "1.4.", "31.12.", 8000],
        ["Storgata 2", "", "Sara Haile", "1. april", "31.3.2027", 8000],
        ["Storgata 3", "", "Omar Noor", "1.4.", "31.3.", 8000],
        ["Storgata 4", "", "LEDIG fra 1.6.", None, None, 8000],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"2024": rows, "Ark1": rows}))
    assert outcomes(plan) == [NEW, NEW, INVALID, NEW, INVALID, INVALID, INVALID, UNCHANGED]
    assert all("2024" in warning for row in rows_of(plan)[:2] for warning in row.warnings)
    assert terms(register) == [
        ("Storgata 1", D(2024, 4, 1), D(2024, 12, 31)),
        ("Storgata 2", D(2024, 4, 1), D(2027, 3, 31)),
    ]
    assert [one["vacant_from"] for one in records(register, "unit")][-1] == D(2024, 6, 1)


def test_the_same_words_in_two_years_are_two_contracts(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [HEADER, ["Storgata 1", "", "Ali Rahimi", "1.4.", "31.12.", 8000]]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"2023": rows, "2024": rows}))
    assert [start.year for _address, start, _end in terms(register)] == [2023, 2024]


THREE_IN_A_ROW = [
    ["Storgata 1", "", "Ali Rahimi", D(2018, 8, 1), D(2021, 7, 31), 7000],
    ["Storgata 1", "", "Ali Rahimi", D(2021, 8, 1), D(2024, 7, 31), 8000],
    ["Storgata 1", "", "Ali Rahimi", D(2024, 8, 1), D(2027, 7, 31), 9000],
]
SHARING_A_DAY = [
    ["Storgata 1", "", "Ali Rahimi", D(2018, 8, 1), D(2021, 8, 1), 7000],
    ["Storgata 1", "", "Ali Rahimi", D(2021, 8, 1), D(2024, 8, 1), 8000],
    ["Storgata 1", "", "Ali Rahimi", D(2024, 8, 1), D(2027, 7, 31), 9000],
]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 2, 1)])
@pytest.mark.parametrize("rows", [THREE_IN_A_ROW, SHARING_A_DAY])
def test_contracts_of_one_household_that_touch_renew_each_other_in_any_order(
    register: Register, tmp_path: Path, rows: list[list[Any]], order: tuple[int, ...]
) -> None:
    path = workbook(tmp_path / "liste.xlsx", {"Ark1": [HEADER, *(rows[place] for place in order)]})
    assert outcomes(bring_in(register, path)) == [NEW, NEW, NEW]
    assert [end for _address, _start, end in terms(register)] == [D(2021, 7, 31), D(2024, 7, 31), D(2027, 7, 31)]
    by_start = sorted(records(register, "contract"), key=lambda one: one["start_date"])
    assert [one["renews_contract_id"] for one in by_start] == [None, by_start[0]["id"], by_start[1]["id"]]
    assert records(register, "unit")[0]["monthly_rent"] == Decimal(9000)
    assert set(outcomes(bring_in(register, path))) == {UNCHANGED}


def test_a_renewal_of_a_contract_in_the_register_that_ends_on_the_same_day(register: Register, tmp_path: Path) -> None:
    bring_in(register, workbook(tmp_path / "gammel.xlsx", {"Ark1": [HEADER, SHARING_A_DAY[1]]}))
    plan = bring_in(register, workbook(tmp_path / "ny.xlsx", {"Ark1": [HEADER, *SHARING_A_DAY[1:]]}))
    assert outcomes(plan) == [UNCHANGED, NEW]
    first, second = records(register, "contract")
    assert (first["end_date"], second["renews_contract_id"]) == (D(2024, 7, 31), first["id"])


def test_two_households_never_share_a_day(register: Register, tmp_path: Path) -> None:
    other = ["Storgata 1", "", "Sara Haile", D(2021, 8, 1), D(2024, 7, 31), 8000]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": [HEADER, SHARING_A_DAY[0], other]}))
    assert outcomes(plan) == [NEW, CONFLICT]


def test_several_tenants_after_each_other_on_one_unit(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Løpenummer", "Leietaker", "Nummer", "Fra", "Til", "Sum", "Kontrakt utgår", "Behandlingsstatus", "Fasilitet"],
        [
            1,
            "Rahimi Ali",
            "200",
            "01.01.2020",
            "31.12.2021",
            "8 000,00",
            "31.12.2022",
            "Avsluttet",
            "Storgata 8, H0201",
        ],
        [2, "Haile Sara", "200", "01.01.2022", "", "8 000,00", "31.12.2024", "Løpende", "Storgata 8, H0201"],
        [3, "Haile Sara", "200", "01.01.2025", "", "8 500,00", "31.12.2027", "Løpende", "Storgata 8, H0201"],
    ]
    bring_in(register, workbook(tmp_path / "FDVU.xlsx", {"Kontrakter": rows}))
    found = [
        (one["start_date"], one["end_date"], one["moved_out_on"], one["renews_contract_id"])
        for one in records(register, "contract")
    ]
    assert found == [
        (D(2020, 1, 1), D(2022, 12, 31), D(2021, 12, 31), None),
        (D(2022, 1, 1), D(2024, 12, 31), None, None),
        (D(2025, 1, 1), D(2027, 12, 31), None, 2),
    ]


MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Des")
LIVED: list[list[str]] = [["Ali Rahimi"] * 6 + ["Sara Haile"] * 6, ["LEDIG"] * 2 + ["Omar Noor"] * 10]


@pytest.mark.parametrize(
    "months",
    [
        MONTHS,
        tuple(f"{month.lower()}. 24" for month in MONTHS),
        tuple(date(2024, month, 1) for month in range(1, 13)),
        tuple(f"Uke {week}" for week in range(1, 13)),
    ],
)
def test_a_calendar_is_not_guessed_at_and_says_why(register: Register, tmp_path: Path, months: tuple[Any, ...]) -> None:
    rows: list[Row] = [
        ["Beleggsplan 2024"],
        ["Adresse", "Leilighet", *months],
        ["Storgata 1", "H0101", *LIVED[0]],
        ["Storgata 2", "H0101", *LIVED[1]],
    ]
    plan = bring_in(register, workbook(tmp_path / "kalender.xlsx", {"2024": rows}))
    assert [(str(sheet.kind), sheet.rows) for sheet in plan.sheets] == [("not a list", ())]
    assert "kalender" in plan.sheets[0].why
    assert records(register, "dwelling") == []


def test_a_calendar_with_months_down_is_one_too(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [["Måned", "Storgata 1", "Storgata 2"], *map(list, zip(MONTHS, *LIVED, strict=True))]
    plan = bring_in(register, workbook(tmp_path / "kalender.xlsx", {"2024": rows}))
    assert "kalender" in plan.sheets[0].why


@pytest.mark.parametrize("paid", [8000, "Betalt", "X"])
def test_months_of_payments_beside_contracts_stay_with_the_record(
    register: Register, tmp_path: Path, paid: Any
) -> None:
    rows: list[Row] = [
        [*HEADER[:5], *MONTHS],
        ["Storgata 1", "H0101", "Ali Rahimi", D(2024, 8, 1), D(2027, 7, 31), *[paid] * 12],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert records(register, "contract")[0]["extra"] == dict.fromkeys(MONTHS, str(paid))


@pytest.mark.parametrize("beside", [[], [None]])
def test_a_list_lying_on_its_side_is_to_be_turned_round(register: Register, tmp_path: Path, beside: list[None]) -> None:
    rows: list[Row] = [
        [*beside, "Adresse", "Storgata 1", "Storgata 2"],
        [*beside, "Leietaker", "Ali Rahimi", "Sara Haile"],
        [*beside, "Kontrakt fra", D(2024, 8, 1), D(2023, 8, 1)],
        [*beside, "Kontrakt til", D(2027, 7, 31), D(2026, 7, 31)],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert str(plan.sheets[0].kind) == "not a list"
    assert "transponert" in plan.sheets[0].why
