"""The counts of a sheet's rows as buttons: pressing one shows only those rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from bokart_desk.i18n import _, format_number
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.importing.tones import ICONS, TONES
from bokart_desk.ui.importing.words import count_words
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button

ALL = len(Outcome)


class OutcomeBar(QWidget):
    """One button for all rows, and one for each outcome that occurs."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._outcomes = list(Outcome)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.XS)
        self._all = self._add(ALL)
        for number, outcome in enumerate(self._outcomes):
            put_icon(self._add(number), ICONS[outcome], str(TONES[outcome]), 16)
        self._row.addStretch(1)

    def _add(self, number: int) -> QPushButton:
        choice = button("")
        choice.setCheckable(True)
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.addButton(choice, number)
        self._row.addWidget(choice)
        return choice

    def show_totals(self, totals: Mapping[Outcome, int]) -> None:
        """Show the counts of another sheet; all rows are picked."""
        self._all.setText(_("All {count}").format(count=format_number(sum(totals.values()))))
        for number, outcome in enumerate(self._outcomes):
            count = totals.get(outcome, 0)
            choice = self._group.button(number)
            choice.setText(count_words(outcome, count))
            choice.setVisible(count > 0)
        self._all.setChecked(True)

    def button_for(self, outcome: Outcome | None) -> QPushButton:
        """Return the button of an outcome (None: of all rows)."""
        found = self._group.button(ALL if outcome is None else self._outcomes.index(outcome))
        assert isinstance(found, QPushButton)
        return found

    def pick(self, outcome: Outcome | None) -> None:
        """Show the rows of one outcome, as if its button had been pressed."""
        self.button_for(outcome).setChecked(True)
        self.picked.emit(outcome)

    def _clicked(self, number: int) -> None:
        self.picked.emit(None if number == ALL else self._outcomes[number])
