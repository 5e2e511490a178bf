"""A page that covers the whole window: a card in its middle, and nothing of the register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.page import Page
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, label

_WIDTH = 520
_ICON = 32


class CoverPage(Page):
    """``card.body`` takes what is asked; ``first`` is the widget that typing goes to.

    ``keeps_open``: the window is not closed while it shows, for what is being done must be told when it is done.
    """

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.first: QWidget | None = None
        self.keeps_open = False
        self.card = Card()
        self.card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.card.setMaximumWidth(_WIDTH)
        self.card.setMinimumWidth(min(_WIDTH, 420))
        self.card.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self.card.body.setSpacing(Space.M)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        sign = QLabel()
        put_icon(sign, icon, "accent", _ICON)
        head.addWidget(sign)
        self._title = label(title, "title", wrap=True)
        head.addWidget(self._title, 1)
        self.card.body.addLayout(head)
        self._text = label(text, "muted", wrap=True)
        self._text.setVisible(bool(text))
        self.card.body.addWidget(self._text)
        self._banner = Banner("", Tone.DANGER)
        self._banner.hide()
        self.card.body.addWidget(self._banner)
        self.body.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card, 100)
        middle.addStretch(1)
        self.body.addLayout(middle)
        self.body.addStretch(3)

    def show_problem(self, text: str, tone: Tone = Tone.DANGER) -> None:
        """Say what is wrong; an empty text takes it away."""
        self._banner.show_message(text, tone)
        self._banner.setVisible(bool(text))

    def problem(self) -> str:
        """Return what is said to be wrong."""
        return "" if self._banner.isHidden() else self._banner.text()

    def take_focus(self) -> None:
        """Let typing go to the page."""
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_buttons(self, main: QPushButton, others: Sequence[QPushButton] = ()) -> None:
        """Put the buttons at the foot: the main one at the right, the others under it."""
        self.card.body.addWidget(main)
        if others:
            column = QVBoxLayout()
            column.setSpacing(0)
            for one in others:
                column.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
            self.card.body.addLayout(column)
