"""A table model that knows how many rows there are but holds only those that were looked at.

The first page comes with every search; the exact number comes later and makes room for the rest; a page is asked for
when one of its rows is about to be painted. See docs/decisions for why it is not ``fetchMore``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.theme import Tone

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

PAGE = 64
"""Rows fetched at a time: more than a window shows, few enough for a keystroke."""

_MOST_PAGES = 60
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_NO_PARENT = QModelIndex()
TONE_ROLE = int(Qt.ItemDataRole.UserRole)
"""The tone of a cell that is painted as a pill."""

NOT_YET = "…"
"""Stands in a row that is on its way."""


class _Line(Generic[Row]):
    """A row and its texts, made the first time they are asked for."""

    __slots__ = ("row", "texts")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.texts: tuple[str, ...] | None = None


class PagedTableModel(QAbstractTableModel, Generic[Row]):
    """Rows by number, page by page. ``rows_missed`` says that rows were asked for that are not here yet."""

    rows_missed = Signal()

    def __init__(self, columns: tuple[Column[Row], ...], today: date, parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._today = today
        self._alignments = tuple(_RIGHT if column.right else _LEFT for column in columns)
        self._pages: dict[int, list[_Line[Row]]] = {}
        self._count = 0
        self._missed = QTimer(self)
        self._missed.setSingleShot(True)
        self._missed.setInterval(0)
        self._missed.timeout.connect(self.rows_missed)

    def show_first(self, rows: Sequence[Row], today: date) -> None:
        """Show the first page of a new answer in place of the old one.

        Rows come and go at the end and all are said to be changed: a reset would have the view lay out its headings
        anew at every keystroke. A row that was on the page before keeps its texts.
        """
        before = self._pages.get(0, []) if today == self._today else []
        known = {id(line.row): line for line in before}
        self._today = today
        self._pages = {0: [known.get(id(row)) or _Line(row) for row in rows]}
        self.set_total(len(rows))
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def set_total(self, total: int) -> None:
        """Make room for all ``total`` rows (or leave off those that are gone)."""
        if total > self._count:
            self.beginInsertRows(QModelIndex(), self._count, total - 1)
            self._count = total
            self.endInsertRows()
        elif total < self._count:
            self.beginRemoveRows(QModelIndex(), total, self._count - 1)
            self._count = total
            self.endRemoveRows()

    def put_page(self, page: int, rows: Sequence[Row]) -> None:
        """Fill in a page that was missed; rows beyond the known number are left out."""
        first = page * PAGE
        lines = [_Line(row) for row in rows[: max(0, self._count - first)]]
        if not lines:
            return
        self._pages.pop(page, None)
        self._pages[page] = lines
        while len(self._pages) > _MOST_PAGES:
            del self._pages[next(iter(self._pages))]
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(lines) - 1, len(self.columns) - 1))

    def has_page(self, page: int) -> bool:
        """Tell whether all rows of a page are here."""
        lines = self._pages.get(page)
        return lines is not None and len(lines) >= min(PAGE, self._count - page * PAGE)

    def row_at(self, number: int) -> Row | None:
        """Return a row, or None when it is not here (yet)."""
        line = self._line(number)
        return line.row if line is not None else None

    def texts_at(self, number: int) -> tuple[str, ...] | None:
        """Return the texts of all columns of a row, or None when it is not here (yet)."""
        line = self._line(number)
        if line is None:
            return None
        if line.texts is None:
            line.texts = tuple(column.text(line.row, self._today) for column in self.columns)
        return line.texts

    def loaded(self) -> list[tuple[int, Row]]:
        """Return the rows that are here, with their numbers."""
        found = [(page * PAGE + n, line.row) for page, lines in self._pages.items() for n, line in enumerate(lines)]
        return sorted(((number, row) for number, row in found if number < self._count), key=lambda pair: pair[0])

    def _line(self, number: int) -> _Line[Row] | None:
        lines = self._pages.get(number // PAGE)
        place = number % PAGE
        return lines[place] if lines is not None and place < len(lines) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _TOOL_TIP):
            texts = self.texts_at(index.row())
            if texts is not None:
                return texts[index.column()]
            if role == _DISPLAY and index.isValid():
                self._missed.start()
                return NOT_YET
            return None
        if role == _ALIGNMENT:
            return self._alignments[index.column()]
        return self._tone(index) if role == TONE_ROLE else None

    def _tone(self, index: Index) -> Tone | None:
        tone = self.columns[index.column()].tone
        row = self.row_at(index.row())
        return tone(row, self._today) if tone is not None and row is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        return self._alignments[section] if role == _ALIGNMENT else None
