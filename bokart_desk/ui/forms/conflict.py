"""Somebody else changed the field meanwhile: what stands there now, and the choice between the two."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label


class Conflict(QWidget):
    """Stands under its field; hidden while there is nothing to choose."""

    kept_theirs = Signal()
    used_mine = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self._text = label("", "small", wrap=True)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.theirs = button(_("Keep theirs"), self.kept_theirs.emit)
        self.mine = button(_("Use mine"), self.used_mine.emit)
        for choice in (self.theirs, self.mine):
            row.addWidget(choice)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def ask(self, theirs: str) -> None:
        """Show what somebody else wrote, in words."""
        text = _("It now says: {value}").format(value=theirs) if theirs else _("It is now empty.")
        self._text.setText(text)
        self.theirs.setAccessibleDescription(text)
        self.show()
