"""A day that types well ("1.8.27", "+3y", "i morgen"), with a calendar at hand, told back in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bokart_desk.domain.typed_dates import DayProblem, NotADay, read_typed_day
from bokart_desk.i18n import _, current_language, format_date
from bokart_desk.services.labels import away
from bokart_desk.ui.dates import locale_of
from bokart_desk.ui.forms.calendar import CalendarPopup
from bokart_desk.ui.forms.editing import CornerButton, LineBase

_LONGEST = 30
_STILL_TYPING = re.compile(
    r"[0-9]{1,2}[./\- ]?([0-9]{1,2}[./\- ]?([0-9]{0,1}|[0-9]{3})?)?|[0-9]{1,5}|[0-9]{7}|[0-9]{4}-[0-9]{0,2}-?[0-9]?"
    r"|[+-][0-9]{0,3} ?[a-zåA-ZÅ]{0,4}|[0-9]{1,2}\.? ?[a-zA-Z]{1,3}|[iI] ?[a-zå]{0,5}"
)


def day_in_words(day: date, today: date) -> str:
    """Return the weekday and how far away the day is: "Saturday, in 9 months"."""
    weekday = locale_of(current_language()).toString(QDate(day.year, day.month, day.day), "dddd")
    return _("{weekday}, {distance}").format(weekday=weekday, distance=away(day, today))


class DayEditor(LineBase):
    """A day, or none where ``optional``.

    ``today``: tells the day; ``base``: the day that "+3y" counts from and that a day without a year comes after;
    ``term``: the field holds the last day of a term that begins on ``base``.
    """

    def __init__(
        self,
        today: Callable[[], date],
        *,
        optional: bool = True,
        base: Callable[[], date | None] | None = None,
        term: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_LONGEST, parent)
        self._today = today
        self._optional = optional
        self._base = base
        self._term = term
        self.setPlaceholderText(_("dd.mm.yyyy"))
        self._open = CornerButton(self, "calendar", _("Calendar"), _("Choose in a calendar (Alt+↓)"))
        self._open.clicked.connect(self.open_calendar)

    def value(self) -> date | None:
        try:
            return self._read()
        except NotADay:
            return None

    def set_value(self, value: date | None) -> None:
        self.put_text(format_date(value))

    def words(self, value: date | None) -> str:
        return format_date(value)

    def problem(self) -> str:
        try:
            day = self._read()
        except NotADay as error:
            return _problem_in_words(error.problem)
        return "" if day is not None or self._optional else _("A day is needed here.")

    def unfinished(self) -> bool:
        return self.hasFocus() and _STILL_TYPING.fullmatch(self.text().strip()) is not None

    def explanation(self) -> str:
        day = self.value()
        if day is None:
            return ""
        words = day_in_words(day, self._today())
        if self.text().strip() == format_date(day):
            return words
        return _("{day}: {words}").format(day=format_date(day), words=words)

    def tidied(self) -> str:
        day = self.value()
        return self.text() if day is None else format_date(day)

    def open_calendar(self) -> None:
        """Drop the calendar down, at the day that stands here."""
        if self.isReadOnly():
            return
        self.setFocus()
        popup = CalendarPopup(self)
        popup.chosen.connect(self._choose)
        popup.open_at(self.value() or self._today())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        self.change_text(format_date(day))
        self.finish()

    def _read(self) -> date | None:
        if self.is_empty():
            return None
        base = self._base() if self._base is not None else None
        return read_typed_day(self.text(), self._today(), base, term=self._term and base is not None)


def _problem_in_words(problem: DayProblem) -> str:
    if problem is DayProblem.NO_SUCH_DAY:
        return _("There is no such day in the calendar.")
    if problem is DayProblem.OUT_OF_RANGE:
        return _("The day is too far away. Look at the year.")
    return _("Not understood as a day. Write for example 1.8.27, 31.12 or +3 år.")
