"""The table of a dialog with a short list: whole rows, one at a time, and one column that takes the room left over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from bokart_desk.ui.theme import Space

_NARROWEST = 70
_FEWEST = 4
"""Rows that always show, however small the screen is."""


class ShortTable(QTableView):
    """``widths``: those of the columns in pixels; ``roomy``: the column that grows with the table, never below its own.

    Tab leaves it, the arrows choose a row and Enter does what ``activated`` is connected to.
    """

    def __init__(
        self, model: QAbstractItemModel, name: str, widths: Sequence[int], roomy: int, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._widths, self._roomy = widths, roomy
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setProperty("kind", "roomy")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + Space.M)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        self.setMinimumHeight(header.sizeHint().height() + _FEWEST * self.verticalHeader().defaultSectionSize())
        for section, width in enumerate(widths):
            self.setColumnWidth(section, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        others = sum(self.columnWidth(section) for section in range(len(self._widths)) if section != self._roomy)
        self.setColumnWidth(self._roomy, max(self._widths[self._roomy], self.viewport().width() - others))
