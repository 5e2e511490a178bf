"""The pieces a page is stacked from: each knows its height and draws itself below a given y."""

from __future__ import annotations

from dataclasses import dataclass

from bokart_desk.reporting.document import Column, Kind, Tone
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf.columns import Widths
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.typesetting import Typesetter

CellLines = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text with room above."""

    lines: tuple[str, ...]
    type_: look.Type
    above: float = 0.0
    indent: float = 0.0

    @property
    def height(self) -> float:
        """Points the block takes."""
        return self.above + len(self.lines) * self.type_.size * look.LEADING

    def draw(self, painter: Painter, top: float) -> None:
        """Draw the lines below ``top``."""
        y = top - self.above - self.type_.size * 0.98
        for line in self.lines:
            painter.text(look.MARGIN + self.indent, y, line, self.type_)
            y -= self.type_.size * look.LEADING


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the page."""

    width: float
    height: float = 8.0

    def draw(self, painter: Painter, top: float) -> None:
        """Draw it a little below ``top``."""
        y = top - 4
        painter.rule(look.MARGIN, y, self.width, look.ACCENT_LINE)


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """Column titles on a tinted band; titles of boxes to tick stand upright."""

    columns: tuple[Column, ...]
    widths: Widths
    titles: CellLines
    height: float

    @classmethod
    def of(cls, columns: tuple[Column, ...], widths: Widths, setter: Typesetter) -> HeaderRow:
        """Break the titles and find the height."""
        titles: list[tuple[str, ...]] = []
        tallest = 0.0
        for column, width in zip(columns, widths.columns, strict=True):
            if column.kind is Kind.BOX:
                lines = setter.wrap(column.title, 1000, look.SMALL, True)
                tallest = max(tallest, setter.width(lines[0], look.SMALL, True) + 8)
            else:
                lines = setter.wrap(column.title, width - 2 * look.CELL_PAD + 0.01, look.SMALL, True)
                tallest = max(tallest, len(lines) * look.SMALL * 1.2 + 8)
            titles.append(lines)
        return cls(columns, widths, tuple(titles), tallest)

    def draw(self, painter: Painter, top: float) -> None:
        """Draw band, titles and the line below."""
        bottom = top - self.height
        x = look.MARGIN
        painter.area(x, bottom, sum(self.widths.columns), self.height, look.TINT)
        for column, width, lines in zip(self.columns, self.widths.columns, self.titles, strict=True):
            if column.kind is Kind.BOX:
                painter.text_upwards(x + width / 2 + look.SMALL * 0.36, bottom + 4, lines[0], look.COLUMN_TITLE)
            else:
                y = bottom + 4 + 1.5 + (len(lines) - 1) * look.SMALL * 1.2
                for line in lines:
                    if column.right:
                        painter.text_right(x + width - look.CELL_PAD, y, line, look.COLUMN_TITLE)
                    else:
                        painter.text(x + look.CELL_PAD, y, line, look.COLUMN_TITLE)
                    y -= look.SMALL * 1.2
            x += width
        painter.rule(look.MARGIN, bottom, x - look.MARGIN, look.ACCENT_LINE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table with its hairline; a totals row is bold and has a line above."""

    columns: tuple[Column, ...]
    widths: Widths
    cells: CellLines
    height: float
    tone: Tone = Tone.PLAIN
    total: bool = False
    closed: bool = True

    def draw(self, painter: Painter, top: float) -> None:
        """Draw the cells, boxes and writing lines."""
        size = self.widths.size
        leading = size * look.LEADING
        first = top - look.CELL_TOP - size * 0.92
        bottom = top - self.height
        x = look.MARGIN
        colour = look.TONES.get(self.tone)
        if colour:
            painter.area(x - 3, bottom + 0.8, 2, self.height - 1.6, colour)
        for column, width, lines in zip(self.columns, self.widths.columns, self.cells, strict=True):
            if column.by_hand and not self.total:
                self._draw_room(painter, column.kind, x, width, (top, bottom))
            else:
                type_ = look.Type(size, self.total or column.strong)
                y = first
                for line in lines:
                    if column.right:
                        painter.text_right(x + width - look.CELL_PAD, y, line, type_)
                    else:
                        painter.text(x + look.CELL_PAD, y, line, type_)
                    y -= leading
            x += width
        if self.total:
            painter.rule(look.MARGIN, top, x - look.MARGIN, look.ACCENT_LINE)
        elif self.closed:
            painter.rule(look.MARGIN, bottom, x - look.MARGIN, look.HAIRLINE)

    @staticmethod
    def _draw_room(painter: Painter, kind: Kind, x: float, width: float, span: tuple[float, float]) -> None:
        top, bottom = span
        if kind is Kind.BOX:
            painter.square(x + (width - look.BOX) / 2, top - look.CELL_TOP - look.BOX, look.BOX, look.BY_HAND)
        else:
            painter.rule(x + look.CELL_PAD, bottom + 5, width - 2 * look.CELL_PAD, look.BY_HAND)


Block = Paragraph | Rule | HeaderRow | TableRow
