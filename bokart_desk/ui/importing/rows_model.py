"""The rows of a sheet as a table of what would happen to each; holds no copies, so 100,000 rows cost nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bokart_desk.i18n import _, pgettext
from bokart_desk.importing.outcomes import Outcome, outcome_label
from bokart_desk.ui.importing.tones import TONES
from bokart_desk.ui.lists.paging import TONE_ROLE

if TYPE_CHECKING:
    from bokart_desk.importing.plan import RowPlan

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, in order."""

    OUTCOME = 0
    ROW = 1
    SUMMARY = 2
    WHY = 3


class Noted(Enum):
    """A choice of rows beside those of one outcome."""

    WITH_WARNINGS = auto()
    """Rows with something that somebody should look at, whatever their outcome."""


Choice = Outcome | Noted | None
"""Which rows to show; None for all."""


class RowsTableModel(QAbstractTableModel):
    """Rows of one sheet, all or those of one outcome."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[RowPlan] = ()
        self._shown: Sequence[RowPlan] = ()
        self._choice: Choice = None

    def show_rows(self, rows: Sequence[RowPlan]) -> None:
        """Show another sheet's rows; the filter stays."""
        self._all = rows
        self._filter()

    def show_choice(self, choice: Choice) -> None:
        """Show only some rows."""
        self._choice = choice
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        wanted = self._choice
        if wanted is None:
            self._shown = self._all
        elif wanted is Noted.WITH_WARNINGS:
            self._shown = [row for row in self._all if row.facts.warnings]
        else:
            self._shown = [row for row in self._all if row.outcome is wanted]
        self.endResetModel()

    def any_reason(self) -> bool:
        """Tell whether any row shown has something in the last column."""
        return any(row.facts.reason or row.facts.warnings for row in self._shown)

    def row_at(self, row: int) -> RowPlan:
        """Return what stands at a place of the table."""
        return self._shown[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("What happens"), pgettext("of a sheet", "Row"), _("What the row says"), _("Why"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, TONE_ROLE):
            return None
        row = self._shown[index.row()]
        if role == TONE_ROLE:
            return TONES[row.outcome] if index.column() == Column.OUTCOME else None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (Column.OUTCOME, Column.ROW):
            return None
        return _words(row, Column(index.column()))


def _words(row: RowPlan, column: Column) -> str | int:
    if column is Column.OUTCOME:
        return outcome_label(row.outcome)
    if column is Column.ROW:
        return row.row
    return row.summary if column is Column.SUMMARY else why(row)


def why(row: RowPlan) -> str:
    """Return the reason for the outcome and the warnings, in one line."""
    return " · ".join((*([row.reason] if row.reason else []), *row.warnings))
