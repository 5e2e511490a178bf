"""A calendar that drops down from a field: week numbers, Monday first, in the language in use."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from bokart_desk.i18n import current_language
from bokart_desk.ui.dates import locale_of
from bokart_desk.ui.icons import put_icon


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Give a calendar week numbers, our arrows, and no red but for what is urgent."""
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, name)
        if isinstance(arrow, QToolButton):
            put_icon(arrow, icon)


class CalendarPopup(QFrame):
    """Goes away when a day is chosen, at Esc, and when one clicks elsewhere."""

    chosen = Signal(object)
    """The day (``date``)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._field = parent
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(locale_of(current_language()))
        dress_calendar(self.calendar)
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        column.addWidget(self.calendar)

    def open_at(self, day: date) -> None:
        """Show the calendar under its field, with ``day`` marked."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        field = self._field
        under = field.mapToGlobal(QPoint(0, field.height() + 2))
        room = field.screen().availableGeometry()
        if under.y() + self.height() > room.bottom():
            under = field.mapToGlobal(QPoint(0, -self.height() - 2))
        under.setX(max(room.left(), min(under.x(), room.right() - self.width())))
        under.setY(max(room.top(), under.y()))
        self.move(under)
        self.show()
        self.calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        if self.isVisible():
            self.chosen.emit(date(day.year(), day.month(), day.day()))
            self.close()
