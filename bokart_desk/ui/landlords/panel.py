"""The details of a landlord: fields, dwellings, and head leases with what their dates mean."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bokart_desk.domain.dwelling_rows import LandlordDetail, LandlordDwelling, LandlordRow
from bokart_desk.i18n import _, format_amount, ngettext
from bokart_desk.services import editing, labels, landlords
from bokart_desk.services.doing import Refused
from bokart_desk.services.dwelling_words import landlord_kind_label
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings import cards
from bokart_desk.ui.forms.editors import ChoiceEditor, LineEditor, TextEditor
from bokart_desk.ui.forms.record_card import RecordCard
from bokart_desk.ui.landlords.dialogs import MergeLandlordDialog, kind_choices
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.lists.page_panel import PagePanel
from bokart_desk.ui.message_box import tell_in_box
from bokart_desk.ui.slot import Slot
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, KeyValueList, button, label


def landlord_card(desk: Desk) -> RecordCard:
    """Return the fields of a landlord."""
    card = RecordCard(desk, "landlord", _("The landlord"))
    card.add("name", _("Name"), LineEditor(120), wide=True, required=True)
    card.add("kind", _("Kind"), ChoiceEditor(kind_choices(), _("Not known")))
    card.add("organisation_number", _("Organisation no."), LineEditor(20))
    card.add("contact_person", _("Contact person"), LineEditor(80))
    card.add("phone", _("Telephone"), LineEditor(30))
    card.add("email", _("E-mail"), LineEditor(120), wide=True)
    card.add("notes", _("Notes"), TextEditor(3), wide=True)
    return card


class LandlordPanel(PagePanel):
    """Shows a landlord; the form stays when the register is read again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.detail: LandlordDetail | None = None
        self._head, self._leases = Slot(), Slot()
        self.fields = landlord_card(desk)
        self.set_parts(self._head, self._leases, self.fields)

    def show_row(self, row: LandlordRow | None) -> None:
        """Show a landlord; None: that nothing is chosen."""
        register, today = self._desk.register, self._desk.today()
        self.detail = landlords.landlord_detail(register, row.id, today) if row is not None else None
        if self.detail is None:
            self.fields.form.leave()
            self.show_hint()
            return
        self.fields.form.show(self.detail.id, editing.record(register, "landlord", self.detail.id) or {})
        focused = self._head.put(self._head_card(self.detail), self._dwellings(self.detail))
        focused |= self._leases.put(
            cards.head_leases(
                self.detail.head_leases, today, new=None, change=self._change_lease, renew=self._renew_lease,
                place=self._desk.open_dwelling,
            )
        )  # fmt: skip
        self.show_page(self.detail.name)
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head_card(self, detail: LandlordDetail) -> Card:
        card = Card()
        name = label(detail.name, "heading", wrap=True)
        name.setObjectName("detail_landlord")
        card.body.addWidget(name)
        if detail.kind is not None:
            card.body.addWidget(label(landlord_kind_label(detail.kind), "muted"))
        card.body.addWidget(
            KeyValueList(
                (
                    (_("Contact person"), detail.contact_person),
                    (_("Telephone"), detail.phone),
                    (_("E-mail"), detail.email),
                    (_("Guarantees and deposits"), _guarantees(detail)),
                )
            )
        )
        row = FlowLayout()
        row.addWidget(button(_("&Merge with …"), self._merge, icon="users", tip=_("Two spellings of one landlord")))
        row.addWidget(button(_("Delete"), self._remove, icon="trash-2", tip=_("Only one without dwellings")))
        card.body.addLayout(row)
        return card

    def _dwellings(self, detail: LandlordDetail) -> Card:
        card = Card(_("Dwellings"))
        if not detail.dwellings:
            text = _("No dwelling names this landlord. Choose the landlord in the dwelling's own fields.")
            card.body.addWidget(label(text, "muted", wrap=True))
        for one in detail.dwellings:
            card.body.addWidget(self._dwelling(one))
        return card

    def _dwelling(self, one: LandlordDwelling) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        go = partial(self._desk.open_dwelling, one.id)
        row.addWidget(button(one.address, go, kind="link", tip=_("Show this dwelling")))
        row.addWidget(label(labels.dwelling_kind_label(one.kind), "small"), 1)
        let = ngettext("{let} of {count} unit let", "{let} of {count} units let", one.units)
        row.addWidget(label(let.format(let=one.let, count=one.units), "small"))
        return line

    def _change_lease(self, lease_id: int) -> None:
        from bokart_desk.ui.dwellings.lease_dialogs import ChangeLeaseDialog  # noqa: PLC0415 - seldom

        ChangeLeaseDialog(self._desk, lease_id, self).open()

    def _renew_lease(self, lease_id: int) -> None:
        from bokart_desk.ui.dwellings.lease_dialogs import RenewLeaseDialog  # noqa: PLC0415

        assert self.detail is not None
        lease = next((one for one in self.detail.head_leases if one.id == lease_id), None)
        if lease is not None:
            RenewLeaseDialog(self._desk, lease, self).open()

    def _merge(self) -> None:
        assert self.detail is not None
        MergeLandlordDialog(self._desk, self.detail, self).open()

    def _remove(self) -> None:
        assert self.detail is not None
        try:
            done = landlords.remove_landlord(self._desk.register, self.detail.id, by=self._desk.by())
        except (Refused, RegisterError) as error:
            tell_in_box(self, _("This cannot be done"), error.message)
            return
        self._desk.did(done)


def _guarantees(detail: LandlordDetail) -> str:
    amounts = [lease.security_amount for lease in detail.head_leases if lease.security_amount is not None]
    return format_amount(sum(amounts, Decimal(0))) if amounts else ""
