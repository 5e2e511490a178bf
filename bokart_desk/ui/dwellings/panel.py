"""The details beside the list: what the unit is now, what can be done, its fields, its history, the head leases."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingDetail, DwellingRow, UnitDetail
from bokart_desk.i18n import _
from bokart_desk.services import dwellings, editing
from bokart_desk.services.sources import sources_of_dwelling
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings import cards
from bokart_desk.ui.dwellings.actions import Actions
from bokart_desk.ui.dwellings.forms import dwelling_card, unit_card
from bokart_desk.ui.history import HistoryCard
from bokart_desk.ui.lists.page_panel import PagePanel
from bokart_desk.ui.slot import Slot
from bokart_desk.ui.sources import SourcesCard
from bokart_desk.ui.waiting.fitting import FittingHouseholds
from bokart_desk.ui.widgets import button

_READY = (UnitStatus.BEING_MADE_READY, UnitStatus.UNDER_REPAIR, UnitStatus.RESERVED)
"""From these a unit becomes vacant with one button."""


class DwellingPanel(PagePanel):
    """Shows a unit and its dwelling. The forms stay when the register is read again, so that typing is not lost."""

    unit_chosen = Signal(int)
    """Another unit of the house was chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.detail: DwellingDetail | None = None
        self.unit: UnitDetail | None = None
        self.commands = Actions(desk, self)
        self._head, self._occupancy, self._leases = Slot(), Slot(), Slot()
        self.unit_fields, self.dwelling_fields = unit_card(self._desk), dwelling_card(self._desk)
        self.fitting, self.history = FittingHouseholds(self._desk), HistoryCard(self._desk)
        self.sources = SourcesCard()
        self.set_parts(
            self._head, self.fitting, self._occupancy, self.unit_fields, self._leases, self.dwelling_fields,
            self.sources, self.history,
        )  # fmt: skip

    def show_row(self, row: DwellingRow | None) -> None:
        """Show a unit with its dwelling, from the top; None: that nothing is chosen."""
        self._show(row)
        self.to_top()

    def show_again(self, row: DwellingRow) -> None:
        """Show the same unit as the register now has it; what is being typed stays."""
        self._show(row)

    def _show(self, row: DwellingRow | None) -> None:
        today = self._desk.today()
        self.detail = (
            dwellings.dwelling_detail(self._desk.register, row.dwelling_id, today) if row is not None else None
        )
        if row is None or self.detail is None:
            self.unit = None
            self.unit_fields.form.leave()
            self.dwelling_fields.form.leave()
            self.show_hint()
            return
        self.unit = next((unit for unit in self.detail.units if unit.id == row.unit_id), None)
        self._fill_forms()
        self._fill_cards()
        self._fill_others()
        self.show_page(cards.unit_title(self.detail, self.unit))

    def _fill_forms(self) -> None:
        assert self.detail is not None
        register = self._desk.register
        held = editing.record(register, "dwelling", self.detail.id)
        self.dwelling_fields.form.show(self.detail.id, held or {})
        self.unit_fields.setVisible(self.unit is not None)
        if self.unit is not None:
            self.unit_fields.form.show(self.unit.id, editing.record(register, "unit", self.unit.id) or {})
        else:
            self.unit_fields.form.leave()

    def _fill_cards(self) -> None:
        detail, unit, today = self.detail, self.unit, self._desk.today()
        assert detail is not None
        focused = self._head.put(
            cards.head(detail, unit, today, self._buttons(), self._links()),
            cards.rooms(detail, unit, today, self.unit_chosen.emit),
        )
        focused |= self._occupancy.put(cards.occupancy(unit, self._desk.open_contract) if unit is not None else None)
        focused |= self._leases.put(
            cards.head_leases(
                detail.head_leases,
                today,
                new=button(_("New …"), self.commands.new_lease, icon="plus", kind="quiet", tip=_("New head lease")),
                change=self.commands.change_lease,
                renew=self.commands.renew_lease,
            )
        )
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_others(self) -> None:
        """Show whom a unit fits that somebody could move into, and what was changed."""
        detail, unit = self.detail, self.unit
        assert detail is not None
        offered = unit is not None and not unit.state.let and unit.state.status is not UnitStatus.WITHDRAWN
        self.fitting.setVisible(offered)
        if unit is not None and offered:
            self.fitting.show_unit(unit.id)
        else:
            self.fitting.clear()
        self.sources.show_lines(sources_of_dwelling(self._desk.register, detail.id))
        leases = [lease.id for lease in detail.head_leases]
        self.history.show_records(
            {"dwelling": [detail.id], "unit": [one.id for one in detail.units], "head_lease": leases}
        )

    def _buttons(self) -> list[QPushButton]:
        """Return what can be done with the unit as it is now; what is done most comes first."""
        found: list[QPushButton] = []
        state = self.unit.state if self.unit is not None else None
        if state is not None and not state.let and state.status is not UnitStatus.WITHDRAWN:
            found.append(button(_("&New contract …"), self.commands.sign, kind="primary", icon="file-plus"))
            found.append(button(_("O&ffer …"), self.commands.offer, icon="key-round"))
        if state is not None and not state.let and state.status in _READY:
            ready = button(_("Read&y now"), self.commands.ready_now, icon="check", tip=_("Vacant from today"))
            found.append(ready)
        if state is not None:
            found.append(button(_("&Status …"), self.commands.change_status, icon="refresh-cw"))
        more = button(_("More"), icon="ellipsis", tip=_("Rooms, deleting"))
        more.setMenu(self._menu(more))
        found.append(more)
        return found

    def _links(self) -> list[QPushButton]:
        """Return the ways to who lives there; none to a protected household (rule 11)."""
        resident = self.unit.state.resident if self.unit is not None else None
        if resident is None or resident.household_id is None or resident.contract_id is None:
            return []
        return [
            button(_("Open the contract"), partial(self._desk.open_contract, resident.contract_id), kind="link"),
            button(_("Open the household"), partial(self._desk.open_household, resident.household_id), kind="link"),
        ]

    def _menu(self, owner: QWidget) -> QMenu:
        menu = QMenu(owner)
        detail, unit, commands = self.detail, self.unit, self.commands
        assert detail is not None
        shared = detail.shared
        resident = unit.state.resident if unit is not None else None
        if shared and resident is not None and resident.contract_id is not None and len(detail.units) > 1:
            menu.addAction(_("Change rooms …"), commands.move_room)
        menu.addAction(_("Add a room …") if shared else _("Add a unit …"), commands.add_unit)
        if not shared:
            menu.addAction(_("Let room by room …"), commands.split)
        elif len(detail.units) > 1:
            menu.addAction(_("Let as a whole …"), commands.join)
        menu.addSeparator()
        if unit is not None and len(detail.units) > 1:
            menu.addAction(_("Delete this unit"), commands.remove_unit)
        menu.addAction(_("Delete the dwelling"), commands.remove_dwelling)
        return menu
