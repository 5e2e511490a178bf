"""Editors for one of some values: a code of a list, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from bokart_desk.i18n import _

_FEW_LETTERS = 16
_PAUSE_MS = 1000
"""Letters typed within this time belong together."""

_NOT_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
Choices = Sequence[tuple[Any, str]]


class ChoiceEditor(QComboBox):
    """One of ``choices`` (value, name). ``none_text``: what "none of them" is called; empty: one must be chosen.

    Typing the first letters of a name chooses it, or those of a word in it where no name begins so ("nei" for "Takket
    nei"); one letter again and again goes through all that begin with it. A value that is not among the choices (a
    retired code) is shown as it stands.
    """

    typed = Signal()
    edited = Signal()

    def __init__(self, choices: Choices, none_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self._none_text = none_text
        self._as_set: Any = None
        self._letters = ""
        self._clock = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_FEW_LETTERS)
        self.setPlaceholderText(_("Choose"))
        self.set_choices(choices)
        self.activated.connect(self._chosen)

    def set_choices(self, choices: Choices) -> None:
        """Offer these instead; what is chosen stays chosen."""
        chosen = self.value()
        blocker = QSignalBlocker(self)
        self.clear()
        self._values = []
        if self._none_text:
            self._offer(None, self._none_text)
        for value, name in choices:
            self._offer(value, name)
        self._select(chosen)
        blocker.unblock()

    def value(self) -> Any:
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        blocker = QSignalBlocker(self)
        self._select(value)
        blocker.unblock()
        self._as_set = self.value()

    def problem(self) -> str:
        return ""

    def unfinished(self) -> bool:
        return False

    def explanation(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return self.value() is None

    def touched(self) -> bool:
        return bool(self.value() != self._as_set)

    def words(self, value: Any) -> str:
        return self.itemText(self._values.index(value)) if value in self._values else str(value or "")

    def finish(self) -> None:
        """Nothing: each choice was told when it was made."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        typing = self._clock.isValid() and self._clock.elapsed() < _PAUSE_MS
        if not letter.isprintable() or not letter or event.modifiers() & _NOT_LETTERS or (letter == " " and not typing):
            super().keyPressEvent(event)
            return
        self._letters = (self._letters if typing else "") + letter.casefold()
        self._clock.start()
        found = self._meant()
        if found is not None and found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._clock.invalidate()  # what was typed when it had the keyboard before does not count
        super().focusInEvent(event)

    def _meant(self) -> int | None:
        """Return the place of the name that the letters typed stand for; Qt's own search stops at a space."""
        same = len(set(self._letters)) == 1
        letters = self._letters[0] if same else self._letters
        names = [self.itemText(place).casefold() for place in range(self.count())]
        first = max(self.currentIndex(), 0) + int(same)
        order = [(first + step) % len(names) for step in range(len(names))]
        begins = [place for place in order if names[place].startswith(letters)]
        within = [place for place in order if f" {letters}" in names[place]]
        return next(iter(begins + within), None)

    def _offer(self, value: Any, name: str) -> None:
        self.addItem(name)
        self._values.append(value)

    def _select(self, value: Any) -> None:
        if value is not None and value not in self._values:
            self._offer(value, str(value))
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def _chosen(self, _index: int) -> None:
        self.typed.emit()
        self.edited.emit()


class YesNoEditor(ChoiceEditor):
    """Yes, no, or not known (None)."""

    def __init__(self, none_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__([(True, _("Yes")), (False, _("No"))], none_text or _("Not known"), parent)
