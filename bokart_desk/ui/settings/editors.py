"""Editors for settings: numbers with a unit, choices, lines; turning the wheel over a page never changes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from bokart_desk.i18n import ngettext
from bokart_desk.ui.theme import Space

Suffix = Callable[[int], str]


def months(count: int) -> str:
    """Return what stands after a number of months."""
    return ngettext(" month", " months", count)


def days(count: int) -> str:
    """Return what stands after a number of days."""
    return ngettext(" day", " days", count)


class NumberEditor(QSpinBox):
    """A whole number with its unit in the right form."""

    def __init__(self, lowest: int, highest: int, suffix: Suffix) -> None:
        super().__init__()
        self._suffix_for = suffix
        self.setRange(lowest, highest)
        self.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._name_unit)
        self._name_unit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _name_unit(self, value: int) -> None:
        self.setSuffix(self._suffix_for(value))


class ChoiceEditor(QComboBox):
    """One of some values, each with its name."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        for value, name in choices:
            self.addItem(name, value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def line(longest: int) -> QLineEdit:
    """Return an editor for a short text."""
    result = QLineEdit()
    result.setMaxLength(longest)
    return result
