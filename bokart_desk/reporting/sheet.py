"""Writes a document as a workbook: real dates and numbers, a frozen header with filters, ready to print on A4."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bokart_desk.i18n import _
from bokart_desk.reporting.atomic import write_bytes
from bokart_desk.reporting.document import Cell, Column, Kind, Orientation, ReportDocument, Section
from bokart_desk.reporting.words import cell_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_NUMBER_FORMATS = {Kind.DATE: "dd.mm.yyyy", Kind.NUMBER: "#,##0", Kind.AMOUNT: '#,##0 "kr"'}
_DECIMALS = {Kind.NUMBER: "#,##0.0#", Kind.AMOUNT: '#,##0.00 "kr"'}
_LONGEST_TEXT = 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was


def write_sheet(document: ReportDocument, path: Path) -> None:
    """Write the document to ``path``, or raise ReportNotWritten and leave what was there.

    Sections with the same columns share a sheet; each other section gets its own, so that filters work.
    """
    write_bytes(path, render_sheet(document))


def render_sheet(document: ReportDocument) -> bytes:
    """Return the workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only when a workbook is written

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": _plain(document.title),
            "subject": _plain(document.subject),
            "author": _plain(document.author),
            "company": _plain(document.author),
        }
    )
    styles = _Styles(book)
    groups = _groups(document.sections)
    names: set[str] = set()
    for group in groups:
        heading = document.title if len(groups) == 1 else group[0].heading
        _SheetWriter(document, group, book.add_worksheet(_sheet_name(heading, names)), styles).write()
    book.close()
    return buffer.getvalue()


def _groups(sections: tuple[Section, ...]) -> list[list[Section]]:
    groups: dict[tuple[Column, ...], list[Section]] = {}
    for section in sections:
        groups.setdefault(section.columns, []).append(section)
    return list(groups.values())


def _plain(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)[:_LONGEST_TEXT]


def _sheet_name(heading: str, taken: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\]", " ", _plain(heading)).strip().strip("'")[:28] or _("Report")
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base} {number}", number + 1
    taken.add(name.casefold())
    return name


