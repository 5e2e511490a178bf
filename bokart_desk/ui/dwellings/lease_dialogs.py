"""The dialogs of head leases: a new one, a change, and renting on for another period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.dwelling_rows import HeadLeaseLine
from bokart_desk.domain.terms import end_of_term
from bokart_desk.i18n import _, format_amount, format_date
from bokart_desk.services import dwelling_words, editing, head_leases
from bokart_desk.services.doing import Done
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings.new_landlord import NewLandlordButton
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, DayEditor, LineEditor, NumberEditor, TextEditor
from bokart_desk.ui.forms.pickers import landlord_picker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import button

_NO_LEASE = HeadLeaseLine(0, 0, "", None, "", date.min, None, None, None, "", None, "", "")
_USUAL_NOTICE = 3
_TERM_MONTHS = 36


class _LeaseFields(StepDialog):
    """The fields that a head lease has."""

    def _add_fields(self) -> None:
        today = self.desk.today
        self.add_field("landlord_id", _("&Landlord"), landlord_picker(self.desk), wide=True)
        self.add_field("start_date", _("&From"), DayEditor(today, optional=False), required=True)
        help_text = _("The last day. Empty: until further notice.")
        self.add_field("end_date", _("&To"), DayEditor(today, base=self._start, term=True), help_text)
        self.add_field("notice_months", _("&Notice, months"), NumberEditor(0, 24))
        self.add_field("monthly_rent", _("&Rent a month"), AmountEditor())
        self.add_field("security_amount", _("Guarantee or &deposit"), AmountEditor())
        self.add_field("security_kind", _("&Kind of security"), LineEditor(60))
        self.add_field("maintained_by", _("&Maintained by"), LineEditor(80))
        self.add_field("notes", _("N&otes"), TextEditor(2), wide=True)

    def _start(self) -> date | None:
        found = self.fields["start_date"].value()
        return found if isinstance(found, date) else None

    def consequences(self) -> Sequence[Sentence]:
        start, end, months = self.value("start_date"), self.value("end_date"), self.value("notice_months")
        if start is None or (end is not None and end < start):
            return ()
        lease = replace(_NO_LEASE, start=start, end=end, notice_months=months)
        return ((Tone.INFO, dwelling_words.lease_words(lease, self.desk.today())),)

    def check(self) -> Mapping[str, str]:
        start, end = self.value("start_date"), self.value("end_date")
        if start is not None and end is not None and end < start:
            return {"end_date": _("Must not be before {day}.").format(day=format_date(start))}
        return {}

    def _values(self) -> dict[str, Any]:
        return {name: self.value(name) for name in self.fields}


class NewLeaseDialog(_LeaseFields):
    """Enters a head lease on a dwelling."""

    def __init__(
        self, desk: Desk, dwelling_id: int, address: str, landlord_id: int | None, parent: QWidget | None = None
    ) -> None:
        explanation = _("The municipality rents {address} from somebody, and lets it on.").format(address=address)
        super().__init__(desk, _("New head lease"), explanation, _("&Enter the head lease"), parent)
        self._dwelling = dwelling_id
        self._add_fields()
        self.fill({"landlord_id": landlord_id, "notice_months": _USUAL_NOTICE})
        NewLandlordButton(self)

    def perform(self) -> Done:
        return head_leases.new_head_lease(self.desk.register, self._dwelling, self._values(), by=self.desk.by())


class ChangeLeaseDialog(_LeaseFields):
    """Changes a head lease, or takes away one that was entered by mistake."""

    def __init__(self, desk: Desk, lease_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Change the head lease"), "", _("&Save the changes"), parent)
        self._lease = lease_id
        self._add_fields()
        held = editing.record(desk.register, "head_lease", lease_id) or {}
        self._seen = {name: held.get(name) for name in self.fields}
        self.fill(self._seen)
        self._removing = False
        remove = button(_("Delete …"), self._remove, icon="trash-2", tip=_("It was entered by mistake"))
        self.add_button(remove)

    def perform(self) -> Done:
        if self._removing:
            return head_leases.remove_head_lease(self.desk.register, self._lease, by=self.desk.by())
        values = {name: value for name, value in self._values().items() if value != self._seen[name]}
        values = values or {"notes": self._seen["notes"]}
        seen = {name: self._seen[name] for name in values}
        return editing.change(self.desk.register, "head_lease", self._lease, values, seen=seen, by=self.desk.by())

    def _remove(self) -> None:
        self.fill(self._seen)
        self._removing = True
        self.carry_out()
        self._removing = False


class RenewLeaseDialog(StepDialog):
    """Rents on for a new period."""

    def __init__(self, desk: Desk, lease: HeadLeaseLine, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Renew the head lease on {address}").format(address=lease.address),
            dwelling_words.lease_words(lease, desk.today()),
            _("&Renew"),
            parent,
        )
        self._lease = lease
        help_text = _("The last day. Empty: until further notice.")
        self.add_field("end_date", _("&To"), DayEditor(desk.today, base=self._start, term=True), help_text)
        self.add_field("monthly_rent", _("Ren&t a month"), AmountEditor(), self._rent_help())
        if (start := self._start()) is not None:
            self.fill({"end_date": end_of_term(start, _TERM_MONTHS)})

    def _start(self) -> date | None:
        return self._lease.end + timedelta(days=1) if self._lease.end is not None else None

    def _rent_help(self) -> str:
        if self._lease.monthly_rent is None:
            return ""
        return _("Empty: as before, {amount}.").format(amount=format_amount(self._lease.monthly_rent))

    def consequences(self) -> Sequence[Sentence]:
        end = self.value("end_date")
        if end is None:
            return ((Tone.INFO, _("The new head lease runs until further notice.")),)
        renewed = replace(self._lease, end=end)
        return ((Tone.INFO, dwelling_words.lease_words(renewed, self.desk.today())),)

    def perform(self) -> Done:
        return head_leases.renew_head_lease(
            self.desk.register,
            self._lease.id,
            self.value("end_date"),
            monthly_rent=self.value("monthly_rent"),
            by=self.desk.by(),
        )
