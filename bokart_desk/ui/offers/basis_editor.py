"""A line for the legal basis of a decision: proposals drop down at the arrow, anything else can be typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from bokart_desk.ui.forms.editors import LineEditor

_LONGEST = 200


class BasisEditor(LineEditor):
    """Down shows all proposals; typing shows those that hold what was typed."""

    def __init__(self, proposals: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(_LONGEST, parent)
        self._proposals = QStringListModel(list(proposals), self)
        self._proposer = QCompleter(self._proposals, self)
        self._proposer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._proposer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proposer.activated.connect(self._take)
        self.setCompleter(self._proposer)

    def propose(self, proposals: Sequence[str]) -> None:
        """Offer these instead."""
        self._proposals.setStringList(list(proposals))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self._proposer.setCompletionPrefix("")
            self._proposer.complete()
        else:
            super().keyPressEvent(event)

    def _take(self, _text: str) -> None:
        self.typed.emit()
        self.finish()
