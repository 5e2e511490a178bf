"""The panel beside the list: one contract or one vacant unit, or a hint when nothing is chosen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from bokart_desk.domain.rows import ContractDetail, UnitRow
from bokart_desk.i18n import _, format_amount
from bokart_desk.services import labels
from bokart_desk.ui.contracts import sections
from bokart_desk.ui.contracts.columns import area_text, unit_tone, vacant_since_text
from bokart_desk.ui.contracts.ladder_section import ladder
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, EmptyState, KeyValueList, StatusPill, button, label

_MOST_FOR_A_WORD = 120
"""Pixels; a longer word, as in a file's name, is cut off rather than the whole panel."""


class DetailPanel(QScrollArea):
    """Shows what is chosen. ``asked_for_contract``: a link to another contract was followed."""

    asked_for_contract = Signal(int)
    asked_for_place = Signal(str)
    """The user wants all contracts at an address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Details"))
        self.shown_contract: int | None = None
        self.shown_unit: int | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show a hint on what the panel is for."""
        self.shown_contract = self.shown_unit = None
        hint = EmptyState("panel-right", _("Nothing chosen"), _("Choose a row to see all that is known about it."))
        hint.setProperty("page", True)
        self.setWidget(hint)

    def show_contract(self, detail: ContractDetail, today: date) -> None:
        """Show a contract with all that belongs to it."""
        self.shown_contract, self.shown_unit = detail.row.id, None
        self.setAccessibleName(_("Details: {name}").format(name=detail.row.household))
        self._show(
            sections.head(detail, today),
            sections.tenancy(detail),
            ladder(detail, today),
            sections.dwelling(detail),
            sections.household(detail),
            sections.others(detail, today, self.asked_for_contract.emit),
            sections.unmapped(detail),
            *(sections.source(line, detail) for line in detail.sources),
            sections.history(detail),
        )

    def show_unit(self, row: UnitRow, today: date) -> None:
        """Show a vacant unit."""
        self.shown_contract, self.shown_unit = None, row.id
        self.setAccessibleName(_("Details: {name}").format(name=labels.place_of(row)))
        self._show(self._unit_head(row, today), _unit_facts(row))

    def _unit_head(self, row: UnitRow, today: date) -> Card:
        tone = unit_tone(row.status)
        card = Card(edge=tone)
        card.body.addWidget(label(labels.place_of(row), "heading", wrap=True))
        card.body.addWidget(StatusPill(labels.unit_status_label(row.status), tone))
        since = _("Vacant since: {when}").format(when=vacant_since_text(row, today))
        card.body.addWidget(label(since, wrap=True))
        card.body.addWidget(
            button(_("Show all contracts here"), lambda: self.asked_for_place.emit(labels.place_of(row)), kind="link")
        )
        return card

    def _show(self, *cards: Card | None) -> None:
        page = QWidget()
        page.setProperty("page", True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.M)
        for card in cards:
            if card is not None:
                column.addWidget(card)
        column.addStretch(1)
        for text in page.findChildren(QLabel):
            if text.wordWrap():
                text.setMinimumWidth(_longest_word(text))  # Qt asks for more, and the panel would be cut off
        self.setWidget(page)
        self.verticalScrollBar().setValue(0)


def _longest_word(text: QLabel) -> int:
    text.ensurePolished()
    return min(
        _MOST_FOR_A_WORD, max((text.fontMetrics().horizontalAdvance(word) for word in text.text().split()), default=0)
    )


def _unit_facts(row: UnitRow) -> Card:
    card = Card(_("The dwelling"))
    pairs = (
        (_("Dwelling no."), row.dwelling_number),
        (_("Kind"), labels.dwelling_kind_label(row.kind) if row.kind else ""),
        (_("Bedrooms"), "" if row.bedrooms is None else str(row.bedrooms)),
        (_("Area"), area_text(row.area_m2)),
        (_("Rent per month"), format_amount(row.monthly_rent)),
        (_("Disposal"), labels.disposal_label(row.disposal)),
    )
    card.body.addWidget(KeyValueList(pairs))
    return card
