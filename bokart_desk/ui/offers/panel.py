"""The details beside the lists: what was offered or decided, the next step, its fields, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.services import labels
from bokart_desk.services.sources import sources_of_records
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import ChoiceEditor
from bokart_desk.ui.forms.record_card import RecordCard
from bokart_desk.ui.history import HistoryCard
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.slot import Slot, order_tabs
from bokart_desk.ui.sources import SourcesCard
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, EmptyState, StatusPill, button, label


class AnswerPanel(QWidget):
    """Shows one record of ``kind`` ("offer", "decision"); its form stays when the register is read again."""

    def __init__(self, desk: Desk, kind: str, card: RecordCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.card = card
        self._kind = kind
        self.setMinimumWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        nothing = EmptyState("panel-right", _("Nothing chosen"), _("Choose a row to see all that is known about it."))
        nothing.setProperty("page", True)
        self.head = Slot()
        self.sources, self.history = SourcesCard(), HistoryCard(desk)
        page = QWidget()
        page.setProperty("page", True)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.M)
        for part in (self.head, card, self.sources, self.history):
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(page)
        self._page = page
        self._layers = QStackedLayout(self)
        self._layers.addWidget(nothing)
        self._layers.addWidget(self.area)
        self.setFocusProxy(page)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show a hint on what the panel is for; what was being typed is saved."""
        self.card.form.leave()
        self.setAccessibleName(_("Details"))
        self._layers.setCurrentIndex(0)

    def show_parts(self, record_id: int, name: str, values: Mapping[str, Any], head: Card) -> None:
        """Show a record: its head and its fields; typing in a field of the same record goes on."""
        another = record_id != self.card.form.record_id
        self.setAccessibleName(_("Details: {name}").format(name=name))
        self.card.form.show(record_id, values)
        if self.head.put(head):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sources.show_lines(sources_of_records(self.desk.register, {self._kind: [record_id]}))
        self.history.show_records({self._kind: [record_id]})
        self._layers.setCurrentIndex(1)
        order_tabs(self._page, (self.head, self.card, self.sources, self.history))
        if another:
            self.area.verticalScrollBar().setValue(0)

    def offer_codes(self, field: str, offered: Sequence[tuple[str, str]], held: str | None, held_name: str) -> None:
        """Offer the codes of a list in a field; one that is held and retired keeps its name."""
        editor = self.card.form.fields[field].editor
        assert isinstance(editor, ChoiceEditor)
        known = {code for code, _name in offered}
        extra = [(held, held_name)] if held is not None and held not in known else []
        editor.set_choices([*offered, *extra])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def head_card(
        self, household_id: int, household: str, protection: Protection, place: str, pill: tuple[str, Tone]
    ) -> Card:
        """Return the top of the details: whose it is, where, and how it stands."""
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
