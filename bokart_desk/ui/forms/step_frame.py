"""The frame of a step dialog: what stands where, and how high it may be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.consequences import Consequences, Sentence
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, button, label

_WIDTH = 720
_HIGHEST = 700
_FRAME = 48
"""Room for the window's own frame and title."""


class StepFrame(QDialog):
    """Title, explanation, fields, what it means and questions scroll; a message and the buttons always show."""

    def __init__(self, title: str, explanation: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._settled = False
        self._build(title, explanation, verb or _("&Save"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit_settled)

    def carry_out(self) -> None:
        """Do the step."""
        raise NotImplementedError

    def fit_soon(self) -> None:
        """Look again how high the dialog must be, when all that changes now has changed."""
        self._later.start()

    def explain(self, text: str) -> None:
        """Change the text at the top."""
        self._explanation.setText(text)
        self._explanation.setVisible(bool(text))
        self._later.start()

    def add_widget(self, widget: QWidget) -> None:
        """Put anything else across the form."""
        self._columns.add(widget, wide=True)

    def add_button(self, extra: QPushButton) -> None:
        """Put a button at the left end of the row of buttons."""
        self._buttons.insertWidget(0, extra)

    def show_consequences(self, sentences: Sequence[Sentence]) -> None:
        """Tell what the step means."""
        if self._means.show_sentences(sentences):
            self._later.start()

    def show_message(self, text: str, tone: Tone = Tone.DANGER) -> None:
        """Say something above the buttons; an empty text takes it away."""
        self._banner.show_message(text, tone)
        self._banner.setVisible(bool(text))
        self._later.start()

    def message(self) -> str:
        """Return what is said above the buttons."""
        return "" if self._banner.isHidden() else self._banner.text()

    def sentences(self) -> tuple[Sentence, ...]:
        """Return what is told that the step means."""
        return self._means.sentences()

    def fit(self) -> None:
        """Be as high as the content wants, never higher than allowed or than the screen; never shrink once shown."""
        room = self.screen().availableGeometry()
        width = min(max(_WIDTH, self.width()), room.width() - Space.XL)
        if self.width() != width:
            self.resize(width, self.height())
        self._column.activate()
        view = self._scroll.viewport()
        around = self.height() - view.height()
        limit = min(_HIGHEST, room.height() - _FRAME)
        self.setMaximumHeight(limit)
        height = min(around + self._inside.totalHeightForWidth(view.width()), limit)
        if height > self.height() or not self._settled:
            self.resize(width, height)
            self._place(room)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._settled:
            self.fit()
            self.fit_soon()
        super().showEvent(event)

    def _place(self, room: QRect) -> None:
        """Stand in the middle of the window, wholly on the screen; where the user moved it, it stays if it can."""
        parent = self.parentWidget()
        if not self._settled and parent is not None:
            middle = parent.window().frameGeometry().center()
            corner = QPoint(middle.x() - self.width() // 2, middle.y() - (self.height() + _FRAME) // 2)
        else:
            corner = self.pos()
        lowest = room.bottom() - self.height() - _FRAME
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), lowest)))
        if corner != self.pos():
            self.move(corner)

    def _fit_settled(self) -> None:
        """Fit once more when all parts know their size, which they do not while the dialog is being shown."""
        self.fit()
        self._settled = True

    def _build(self, title: str, explanation: str, verb: str) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        content = QWidget()
        content.setProperty("page", True)
        inside = self._inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.XS, 0)
        inside.setSpacing(Space.M)
        inside.addWidget(label(title, "title", wrap=True))
        self._explanation = label(explanation, "muted", wrap=True)
        self._explanation.setVisible(bool(explanation))
        inside.addWidget(self._explanation)
        self._columns = FieldColumns()
        inside.addWidget(self._columns)
        self._means = Consequences()
        inside.addWidget(self._means)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(Space.S)
        inside.addLayout(self._questions)
        inside.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        column.addWidget(self._scroll, 1)
        self._banner = Banner("", Tone.DANGER)
        self._banner.hide()
        column.addWidget(self._banner)
        column.addLayout(self._button_row(verb))

    def _button_row(self, verb: str) -> QHBoxLayout:
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(Space.S)
        self._buttons.addStretch(1)
        self.do_button = button(verb, self.carry_out, kind="primary", tip=_("Ctrl+Enter"))
        self.cancel_button = button(_("Cancel"), self.reject)
        self._buttons.addWidget(self.do_button)
        self._buttons.addWidget(self.cancel_button)
        return self._buttons
