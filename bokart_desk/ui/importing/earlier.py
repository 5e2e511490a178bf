"""The imports made before: which file, when, what came of it, and the way to take one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bokart_desk.i18n import _, format_moment
from bokart_desk.importing.outcomes import Outcome, outcome_count

if TYPE_CHECKING:
    from bokart_desk.services.imports import ImportLine

_ROW_HEIGHT = 34


class EarlierImports(QTableWidget):
    """A table that cannot be changed, newest first. ``picked(line or None)``: the import the user stands on."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels([_("When"), _("File"), _("What came of it")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setProperty("kind", "roomy")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(_("Earlier imports"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, 150)
        self.setColumnWidth(1, 320)
        header.setStretchLastSection(True)
        self._lines: Sequence[ImportLine] = ()
        self.itemSelectionChanged.connect(self._selection_changed)

    def line(self) -> ImportLine | None:
        """Return the import that is picked."""
        row = self.currentRow()
        return self._lines[row] if self.selectedItems() and 0 <= row < len(self._lines) else None

    def _selection_changed(self) -> None:
        self.picked.emit(self.line())

    def show_imports(self, lines: Sequence[ImportLine]) -> None:
        """Show these imports."""
        self._lines = lines
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            what = _("Undone {moment}").format(moment=format_moment(line.undone_at)) if line.undone_at else ""
            texts = (format_moment(line.imported_at), line.file_name, what or _known(line.totals))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)


def _known(totals: Mapping[str, int]) -> str:
    return ", ".join(outcome_count(outcome, totals[outcome]) for outcome in Outcome if totals.get(outcome))
