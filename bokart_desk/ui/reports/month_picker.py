"""Chooses a month: a list of months and a year that can be typed into, with a step back and a step on beside them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QToolButton, QWidget

from bokart_desk.i18n import _, format_month
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space

FIRST_YEAR, LAST_YEAR = 1990, 2100


def next_month(month: date, steps: int = 1) -> date:
    """Return the first day of the month ``steps`` months on (or, negative, back)."""
    number = month.year * 12 + month.month - 1 + steps
    return date(number // 12, number % 12 + 1, 1)


class MonthPicker(QWidget):
    """A month of a year. Typing "d" in the list of months goes to December."""

    month_changed = Signal(object)

    def __init__(self, month: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months = QComboBox()
        self._months.setAccessibleName(_("Month"))
        self._months.setMaxVisibleItems(12)
        for number in range(1, 13):
            words = format_month(date(2024, number, 1)).replace("2024", "").strip()
            self._months.addItem(words[:1].upper() + words[1:])
        self._year = QSpinBox()
        self._year.setAccessibleName(_("Year"))
        self._year.setRange(FIRST_YEAR, LAST_YEAR)
        self._year.setKeyboardTracking(False)
        self._year.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self.back = self._arrow("chevron-left", _("Previous month"), -1)
        self.on = self._arrow("chevron-right", _("Next month"), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for widget in (self.back, self._months, self._year, self.on):
            row.addWidget(widget)
        self.setFocusProxy(self._months)
        self.set_month(month)
        self._months.currentIndexChanged.connect(self._tell)
        self._year.valueChanged.connect(self._tell)

    def _arrow(self, icon: str, words: str, step: int) -> QToolButton:
        button = QToolButton()
        put_icon(button, icon)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.step(step))
        return button

    def month(self) -> date:
        """Return the first day of the chosen month."""
        return date(self._year.value(), self._months.currentIndex() + 1, 1)

    def set_month(self, month: date) -> None:
        """Choose a month without telling of it."""
        with QSignalBlocker(self._months), QSignalBlocker(self._year):
            self._months.setCurrentIndex(month.month - 1)
            self._year.setValue(month.year)

    def step(self, months: int) -> None:
        """Go some months on, or back."""
        target = next_month(self.month(), months)
        if FIRST_YEAR <= target.year <= LAST_YEAR:
            self.set_month(target)
            self._tell()

    def _tell(self) -> None:
        self.month_changed.emit(self.month())
