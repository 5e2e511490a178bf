"""What careless or hostile cells become: the rows that can be trusted come in, the others are named, nothing runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bokart_desk.app.main import main
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import FilePlan, plan_file
from bokart_desk.importing.reading import read_file
from bokart_desk.importing.rejects import write_rejects
from bokart_desk.services.everything import as_document, as_tables
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.workbook import write_tables

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HEADINGS = ["Bolignr", "Adresse", "Leietaker", "Fra", "Til", "Husleie", "Merknad"]
CALC = "=cmd|' /C calc'!A0"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


def a_list(*rows: list[Any], headings: list[str] = HEADINGS) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str) and cell.value.startswith(("=", "@", "+", "-")):
                cell.data_type = "s"
    return book


def row(number: int, start: Any = date(2024, 1, 1), end: Any = date(2026, 12, 31), **more: Any) -> list[Any]:
    return [
        f"K{number}",
        f"Storgata {number}",
        more.get("who", f"Ola {chr(64 + number)}sen"),
        start,
        end,
        more.get("rent", 8500),
        more.get("note"),
    ]


def planned(register: Register, folder: Path, book: openpyxl.Workbook) -> FilePlan:
    book.save(folder / "liste.xlsx")
    return plan_file(register, folder / "liste.xlsx", today=TODAY)


def outcomes(plan: FilePlan) -> list[tuple[str, str | None]]:
    return [(one.outcome.value, one.field) for sheet in plan.sheets for one in sheet.rows]


def test_days_that_spreadsheets_write_in_odd_ways(register: Register, tmp_path: Path) -> None:
    taken = [
        ("45292", "46387"),  # serial numbers, as text
        (45292, 46387),  # and as numbers without the look of a day
        ("01.01.2024", " 31.12.2026 "),
        ("01.01.2024\u200f", "\u202a31.12.2026\u202c"),  # with marks of writing from right to left
        (date(2024, 1, 1), "3000"),
    ]
    refused: list[tuple[Any, Any, str]] = [
        (date(1900, 1, 1), date(2026, 12, 31), "start"),
        ("31.12.1899", "31.12.2026", "start"),
        (59, 46387, "start"),
        (-5, 46387, "start"),
        ("#REF!", "31.12.2026", "start"),
        (45292, 2_958_466, "end"),
        (45292, 1e12, "end"),
        ("30.02.2024", "31.12.2026", "start"),
        (True, "31.12.2026", "start"),
    ]
    pairs = [*taken, *((start, end) for start, end, _field in refused)]
    plan = planned(register, tmp_path, a_list(*(row(number, *pair) for number, pair in enumerate(pairs, start=1))))
    assert outcomes(plan)[:4] == [("new", None)] * 4
    assert {(one.facts.start, one.facts.end) for one in plan.sheets[0].rows[:4]} == {
        (date(2024, 1, 1), date(2026, 12, 31))
    }
    assert outcomes(plan)[5:] == [("invalid", field) for _start, _end, field in refused]


def test_days_counted_from_1904(register: Register, tmp_path: Path) -> None:
    book = a_list(row(1), row(2))
    book.epoch = CALENDAR_MAC_1904
    plan = planned(register, tmp_path, book)
    assert [(one.facts.start, one.facts.end) for one in plan.sheets[0].rows] == [
        (date(2024, 1, 1), date(2026, 12, 31))
    ] * 2


def test_numbers_in_text_and_errors_in_cells(register: Register, tmp_path: Path) -> None:
    rents = ["8500", "kr 8 500,-", "8.500,00", "8\u00a0500", "8500,00 NOK", "#DIV/0!", "ti tusen"]
    plan = planned(register, tmp_path, a_list(*(row(n, rent=rent) for n, rent in enumerate(rents, start=1))))
    assert [one.facts.monthly_rent for one in plan.sheets[0].rows] == [8500] * 5 + [None] * 2
    assert outcomes(plan)[5:] == [("invalid", "monthly_rent")] * 2


def test_headings_that_are_empty_or_come_twice(register: Register, tmp_path: Path) -> None:
    headings = ["Bolignr", "Adresse", "Leietaker", "Fra", "Til", "Merknad", "Merknad", "", None, "Merknad"]
    cells = [*row(1)[:5], "en", "to", "tre", "fire", "fem"]
    plan = planned(register, tmp_path, a_list(cells, headings=headings))
    assert outcomes(plan) == [("new", None)]
    one = plan.sheets[0].rows[0]
    assert one.cells[5:] == ("en", "to", "tre", "fire", "fem")
    kept = {one.facts.notes, *one.facts.extra.values()}
    assert kept == {"en", "to", "tre", "fire", "fem"}


def test_what_is_hidden_or_filtered_out_comes_too_and_is_said(register: Register, tmp_path: Path) -> None:
    book = a_list(*(row(number) for number in range(1, 7)))
    sheet = book.active
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.auto_filter.ref = "A1:G7"
    sheet.auto_filter.add_filter_column(0, ["K1"])
    hidden = book.create_sheet("Gamle")
    for values in (HEADINGS, row(8), row(9)):
        hidden.append(values)
    hidden.sheet_state = "veryHidden"
    plan = planned(register, tmp_path, book)
    assert outcomes(plan) == [("new", None)] * 8
    assert plan.sheets[0].rows[0].facts.monthly_rent == 8500
    said = " ".join(plan.sheets[0].notes)
    assert "filter" in said
    assert "2 rader er skjult" in said
    assert "1 kolonne er skjult" in said
    assert plan.sheets[1].hidden
    assert plan.sheets[1].notes == ("Arket er skjult i regnearket, men ble også lest.",)


def test_everything_merged(register: Register, tmp_path: Path) -> None:
    book = a_list(*(row(number) for number in range(1, 5)))
    book.active.merge_cells("A2:G5")
    plan = planned(register, tmp_path, book)
    assert sum(plan.totals.values()) == sum(len(sheet.rows) for sheet in plan.sheets)
    assert plan.totals[Outcome.NEW] <= 1


def test_long_cells_control_signs_and_other_scripts(register: Register, tmp_path: Path) -> None:
    notes = ["x" * 32_767, "a_x0007_b\tc\nd", "\u202eenmal\u202c", "مرحبا", "😀 \ufffd"]
    plan = planned(register, tmp_path, a_list(*(row(n, note=note) for n, note in enumerate(notes, start=1))))
    applied = apply_plan(register, plan, who="Kari", now=NOW)
    assert applied.totals[Outcome.NEW] == len(notes)
    write_tables(tmp_path / "alt.xlsx", as_tables(register))
    json.dumps(as_document(register), ensure_ascii=False)
    cells = [cell for sheet in read_file(tmp_path / "alt.xlsx").sheets for one in sheet.rows for cell in one]
    assert notes[0] in cells
    assert "مرحبا" in cells


@pytest.mark.parametrize("encoded", [b"\xff\xfe\x00", "Åse".encode("cp1252"), b"\xc3\x28", b"\xf0\x9f\x98"])
def test_letters_that_cannot_be_read_stop_nothing(register: Register, tmp_path: Path, encoded: bytes) -> None:
    lines = [";".join(HEADINGS).encode(), b"K1;Storgata 1;Ola " + encoded + b"sen;1.1.2024;31.12.2026;8500;", b""]
    path = tmp_path / "liste.csv"
    path.write_bytes(b"\r\n".join(lines))
    plan = plan_file(register, path, today=TODAY)
    assert plan.totals[Outcome.NEW] == 1
    apply_plan(register, plan, who="Kari", now=NOW)


def test_a_text_like_a_formula_leaves_every_export_as_text(register: Register, tmp_path: Path) -> None:
    rows = [
        [CALC, f"{CALC} 1", f"{CALC} Olsen", date(2024, 1, 1), date(2026, 12, 31), 8500, CALC],
        row(2, note="@SUM(1)"),
        row(3, note="+1-1"),
        row(4, note='=HYPERLINK("http://127.0.0.1/";"a")'),
        row(5, "ukjent", note=CALC),
    ]
    plan = planned(register, tmp_path, a_list(*rows))
    apply_plan(register, plan, who="Kari", now=NOW)
    rejects = write_rejects(plan, tmp_path / "rejects")
    assert rejects is not None
    write_tables(tmp_path / "alt.xlsx", as_tables(register))
    month = ["--month", "2026-12", "--on", "2026-11-22", "--out", str(tmp_path / "utlop.xlsx")]
    assert main(["--register", str(register.path), "report", "expiry-list", *month]) == 0
    seen: list[str] = []
    for path in (rejects, tmp_path / "alt.xlsx", tmp_path / "utlop.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for cells in sheet.iter_rows():
                assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink], path.name
                seen += [cell.value for cell in cells if isinstance(cell.value, str)]
    assert [text for text in seen if text.startswith(CALC)]


def test_a_file_that_cannot_be_read_leaves_the_register_and_the_others_alone(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "dårlig.xlsx", tmp_path / "liste.xlsx"
    bad.write_bytes(b"PK\x03\x04" + b"\xff" * 500)
    a_list(row(1)).save(good)
    assert main(["--register", str(register.path), "import", str(bad), str(good), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert "dårlig.xlsx" in told[0]["error"]
    assert told[1]["totals"]["new"] == 1


def test_days_before_1900_are_told_as_such(register: Register, tmp_path: Path) -> None:
    book = a_list(row(1), row(2), headings=["Bolignr", "Adresse", "Leietaker", "Fra", "Til", "Født"])
    for place, column in (("D2", -5), ("F3", -20_000)):
        book.active[place] = column
        book.active[place].number_format = "dd.mm.yyyy"
    first, second = planned(register, tmp_path, book).sheets[0].rows
    assert first.outcome.value == "invalid"
    assert "før 1900" in first.reason
    assert second.outcome.value == "new"
    assert "før 1900" in second.warnings[0]
    assert second.facts.extra == {}
