"""Turns the sections of a document into header rows and table rows of known size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bokart_desk.reporting.document import Cell, Column, Row, Section
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf.blocks import CellLines, HeaderRow, TableRow
from bokart_desk.reporting.pdf.columns import fit
from bokart_desk.reporting.pdf.typesetting import Typesetter
from bokart_desk.reporting.words import cell_text


@dataclass(frozen=True, slots=True)
class Table:
    """A section's header, and what is needed to break its rows."""

    header: HeaderRow
    setter: Typesetter
    tallest: float
    """The most height a row may take; a taller one goes on in further rows."""

    def rows(self, section: Section) -> Iterator[TableRow]:
        """Yield the rows, broken into lines."""
        for row in section.rows:
            yield from self._broken(row)

    def total(self, section: Section) -> TableRow | None:
        """Return the last line of the section, or None when it has no totals."""
        if not section.totals:
            return None
        cells = tuple(section.totals.get(column.key) for column in section.columns)
        lines = self._lines(cells, bold=True)
        return TableRow(self.header.columns, self.header.widths, lines, self._height(lines), total=True, closed=False)

    def _broken(self, row: Row) -> Iterator[TableRow]:
        columns, widths = self.header.columns, self.header.widths
        lines = self._lines(row.cells, bold=False)
        least = look.HAND_ROW if any(column.by_hand for column in columns) else 0.0
        most = max(1, int((self.tallest - 2 * look.CELL_TOP) / (widths.size * look.LEADING)))
        count = max(map(len, lines), default=1)
        for start in range(0, max(count, 1), most):
            part = lines if count <= most else tuple(cell[start : start + most] for cell in lines)
            height = max(self._height(part), least)
            yield TableRow(columns, widths, part, height, row.tone, closed=start + most >= count)

    def _lines(self, cells: tuple[Cell, ...], bold: bool) -> CellLines:
        size = self.header.widths.size
        wrap = self.setter.wrap
        return tuple(
            wrap(text, width - 2 * look.CELL_PAD + 0.01, size, bold or column.strong)
            if (text := cell_text(value, column.kind))
            else ()
            for column, width, value in zip(self.header.columns, self.header.widths.columns, cells, strict=True)
        )

    def _height(self, lines: CellLines) -> float:
        count = max(map(len, lines), default=1) or 1
        return 2 * look.CELL_TOP + count * self.header.widths.size * look.LEADING


def tables_for(sections: tuple[Section, ...], setter: Typesetter, room: float, tallest: float) -> list[Table]:
    """Return a table for each section; sections with the same columns get the same widths."""
    shared: dict[tuple[float, tuple[Column, ...]], list[Section]] = {}
    for section in sections:
        shared.setdefault((section.size, section.columns), []).append(section)
    size = look.BODY_SIZES[0]
    headers: dict[tuple[float, tuple[Column, ...]], HeaderRow] = {}
    for _once in range(2):  # the second time with the size that fits them all
        for (own, columns), group in shared.items():
            headers[own, columns] = _header(columns, group, setter, room, own or size)
        size = min((header.widths.size for (own, _columns), header in headers.items() if not own), default=size)
    return [
        Table(header := headers[section.size, section.columns], setter, tallest - header.height) for section in sections
    ]


def _header(
    columns: tuple[Column, ...], group: list[Section], setter: Typesetter, room: float, size: float
) -> HeaderRow:
    texts: list[list[str]] = []
    for index, column in enumerate(columns):
        values = {row.cells[index] for section in group for row in section.rows}
        values.update(section.totals.get(column.key) for section in group)
        texts.append([cell_text(value, column.kind) for value in values])
    return HeaderRow.of(columns, fit(columns, texts, setter, room, size), setter)
