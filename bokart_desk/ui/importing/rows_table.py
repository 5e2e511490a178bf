"""The table of rows: what would happen to each, in colour and words; scrolls 100,000 rows at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.importing.rows_model import Column, RowsTableModel
from bokart_desk.ui.lists.pill import PillDelegate

_ROW_HEIGHT = 34


class RowsTable(QTableView):
    """A table view on a RowsTableModel of its own (``rows``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsTableModel()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegateForColumn(Column.OUTCOME, PillDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setProperty("kind", "roomy")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(_("Rows of the sheet, and what happens to each"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in ((Column.OUTCOME, 110), (Column.ROW, 60), (Column.SUMMARY, 380)):
            self.setColumnWidth(column, width)
        self.rows.modelReset.connect(lambda: self.setColumnHidden(Column.WHY, not self.rows.any_reason()))
