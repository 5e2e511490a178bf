"""The workbook: what a spreadsheet program finds in it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from bokart_desk.reporting.document import Column, Kind, ReportDocument, Row, Section
from bokart_desk.reporting.expiry_list import ExpiryLine, ExpiryListData, build_expiry_list
from bokart_desk.reporting.sheet import render_sheet


def expiry_list() -> ReportDocument:
    def line(name: str, end: date, days: int, rent: str) -> ExpiryLine:
        return ExpiryLine(
            name,
            "Storgata 8",
            "H0201",
            date(2023, 12, 1),
            end,
            36,
            days,
            date(2027, 2, 28),
            monthly_rent=Decimal(rent),
        )

    rows = (
        line("Amina Hassan", date(2026, 11, 30), 8, "8500"),
        line("=1+1", date(2026, 11, 29), 7, "7450.50"),
        line("Haile Tesfay", date(2026, 10, 30), -23, "9000"),
    )
    printed = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    return build_expiry_list(
        ExpiryListData(
            "Solvik kommune",
            "Flyktningtjenesten",
            date(2026, 11, 1),
            date(2026, 11, 30),
            date(2026, 11, 22),
            printed,
            rows,
        )
    )


def opened(document: ReportDocument) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_sheet(document)))


def header_row(sheet: Any) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Husstand")


def test_title_block_then_header_then_rows() -> None:
    sheet = opened(expiry_list()).active
    assert sheet["A1"].value == "Solvik kommune · Flyktningtjenesten"
    assert sheet["A2"].value == "Kontrakter som utløper – november 2026"
    row = header_row(sheet)
    assert [cell.value for cell in sheet[row]][:5] == ["Gruppe", "Husstand", "Bolig", "Fra", "Til"]
    assert [sheet.cell(row + number, 2).value for number in (1, 2, 3)] == ["=1+1", "Amina Hassan", "Haile Tesfay"]
    assert sheet.cell(row + 3, 1).value == "Over sluttdatoen, leietakeren bor der fortsatt"


def test_dates_and_amounts_are_real_and_formatted() -> None:
    sheet = opened(expiry_list()).active
    row = header_row(sheet)
    end, rent, odd_rent = sheet.cell(row + 2, 5), sheet.cell(row + 2, 10), sheet.cell(row + 1, 10)
    assert (end.value, end.number_format) == (datetime(2026, 11, 30), "dd.mm.yyyy")  # noqa: DTZ001
    assert (rent.value, rent.number_format) == (8500, '#,##0 "kr"')
    assert (odd_rent.value, odd_rent.number_format) == (7450.5, '#,##0.00 "kr"')


def test_area_with_a_fraction_shows_it() -> None:
    column = Column("area", "Areal", Kind.NUMBER)
    section = Section("S", (column,), (Row((62.5,)), Row((Decimal(62),)), Row((1200.0,))), "")
    sheet = opened(ReportDocument("T", "", "", "", "", (), (section,))).active
    shown = [(cell.value, cell.number_format) for row in sheet.iter_rows(min_row=5) for cell in row if cell.value]
    assert (62.5, "#,##0.0#") in shown
    assert (62, "#,##0") in shown
    assert (1200, "#,##0") in shown


def test_text_like_a_formula_stays_text() -> None:
    texts = ("=1+1", "+47 900 00 000", "-", "@SUM(A1)", "http://example.no", "{=A1}")
    document = ReportDocument(
        "T", "", "", "", "", (), (Section("S", (Column("a", "A"),), tuple(Row((text,)) for text in texts), ""),)
    )
    cells = [cell for row in opened(document).active.iter_rows() for cell in row if cell.value in texts]
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_sheet_is_ready_to_filter_and_print() -> None:
    sheet = opened(expiry_list()).active
    row = header_row(sheet)
    assert sheet.freeze_panes == f"C{row + 1}"
    assert sheet.auto_filter.ref == f"A{row}:Q{row + 3}"
    assert sheet.print_title_rows == f"${row}:${row}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.oddFooter.right.text == "Side &P av &N"
    assert sheet.page_setup.fitToHeight == 0


def test_totals_and_empty_groups_stand_below_the_table() -> None:
    sheet = opened(expiry_list()).active
    below = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header_row(sheet) + 4)]
    flat = [value for row in below for value in row]
    assert "2 kontrakter" in flat
    assert 15950.5 in flat
    assert "Ingen kontrakter er blitt tidsubestemt." in flat


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_odd_text_never_stops_a_workbook(texts: list[str]) -> None:
    columns = (Column("a", "A"), Column("n", "N", Kind.NUMBER))
    rows = tuple(Row((text, number)) for number, text in enumerate(texts))
    document = ReportDocument(texts[0], "", texts[0], "", "", (), (Section(texts[0], columns, rows, ""),))
    assert opened(document).active.max_row >= len(texts)


def test_sections_with_other_columns_get_their_own_sheet() -> None:
    one = Section("Ledige: boliger/rom", (Column("a", "A"),), (), "Ingen")
    two = Section("Ledige: boliger/rom", (Column("b", "B"),), (Row(("x",)),), "Ingen")
    names = opened(ReportDocument("T", "", "", "", "", (), (one, two))).sheetnames
    assert len(names) == 2
    assert all(len(name) <= 31 for name in names)
