"""What can be done with the unit and the dwelling that are shown: each opens its dialog or does it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.i18n import _
from bokart_desk.services import dwellings
from bokart_desk.services.doing import Done, Refused
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk

if TYPE_CHECKING:
    from bokart_desk.domain.dwelling_rows import DwellingDetail, UnitDetail
    from bokart_desk.ui.dwellings.panel import DwellingPanel

# Each dialog is loaded when it is first opened.
# ruff: noqa: PLC0415


class Actions(QObject):
    """The commands of the panel."""

    def __init__(self, desk: Desk, panel: DwellingPanel) -> None:
        super().__init__(panel)
        self._desk = desk
        self._panel = panel

    def sign(self) -> None:
        """Open the dialog of a new contract on the unit."""
        from bokart_desk.ui.tenancy.opening import open_sign

        open_sign(self._desk, self._panel, unit_id=self._unit().id)

    def offer(self) -> None:
        """Open the dialog of an offer of the unit."""
        from bokart_desk.ui.offers.dialogs import open_offer_dialog

        open_offer_dialog(self._desk, self._panel, unit_id=self._unit().id)

    def ready_now(self) -> None:
        """Note the unit as vacant from today."""
        unit, today = self._unit(), self._desk.today()
        self._do(
            lambda: dwellings.set_status(self._desk.register, unit.id, UnitStatus.VACANT, today, by=self._desk.by())
        )

    def change_status(self) -> None:
        """Open the dialog of the unit's status."""
        from bokart_desk.ui.dwellings.cards import unit_title
        from bokart_desk.ui.dwellings.unit_dialogs import StatusDialog

        StatusDialog(self._desk, self._unit(), unit_title(self._detail(), self._unit()), self._panel).open()

    def add_unit(self) -> None:
        """Open the dialog of another unit, and go to it."""
        from bokart_desk.ui.dwellings.unit_dialogs import AddUnitDialog

        detail = self._detail()
        dialog = AddUnitDialog(self._desk, detail.id, detail.address, self._panel)
        dialog.performed.connect(self._go_to_made)
        dialog.open()

    def split(self) -> None:
        """Open the dialog that lets the dwelling room by room."""
        from bokart_desk.ui.dwellings.room_dialogs import SplitDialog

        SplitDialog(self._desk, self._detail(), self._panel).open()

    def join(self) -> None:
        """Open the dialog that lets a shared house as a whole."""
        from bokart_desk.ui.dwellings.room_dialogs import JoinDialog

        JoinDialog(self._desk, self._detail(), self._panel).open()

    def move_room(self) -> None:
        """Open the dialog that moves the tenant to another room."""
        from bokart_desk.ui.dwellings.room_dialogs import MoveRoomDialog

        MoveRoomDialog(self._desk, self._detail(), self._unit(), self._panel).open()

    def new_lease(self) -> None:
        """Open the dialog of a new head lease."""
        from bokart_desk.ui.dwellings.lease_dialogs import NewLeaseDialog

        detail = self._detail()
        NewLeaseDialog(self._desk, detail.id, detail.address, detail.landlord_id, self._panel).open()

    def change_lease(self, lease_id: int) -> None:
        """Open the dialog that changes a head lease."""
        from bokart_desk.ui.dwellings.lease_dialogs import ChangeLeaseDialog

        ChangeLeaseDialog(self._desk, lease_id, self._panel).open()

    def renew_lease(self, lease_id: int) -> None:
        """Open the dialog that renews a head lease."""
        from bokart_desk.ui.dwellings.lease_dialogs import RenewLeaseDialog

        lease = next((one for one in self._detail().head_leases if one.id == lease_id), None)
        if lease is not None:
            RenewLeaseDialog(self._desk, lease, self._panel).open()

    def remove_unit(self) -> None:
        """Take the unit away, if nothing needs it; Ctrl+Z brings it back."""
        unit = self._unit()
        self._do(lambda: dwellings.remove_unit(self._desk.register, unit.id, by=self._desk.by()))

    def remove_dwelling(self) -> None:
        """Take the dwelling away, if nothing needs it; Ctrl+Z brings it back."""
        detail = self._detail()
        self._do(lambda: dwellings.remove_dwelling(self._desk.register, detail.id, by=self._desk.by()))

    def _do(self, command: Callable[[], Done]) -> None:
        from bokart_desk.ui.message_box import tell_in_box

        try:
            done = command()
        except (Refused, RegisterError) as error:
            tell_in_box(self._panel, _("This cannot be done"), error.message)
            return
        self._desk.did(done)

    def _go_to_made(self, done: Done) -> None:
        if done.record is not None:
            self._panel.unit_chosen.emit(done.record)

    def _detail(self) -> DwellingDetail:
        assert self._panel.detail is not None
        return self._panel.detail

    def _unit(self) -> UnitDetail:
        assert self._panel.unit is not None
        return self._panel.unit
