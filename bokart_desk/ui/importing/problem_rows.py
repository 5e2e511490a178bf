"""Rows of an import that a person should look at, from all its files, with the reason for each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bokart_desk.i18n import _, pgettext
from bokart_desk.importing.outcomes import outcome_label
from bokart_desk.ui.importing.rows_model import why
from bokart_desk.ui.importing.session import ChosenFile
from bokart_desk.ui.importing.tones import TONES
from bokart_desk.ui.lists.paging import TONE_ROLE
from bokart_desk.ui.lists.pill import PillDelegate

if TYPE_CHECKING:
    from bokart_desk.importing.plan import RowPlan, SheetPlan

Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 34
_WIDTHS = (90, 190, 50, 290)
_MOST_WHEN_LOW = 6
_LOWEST = 110
_PLACE, _SUMMARY = 1, 3
_NO_LIMIT = 16777215


class ProblemRowsModel(QAbstractTableModel):
    """One line a row: outcome, file and sheet, row number, what it says, why it was not taken."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[tuple[str, RowPlan]] = ()

    def show_lines(self, lines: Sequence[tuple[str, RowPlan]]) -> None:
        """Show these rows; the text says where each comes from."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def row_at(self, place: int) -> RowPlan | None:
        """Return what stands at a place of the table."""
        return self._lines[place][1] if 0 <= place < len(self._lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_WIDTHS) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("Outcome"), _("Where"), pgettext("of a sheet", "Row"), _("What the row says"), _("Why"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, TONE_ROLE):
            return None
        where, row = self._lines[index.row()]
        if role == TONE_ROLE:
            return TONES[row.outcome] if index.column() == 0 else None
        return (outcome_label(row.outcome), where, row.row, row.summary, why(row))[index.column()]


class ProblemRows(QTableView):
    """The table of these rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ProblemRowsModel()
        self.lines.setParent(self)
        self.setModel(self.lines)
        self.setItemDelegateForColumn(0, PillDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setProperty("kind", "roomy")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(_("Rows that need a look"))
        self.setMinimumHeight(_LOWEST)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    def hide_place(self, *, hidden: bool) -> None:
        """Leave out where rows stand, when there is only one list: the words get the room."""
        self.setColumnHidden(_PLACE, hidden)
        self.setColumnWidth(_SUMMARY, _WIDTHS[_SUMMARY] + (_WIDTHS[_PLACE] if hidden else 0))

    def keep_low(self, *, low: bool) -> None:
        """Take no more height than the rows need, so that what stands below has the rest; or as much as there is."""
        lines = min(self.lines.rowCount(), _MOST_WHEN_LOW)
        height = self.horizontalHeader().sizeHint().height() + lines * _ROW_HEIGHT + 2 * self.frameWidth() + 2
        self.setMaximumHeight(max(height, _LOWEST) if low else _NO_LIMIT)

    def show_files(self, files: list[ChosenFile]) -> tuple[int, int]:
        """Show the rows of these files that were not taken, then those that were but should be looked at.

        Return how many they are.
        """
        self.hide_place(hidden=sum(bool(sheet.rows) for file in files for sheet in file.sheets) == 1)
        rejected = Lines([(file, file.picked.rejected) for file in files])
        warned = Lines([(file, file.picked.warned) for file in files])
        self.lines.show_lines(Lines([*rejected.parts, *warned.parts]))
        return len(rejected), len(warned)


class Lines(Sequence[tuple[str, "RowPlan"]]):
    """Rows of several files one after the other, each with where it stands; made only as they are looked at."""

    def __init__(self, parts: Sequence[tuple[ChosenFile, Sequence[tuple[SheetPlan, RowPlan]]]]) -> None:
        self.parts = [part for part in parts if part[1]]
        self._ends = list(accumulate(len(rows) for _file, rows in self.parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, place: Any) -> Any:
        number = bisect_right(self._ends, place)
        file, rows = self.parts[number]
        sheet, row = rows[place - (self._ends[number] - len(rows))]
        return where(file, sheet), row


def where(file: ChosenFile, sheet: SheetPlan) -> str:
    """Return the sheet and the file that a row stands in."""
    return _("{sheet} ({file})").format(file=file.name, sheet=sheet.name) if sheet.name else file.name
