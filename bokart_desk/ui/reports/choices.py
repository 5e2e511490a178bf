"""What the user chooses for each paper: its period or day, and how it is made from that."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.ui.forms.editors import DayEditor
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.reports.month_picker import MonthPicker
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from bokart_desk.reporting import ReportDocument
    from bokart_desk.services.register import Register

    Build = Callable[[Register, date, datetime], ReportDocument]

_ROOM_FOR_CALENDAR = Space.XXL + Space.XL
MOST_MONTHS = 36
BETWEEN_MEETINGS = timedelta(days=14)
"""Allocation meetings are often held every other week; "since" starts there."""


class Choices(QWidget):
    """The choices of one paper, in a row that breaks where it must. ``changed`` when the paper becomes another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, Space.L)

    def add(self, text: str, editor: QWidget) -> None:
        """Put an editor with its name at the end of the row; the two stay together when the row breaks."""
        name = label(text, "muted")
        name.setBuddy(editor)
        both = QWidget()
        pair = QHBoxLayout(both)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(Space.S)
        pair.addWidget(name)
        pair.addWidget(editor)
        self._row.addWidget(both)

    def builder(self) -> Build:
        """Return the function that makes the document, with the choices made now; it may run on any thread."""
        raise NotImplementedError

    def file_stem(self) -> str:
        """Return a name for the file, without its ending and without anything about persons."""
        raise NotImplementedError


class ExpiryChoices(Choices):
    """Month and number of months of the expiry list."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = MonthPicker(today)
        self.months = QSpinBox()
        self.months.setRange(1, MOST_MONTHS)
        self.months.setAccessibleName(_("Number of months"))
        self.months.setKeyboardTracking(False)
        self.months.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self.add(_("Month"), self.picker)
        self.add(_("Number of months"), self.months)
        self.picker.month_changed.connect(lambda _month: self.changed.emit())
        self.months.valueChanged.connect(lambda _months: self.changed.emit())

    def show_month(self, month: date, months: int = 1) -> None:
        """Choose a period, as if the user had."""
        with QSignalBlocker(self.months):
            self.months.setValue(months)
        self.picker.set_month(month)
        self.changed.emit()

    def builder(self) -> Build:
        month, months = self.picker.month(), self.months.value()

        def build(register: Register, today: date, printed_at: datetime) -> ReportDocument:
            from bokart_desk.reporting.papers import expiry_list  # noqa: PLC0415 - loads what start-up need not

            return expiry_list(register, month=month, months=months, today=today, printed_at=printed_at)

        return build

    def file_stem(self) -> str:
        month, months = self.picker.month(), self.months.value()
        if months == 1:
            return _("Expiry list {month}").format(month=f"{month:%Y-%m}")
        return ngettext("Expiry list {month}, {count} month", "Expiry list {month}, {count} months", months).format(
            month=f"{month:%Y-%m}", count=months
        )


class MeetingChoices(Choices):
    """Day of the allocation meeting, since when offers and refusals are shown, and whether names are."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.meeting = self._day_editor(today, _("Day of the meeting"))
        self.since = self._day_editor(today - BETWEEN_MEETINGS, _("Offers and refusals since"))
        self.without_names = QCheckBox(_("Without names"))
        self.without_names.setToolTip(
            _("Case numbers instead of names, no DUF number and no exact address of a household.")
        )
        self._since_is_ours = True
        self.add(_("Meeting"), self.meeting)
        self.add(_("Offers and refusals since"), self.since)
        self.without_names.setMinimumHeight(self.since.sizeHint().height())  # stands in line with the days
        self._row.addWidget(self.without_names)
        self._meeting, self._since = today, today - BETWEEN_MEETINGS
        self.meeting.edited.connect(self._meeting_changed)
        self.since.edited.connect(self._since_changed)
        self.without_names.toggled.connect(lambda _on: self.changed.emit())

    def _day_editor(self, day: date, name: str) -> DayEditor:
        editor = DayEditor(self._day_of_today, optional=False)
        editor.setAccessibleName(name)
        editor.setFixedWidth(editor.fontMetrics().horizontalAdvance("00.00.0000") + _ROOM_FOR_CALENDAR)
        editor.set_value(day)
        return editor

    def _day_of_today(self) -> date:
        return self._today

    def _meeting_changed(self) -> None:
        if self.meeting.value() is None:
            self.meeting.set_value(self._meeting)  # what is typed there is no day
            return
        self._meeting = self.meeting.value() or self._meeting
        if self._since_is_ours:
            self._since = self._meeting - BETWEEN_MEETINGS
            self.since.set_value(self._since)
        self.changed.emit()

    def _since_changed(self) -> None:
        if self.since.value() is None:
            self.since.set_value(self._since)
            return
        self._since = self.since.value() or self._since
        self._since_is_ours = False
        self.changed.emit()

    def builder(self) -> Build:
        meeting, since = self._meeting, self._since
        anonymous = self.without_names.isChecked()

        def build(register: Register, today: date, printed_at: datetime) -> ReportDocument:
            from bokart_desk.reporting.papers import allocation_meeting  # noqa: PLC0415

            return allocation_meeting(
                register, meeting=meeting, since=since, anonymous=anonymous, today=today, printed_at=printed_at
            )

        return build

    def file_stem(self) -> str:
        day = self._meeting.isoformat()
        if self.without_names.isChecked():
            return _("Allocation meeting {day}, without names").format(day=day)
        return _("Allocation meeting {day}").format(day=day)
