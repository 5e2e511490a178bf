"""The bar above the list: the search field, the segments, the months ahead and the choice of disposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bokart_desk.domain.codes import Disposal
from bokart_desk.i18n import _
from bokart_desk.services import labels
from bokart_desk.ui.contracts.choice import MONTHS, Choice, Segment, month_filter_name, months_name, segment_name
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.lists.search_field import SearchField
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button

_NARROWEST = 140
"""Pixels of the search field where the window is small."""


class FilterBar(QWidget):
    """Shows a ``Choice`` and lets the user change it. ``choice_changed`` at every keystroke and click."""

    choice_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = Choice()
        self.search = SearchField(_("Search contracts"), _("Search by name, address, dwelling number or DUF number"))
        self.search.setMinimumWidth(_NARROWEST)
        self.disposal = self._disposal_box()
        self.months = self._months_box()
        self._segments: dict[Segment, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._month = button("", self._leave_month, icon="x", tip=_("Show all months again"))
        self._month.setCheckable(True)
        self.top = QHBoxLayout()
        self.top.setSpacing(Space.S)
        self.top.addWidget(self.search, 1)
        self.top.addWidget(self.disposal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self.top)
        column.addLayout(self._segment_row())
        self.search.textChanged.connect(self._typed)
        self.disposal.activated.connect(self._disposal_chosen)
        self.months.activated.connect(self._months_chosen)
        self._mirror()

    def choice(self) -> Choice:
        """Return what is chosen."""
        return self._choice

    def set_choice(self, choice: Choice) -> None:
        """Choose something else; tells so when it differs."""
        if choice == self._choice:
            return
        self._choice = choice
        self._mirror()
        self.choice_changed.emit(choice)

    def segment_button(self, segment: Segment) -> QPushButton:
        """Return the button of a segment."""
        return self._segments[segment]

    def _segment_row(self) -> FlowLayout:
        row = FlowLayout()
        for segment in Segment:
            chip = button(segment_name(segment))
            chip.setCheckable(True)
            self._segments[segment] = chip
            self._group.addButton(chip)
            chip.clicked.connect(lambda _checked, which=segment: self._segment_chosen(which))
            row.addWidget(chip)
            if segment is Segment.ENDING:
                row.addWidget(self.months)
                row.addWidget(self._month)
        return row

    def _disposal_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Disposal"))
        box.addItem(_("All kinds of disposal"), None)
        for disposal in Disposal:
            box.addItem(labels.disposal_label(disposal), disposal)
        return box

    def _months_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Ends within"))
        for months in MONTHS:
            box.addItem(months_name(months), months)
        return box

    def _typed(self, text: str) -> None:
        """Only the text has changed, and the field shows it already: nothing else has to follow."""
        if text != self._choice.text:
            self._choice = self._choice.with_text(text)
            self.choice_changed.emit(self._choice)

    def _segment_chosen(self, segment: Segment) -> None:
        self.set_choice(replace(self._choice, segment=segment, ending_month=None))

    def _months_chosen(self, position: int) -> None:
        months = int(self.months.itemData(position))
        self.set_choice(replace(self._choice, segment=Segment.ENDING, months=months, ending_month=None))

    def _disposal_chosen(self, position: int) -> None:
        self.set_choice(replace(self._choice, disposal=self.disposal.itemData(position)))

    def _leave_month(self) -> None:
        self.set_choice(replace(self._choice, ending_month=None))
        self._mirror()

    def _mirror(self) -> None:
        """Make the widgets show the choice."""
        choice = self._choice
        month: date | None = choice.ending_month
        if self.search.text() != choice.text:
            self.search.setText(choice.text)  # tells of the choice it mirrors, which changes nothing
        self._segments[choice.segment].setChecked(True)
        self.months.setCurrentIndex(max(0, self.months.findData(choice.months)))
        self.months.setVisible(month is None)
        self._month.setVisible(month is not None)
        self._month.setChecked(month is not None)
        if month is not None:
            self._month.setText(month_filter_name(month))
        self.disposal.setCurrentIndex(max(0, self.disposal.findData(choice.disposal)))
