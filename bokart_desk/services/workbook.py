"""Writes plain tables to a workbook as they are: exports, and rows that go back to the keeper of a list."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from bokart_desk.i18n import _

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
_FIRST_DAY = date(1900, 3, 1)
_LONGEST_TEXT = 32_767
_WIDEST = 60


class WorkbookNotWritten(Exception):
    """The workbook could not be written; ``message`` is a finished text for the user."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


@dataclass(frozen=True, slots=True)
class PlainTable:
    """One sheet: its name, headings and rows. ``marked`` are (row, column) of cells to be coloured."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    marked: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def write_tables(path: Path, tables: Sequence[PlainTable]) -> None:
    """Write the tables to ``path``, wholly or not at all; text stays text, also where it begins with "=".

    Raises WorkbookNotWritten.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only when a workbook is written

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as book:
        styles = {
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd.mm.yyyy"}),
            "marked": book.add_format({"bg_color": "#FFE1A8"}),
            "marked_day": book.add_format({"bg_color": "#FFE1A8", "num_format": "dd.mm.yyyy"}),
        }
        used: set[str] = set()
        for table in tables:
            _write_table(book.add_worksheet(_sheet_name(table.name, used)), table, styles)
    _write_bytes(path, buffer.getvalue())


def _write_table(sheet: Any, table: PlainTable, styles: dict[str, Any]) -> None:
    widths = [len(heading) for heading in table.headings]
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, _plain(heading), styles["heading"])
    for row, values in enumerate(table.rows):
        for column, value in enumerate(values):
            marked = "marked" if (row, column) in table.marked else ""
            _write_cell(sheet, row + 1, column, value, styles, marked)
            if column < len(widths):
                widths[column] = max(widths[column], len(str(value or "")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, 8), _WIDEST))
    sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, row: int, column: int, value: Any, styles: dict[str, Any], marked: str) -> None:
    style = styles[marked] if marked else None
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, datetime) and value.tzinfo is None and value.date() >= _FIRST_DAY:
        sheet.write_datetime(row, column, value, styles["marked_day" if marked else "day"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
        sheet.write_datetime(row, column, datetime.combine(value, time()), styles["marked_day" if marked else "day"])
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, _plain(str(value)), style)


def _plain(text: str) -> str:
    return _NOT_IN_XML.sub("", text)[:_LONGEST_TEXT]


def _sheet_name(name: str, used: set[str]) -> str:
    base = _NOT_IN_NAME.sub(" ", name).strip()[:28] or _("List")
    chosen, number = base, 2
    while chosen.casefold() in used:
        chosen, number = f"{base[:25]} {number}", number + 1
    used.add(chosen.casefold())
    return chosen


def _write_bytes(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)  # noqa: PTH105 - replaces on Windows too
    except OSError as error:
        draft.unlink(missing_ok=True)
        text = _(
            "{file} could not be written: the folder is missing, full or write-protected, or the file is open in "
            "another program. The register was not touched. Close the file, or choose another folder, and try again."
        )
        raise WorkbookNotWritten(path, text.format(file=path.name)) from error
