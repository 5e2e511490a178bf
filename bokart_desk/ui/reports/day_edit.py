"""A day that can be typed or picked from a calendar with week numbers, in the language in use."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QToolButton, QWidget

from bokart_desk.i18n import current_language
from bokart_desk.ui.dates import locale_of
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space


class DayEdit(QDateEdit):
    """A day between 1990 and 2100. ``name`` is what a screen reader calls it."""

    def __init__(self, day: date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale_of(current_language()))
        self.setDisplayFormat("d MMM yyyy" if current_language() == "en" else "dd.MM.yyyy")
        self.setMinimumDate(QDate(1990, 1, 1))
        self.setMaximumDate(QDate(2100, 12, 31))
        self.setKeyboardTracking(False)
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        room_for_arrow = Space.XXL + Space.XL
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("00.00.0000") + room_for_arrow)
        _dress(self.calendarWidget())
        self.set_day(day)

    def day(self) -> date:
        """Return the chosen day."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        """Choose a day."""
        self.setDate(QDate(day.year, day.month, day.day))


def _dress(calendar: QCalendarWidget) -> None:
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())  # red is for what is urgent
    for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, name)
        if isinstance(arrow, QToolButton):
            put_icon(arrow, icon)