class _Styles:
    """The formats of a workbook, made when first used."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Kind, bool, bool, bool], Format] = {}
        base = {"font_name": "Calibri"}
        self.title = book.add_format({**base, "bold": True, "font_size": 16})
        self.sender = book.add_format({**base, "bold": True, "font_color": "#12546B"})
        self.grey = book.add_format({**base, "font_color": "#5F6B77"})
        self.heading = book.add_format({**base, "bold": True, "font_size": 12, "font_color": "#12546B"})
        self.header = book.add_format(
            {
                **base,
                "bold": True,
                "font_color": "#12546B",
                "bg_color": "#ECF2F3",
                "bottom": 1,
                "bottom_color": "#12546B",
                "text_wrap": True,
                "valign": "bottom",
            }
        )

    def cell(self, kind: Kind, *, bold: bool = False, total: bool = False, parts: bool = False) -> Format:
        """Return the format of a cell in a column of this kind; ``parts`` for a number that is not whole."""
        key = (kind, bold, total, parts)
        if key not in self._made:
            look: dict[str, object] = {"font_name": "Calibri", "valign": "top", "bold": bold or total}
            if kind in _NUMBER_FORMATS:
                look["num_format"] = _DECIMALS[kind] if parts else _NUMBER_FORMATS[kind]
                look["align"] = "left" if kind is Kind.DATE else "right"
            else:
                look["text_wrap"] = True
                look["num_format"] = "@" if kind is Kind.TEXT else "General"
            look |= {"top": 1} if total else {"bottom": 4, "bottom_color": "#C0C8CF"}
            if kind is Kind.BOX:
                look["border"] = 1
            self._made[key] = self._book.add_format(look)
        return self._made[key]


@dataclass
class _SheetWriter:
    """Fills one sheet from the top."""

    document: ReportDocument
    sections: list[Section]
    sheet: Worksheet
    styles: _Styles
    line: int = 0

    @property
    def _offset(self) -> int:
        """One more column, the group, where several sections share the sheet: so it can be sorted and filtered."""
        return 1 if len(self.sections) > 1 else 0

    def write(self) -> None:
        """Write title, table, totals and notes, and set the sheet up for printing."""
        document = self.document
        columns = self.sections[0].columns
        self._text(" · ".join(filter(None, (document.author, document.office))), self.styles.sender)
        self._text(" – ".join(filter(None, (document.title, document.subtitle))), self.styles.title)
        if not self._offset and self.sections[0].heading != document.title:
            self._text(self.sections[0].heading, self.styles.heading)
        for text in (*document.meta, *filter(None, (section.intro for section in self.sections))):
            self._text(text, self.styles.grey)
        self.line += 1
        header = self.line
        titles = [_("Group")] * self._offset + [column.title for column in columns]
        for index, title in enumerate(titles):
            self.sheet.write_string(header, index, _plain(title), self.styles.header)
        self.line += 1
        for section in self.sections:
            self._rows(section)
        self.sheet.autofilter(header, 0, max(self.line - 1, header + 1), len(titles) - 1)
        self.line += 1
        for section in self.sections:
            self._ending(section)
        self.line += 1
        for note in document.notes:
            self._text(note, self.styles.grey)
        self.sheet.freeze_panes(header + 1, 1 + self._offset)
        self.sheet.repeat_rows(header)
        self._set_widths(columns)
        self._set_print(len(titles))

    def _text(self, text: str, style: Format) -> None:
        self.sheet.write_string(self.line, 0, _plain(text), style)
        self.line += 1

    def _rows(self, section: Section) -> None:
        for row in section.rows:
            if self._offset:
                self.sheet.write_string(self.line, 0, _plain(section.heading), self.styles.cell(Kind.TEXT))
            for index, (column, value) in enumerate(zip(section.columns, row.cells, strict=True), self._offset):
                self._cell(index, column, value, total=False)
            self.line += 1

    def _ending(self, section: Section) -> None:
        """Write the totals of a section, or in words that it is empty."""
        if not section.rows:
            self._text(section.empty_text, self.styles.grey)
        elif section.totals:
            if self._offset:
                total = self.styles.cell(Kind.TEXT, total=True)
                self.sheet.write_string(self.line, 0, _plain(section.heading), total)
            for index, column in enumerate(section.columns, self._offset):
                self._cell(index, column, section.totals.get(column.key), total=True)
            self.line += 1

    def _cell(self, index: int, column: Column, value: Cell, *, total: bool) -> None:
        parts = isinstance(value, float | Decimal) and column.kind in _DECIMALS and value % 1 != 0
        style = self.styles.cell(column.kind, bold=column.strong, total=total, parts=parts)
        if value is None or value == "":
            self.sheet.write_blank(self.line, index, None, style)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            self.sheet.write_datetime(self.line, index, value, style)
        elif isinstance(value, int | float | Decimal):
            self.sheet.write_number(self.line, index, float(value), style)
        else:
            self.sheet.write_string(self.line, index, _plain(cell_text(value, column.kind)), style)

    def _set_widths(self, columns: tuple[Column, ...]) -> None:
        if self._offset:
            self.sheet.set_column(0, 0, 24)
        for index, column in enumerate(columns):
            place = index + self._offset
            self.sheet.set_column(place, place, max(self._width(index, column), 4))

    def _width(self, index: int, column: Column) -> float:
        if column.kind is Kind.WRITE:
            return 34
        title = max(map(len, column.title.split()), default=0) + 4  # the filter's arrow
        longest = max((len(text) for text in self._shown(index, column)), default=0) + 2
        return min(max(title, longest), 44)

    def _shown(self, index: int, column: Column) -> Iterator[str]:
        for section in self.sections:
            yield from (cell_text(row.cells[index], column.kind) for row in section.rows)
            yield cell_text(section.totals.get(column.key), column.kind)

    def _set_print(self, columns: int) -> None:
        sheet, document = self.sheet, self.document
        if document.orientation is Orientation.LANDSCAPE:
            sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        place = _("Page {number} of {count}").format(number="&P", count="&N")
        mark = _plain(document.footer).replace("&", "&&")[:150]
        sheet.set_footer(f"&L&8{mark}&R&8{place}")
        sheet.print_area(0, 0, self.line - 1, columns - 1)
