"""Editors for one of some values: a code of a list, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from bokart_desk.i18n import _

_FEW_LETTERS = 16
Choices = Sequence[tuple[Any, str]]


class ChoiceEditor(QComboBox):
    """One of ``choices`` (value, name). ``none_text``: what "none of them" is called; empty: one must be chosen.

    Typing the first letters chooses. A value that is not among the choices (a retired code) is shown as it stands.
    """

    typed = Signal()
    edited = Signal()

    def __init__(self, choices: Choices, none_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self._none_text = none_text
        self._as_set: Any = None
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
