"""The panel beside the list: one contract or one vacant unit, or a hint when nothing is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.domain.rows import ContractDetail, UnitRow
from bokart_desk.i18n import _, format_amount
from bokart_desk.services import labels
from bokart_desk.services.tenancy.steps import Step
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts import sections
from bokart_desk.ui.contracts.columns import unit_tone, vacant_since_text
from bokart_desk.ui.contracts.ladder_section import ladder
from bokart_desk.ui.history import HistoryCard
from bokart_desk.ui.lists.columns import area_text
from bokart_desk.ui.lists.detail_panel import CardPanel
from bokart_desk.ui.privacy.reading_note import note_case
from bokart_desk.ui.tenancy.actions_bar import ActionsBar
from bokart_desk.ui.widgets import Card, KeyValueList, StatusPill, button, label


class DetailPanel(CardPanel):
    """Shows what is chosen. ``asked_for_contract``: a link to another contract was followed."""

    asked_for_contract = Signal(int)
    asked_for_place = Signal(str)
    """The user wants all contracts at an address."""
    step_asked = Signal(object)
    """The user wants to take a step of the contract that is shown (``ContractStep``)."""
    hindered = Signal(str)
    """A step of the contract was asked for that cannot be taken; why not."""
    sign_asked = Signal(int)
    """The user wants a new contract for the unit."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self.shown_contract: int | None = None
        self.shown_unit: int | None = None
        super().__init__(parent)

    def show_nothing(self) -> None:
        """Show a hint on what the panel is for."""
        self.shown_contract = self.shown_unit = None
        super().show_nothing()

    def show_contract(self, detail: ContractDetail, today: date, steps: Sequence[Step] = ()) -> None:
        """Show a contract with all that belongs to it, and what can be done with it."""
        if self.shown_contract != detail.row.id:
            note_case(self._desk, detail.row.household_id, detail.row.protection)
        self.shown_contract, self.shown_unit = detail.row.id, None
        self.show_cards(
            detail.row.household,
            sections.head(detail, today),
            self._actions(steps),
            sections.tenancy(detail),
            ladder(detail, today),
            sections.dwelling(detail, self._desk.open_unit),
            sections.household(detail, self._desk.open_household),
            sections.others(detail, today, self.asked_for_contract.emit),
            sections.unmapped(detail),
            *(sections.source(line, detail) for line in detail.sources),
            self._history(detail),
        )

    def show_unit(self, row: UnitRow, today: date) -> None:
        """Show a vacant unit."""
        self.shown_contract, self.shown_unit = None, row.id
        self.show_cards(labels.place_of(row), self._unit_head(row, today), _unit_facts(row))

    def _history(self, detail: ContractDetail) -> HistoryCard:
        card = HistoryCard(self._desk)
        card.show_records(
            {
                "contract": [detail.row.id],
                "household": [detail.row.household_id],
                "person": [person.id for person in detail.persons],
                "unit": [detail.row.unit_id],
                "dwelling": [detail.dwelling_id],
            }
        )
        return card

    def _actions(self, steps: Sequence[Step]) -> ActionsBar | None:
        if not steps:
            return None
        bar = ActionsBar(steps)
        bar.asked.connect(self.step_asked)
        bar.hindered.connect(self.hindered)
        return bar

    def _unit_head(self, row: UnitRow, today: date) -> Card:
        tone = unit_tone(row.status)
        card = Card(edge=tone)
        card.body.addWidget(label(labels.place_of(row), "heading", wrap=True))
        card.body.addWidget(StatusPill(labels.unit_status_label(row.status), tone))
        since = _("Vacant since: {when}").format(when=vacant_since_text(row, today))
        card.body.addWidget(label(since, wrap=True))
        card.body.addWidget(
            button(_("New contract here"), lambda: self.sign_asked.emit(row.id), icon="plus", kind="primary")
        )
        card.body.addWidget(
            button(_("Show all contracts here"), lambda: self.asked_for_place.emit(labels.place_of(row)), kind="link")
        )
        return card


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
