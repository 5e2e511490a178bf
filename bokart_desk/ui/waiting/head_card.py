"""The head of a case on the waiting list: who, how urgent, since when, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.services.waiting import WaitingRow
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.waiting.words import decision_words, waited_words
from bokart_desk.ui.widgets import Banner, Card, StatusPill, button, label

_NARROWEST = 80


class HeadCard(Card):
    """Shows a row of the list; the panel adds the buttons (``add``) and shows those that fit."""

    def __init__(self) -> None:
        super().__init__(edge=Tone.INFO)
        self._name = wrapping_label("heading")
        pills = FlowLayout()
        self._closed, self._priority, self._protected, self._decision = (StatusPill() for _pill in range(4))
        for pill in (self._closed, self._priority, self._protected, self._decision):
            pills.addWidget(pill)
        self._waited = wrapping_label()
        self._case = wrapping_label("muted")
        self._housed = Banner("", Tone.SUCCESS)
        self._actions = FlowLayout()
        self.body.addWidget(self._name)
        self.body.addLayout(pills)
        for part in (self._waited, self._case, self._housed):
            self.body.addWidget(part)
        self.body.addLayout(self._actions)

    def add(self, text: str, clicked: Callable[[], object], icon: str) -> QPushButton:
        """Add a button at the end and return it."""
        action = button(text, clicked, icon=icon)
        self._actions.addWidget(action)
        return action

    def show_row(self, row: WaitingRow, today: date) -> None:
        """Show who waits; that a home was found is told while the need is open."""
        closed = row.closed_on
        self._name.setText(row.household)
        _show(self._closed, _("Closed {day}").format(day=format_date(closed)), Tone.NEUTRAL, closed is not None)
        _show(self._priority, _("Priority {number}").format(number=row.priority), Tone.INFO, row.priority is not None)
        protected = row.protection is not Protection.NONE
        _show(self._protected, _("Protected address"), Tone.WARNING, protected)
        decision, tone = decision_words(row, today)
        _show(self._decision, decision, tone, bool(decision))
        self._waited.setText(waited_words(row, today))
        self._waited.setVisible(bool(self._waited.text()))
        self._case.setText(_facts(row))
        self._housed.setVisible(row.housed_from is not None and row.need_id is not None and closed is None)
        if row.housed_from is not None:
            text = _("They have a contract from {day}. If that was what they needed, close the need.")
            self._housed.show_message(text.format(day=format_date(row.housed_from)), Tone.SUCCESS)


def wrapping_label(role: str = "") -> QLabel:
    """Return an empty label that wraps and never keeps the panel wide."""
    result = label("", role, wrap=True)
    result.setMinimumWidth(_NARROWEST)
    return result


def _facts(row: WaitingRow) -> str:
    parts = [row.case_number]
    if row.persons is not None:
        parts.append(ngettext("{count} person", "{count} persons", row.persons).format(count=row.persons))
    if row.offers_open:
        offers = ngettext("{count} offer not answered", "{count} offers not answered", row.offers_open)
        parts.append(offers.format(count=row.offers_open))
    return " · ".join(part for part in parts if part)


def _show(pill: StatusPill, text: str, tone: Tone, shown: bool) -> None:
    pill.show_status(text, tone)
    pill.setVisible(shown)
