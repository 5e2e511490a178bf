"""The picked row of a table in full, below it: tables shorten long texts, and a tool tip needs a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.importing.rows_model import why
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import label

if TYPE_CHECKING:
    from bokart_desk.importing.plan import RowPlan


class RowDetail(QFrame):
    """Hidden until a row is picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.summary = label("", "strong", wrap=True)
        self.why = label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(2)
        for widget in (self.summary, self.why):
            widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(widget)
        self.show_row(None)

    def show_row(self, row: RowPlan | None) -> None:
        """Show a row, or nothing."""
        self.setVisible(row is not None)
        if row is not None:
            self.summary.setText(_("Row {row}: {summary}").format(row=row.row, summary=row.summary))
            self.why.setText(why(row))
            self.why.setVisible(bool(self.why.text()))
