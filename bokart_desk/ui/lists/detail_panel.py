"""The panel beside a list: a scrolling column of cards on what is chosen, or a hint when nothing is.

A screen derives its own panel and calls ``show_cards`` with cards made of ``ui.widgets``; ``None`` among them is left
out, so that a section may say that it has nothing to show. The panel never scrolls sideways: long words are wrapped.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import EmptyState

_MOST_FOR_A_WORD = 120
"""Pixels; a longer word, as in a file's name, is cut off rather than the whole panel."""


class CardPanel(QScrollArea):
    """Shows cards under each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_nothing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            event.ignore()  # back to the list: there is nothing to scroll sideways
        else:
            super().keyPressEvent(event)

    def show_nothing(self) -> None:
        """Show a hint on what the panel is for."""
        self.setAccessibleName(_("Details"))
        hint = EmptyState("panel-right", _("Nothing chosen"), _("Choose a row to see all that is known about it."))
        hint.setProperty("page", True)
        self.setWidget(hint)

    def show_cards(self, name: str, *cards: QWidget | None, keep_place: bool = False) -> None:
        """Show cards in place of those before. ``name``: of what is shown, for screen readers.

        ``keep_place``: the same record is shown again, so the panel stays scrolled to where it was.
        """
        self.setAccessibleName(_("Details: {name}").format(name=name))
        page = QWidget()
        page.setProperty("page", True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.M)
        for card in cards:
            if card is not None:
                column.addWidget(card)
        column.addStretch(1)
        for text in page.findChildren(QLabel):
            if text.wordWrap():
                text.setMinimumWidth(_longest_word(text))  # Qt asks for more, and the panel would be cut off
        place = self.verticalScrollBar().value() if keep_place else 0
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)


def _longest_word(text: QLabel) -> int:
    text.ensurePolished()
    return min(
        _MOST_FOR_A_WORD, max((text.fontMetrics().horizontalAdvance(word) for word in text.text().split()), default=0)
    )
