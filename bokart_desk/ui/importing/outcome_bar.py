"""The counts of a sheet's rows as buttons: pressing one shows only those rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from bokart_desk.i18n import _, format_number
from bokart_desk.importing.outcomes import Outcome, outcome_count
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.importing.rows_model import Choice, Noted
from bokart_desk.ui.importing.tally import Tally
from bokart_desk.ui.importing.tones import ICONS, TONES
from bokart_desk.ui.importing.words import warned_words
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import button

_CHOICES: tuple[Choice, ...] = (None, *Outcome, Noted.WITH_WARNINGS)
"""What each button shows; its place is the button's number."""


class OutcomeBar(QWidget):
    """One button for all rows, one for each outcome that occurs, and one for rows with something to look at."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._row = FlowLayout(self, Space.XS)
        for number, choice in enumerate(_CHOICES):
            added = self._add(number)
            if isinstance(choice, Outcome):
                put_icon(added, ICONS[choice], str(TONES[choice]), 16)
            elif choice is Noted.WITH_WARNINGS:
                put_icon(added, "info", str(Tone.WARNING), 16)

    def _add(self, number: int) -> QPushButton:
        choice = button("")
        choice.setCheckable(True)
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.addButton(choice, number)
        self._row.addWidget(choice)
        return choice

    def show_tally(self, tally: Tally) -> None:
        """Show the counts of another sheet; all of its rows are picked."""
        totals, warned = tally.totals, tally.warned
        for number, choice in enumerate(_CHOICES):
            button_of = self._group.button(number)
            if choice is None:
                button_of.setText(_("All {count}").format(count=format_number(tally.rows)))
            elif isinstance(choice, Outcome):
                button_of.setText(outcome_count(choice, totals[choice]))
                button_of.setVisible(totals[choice] > 0)
            else:
                button_of.setText(warned_words(warned))
                button_of.setVisible(warned > 0)
        self.button_for(None).setChecked(True)

    def button_for(self, choice: Choice) -> QPushButton:
        """Return the button that shows these rows."""
        found = self._group.button(_CHOICES.index(choice))
        assert isinstance(found, QPushButton)
        return found

    def _clicked(self, number: int) -> None:
        self.picked.emit(_CHOICES[number])
