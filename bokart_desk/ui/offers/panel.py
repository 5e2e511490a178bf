"""The details beside the lists: what was offered or decided, the next step, its fields, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.services import labels
from bokart_desk.services.sources import sources_of_records
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import ChoiceEditor
from bokart_desk.ui.forms.record_card import RecordCard
from bokart_desk.ui.history import HistoryCard
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.lists.page_panel import PagePanel
from bokart_desk.ui.privacy.reading_note import note_case
from bokart_desk.ui.slot import Slot
from bokart_desk.ui.sources import SourcesCard
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, Card, StatusPill, button, label


class AnswerPanel(PagePanel):
    """Shows one record of ``kind`` ("offer", "decision"); its form stays when the register is read again."""

    def __init__(self, desk: Desk, kind: str, card: RecordCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.card = card
        self._kind = kind
        self.head = Slot()
        self.sources, self.history = SourcesCard(), HistoryCard(desk)
        self.set_parts(self.head, card, self.sources, self.history)

    def show_nothing(self) -> None:
        """Show a hint on what the panel is for; what was being typed is saved."""
        self.card.form.leave()
        self.show_hint()

    def show_parts(self, record_id: int, name: str, values: Mapping[str, Any], head: Card) -> None:
        """Show a record: its head and its fields; typing in a field of the same record goes on."""
        another = record_id != self.card.form.record_id
        self.card.form.show(record_id, values)
        if self.head.put(head):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sources.show_lines(sources_of_records(self.desk.register, {self._kind: [record_id]}))
        self.history.show_records({self._kind: [record_id]})
        self.show_page(name)
        if another:
            self.to_top()

    def offer_codes(self, field: str, offered: Sequence[tuple[str, str]], held: str | None, held_name: str) -> None:
        """Offer the codes of a list in a field; one that is held and retired keeps its name."""
        editor = self.card.form.fields[field].editor
        assert isinstance(editor, ChoiceEditor)
        known = {code for code, _name in offered}
        extra = [(held, held_name)] if held is not None and held not in known else []
        editor.set_choices([*offered, *extra])

    def head_card(
        self, household_id: int, household: str, protection: Protection, place: str, pill: tuple[str, Tone]
    ) -> Card:
        """Return the top of the details: whose it is, where, and how it stands; who reads a protected one is noted."""
        note_case(self.desk, household_id, protection)
        card = Card(edge=pill[1])
        name = label(household, "heading", wrap=True)
        name.setObjectName("detail_household")
        card.body.addWidget(name)
        shown = labels.protected_place(protection) if protection is Protection.STRICTLY_CONFIDENTIAL else place
        if shown:
            where = label(shown, "muted", wrap=True)
            where.setObjectName("detail_place")
            card.body.addWidget(where)
        if protection is Protection.CONFIDENTIAL and place:
            card.body.addWidget(
                Banner(_("Confidential address. It shows only here, in the opened case, never in lists."), Tone.WARNING)
            )
        card.body.addWidget(StatusPill(*pill))
        go = partial(self.desk.open_household, household_id)
        card.body.addWidget(button(_("Open the household"), go, kind="link"))
        return card


def add_buttons(card: Card, buttons: Sequence[QPushButton]) -> None:
    """Put the next steps in rows at the end of a card."""
    row = FlowLayout()
    for one in buttons:
        row.addWidget(one)
    card.body.addLayout(row)
