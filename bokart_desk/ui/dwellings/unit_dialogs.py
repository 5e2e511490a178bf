"""The dialogs on one unit: what it is ready for, and another unit of the dwelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.dwelling_rows import UnitDetail
from bokart_desk.i18n import _, format_date
from bokart_desk.services import dwelling_words, dwellings
from bokart_desk.services.doing import Done
from bokart_desk.services.dwellings import NOT_WHILE_LET
from bokart_desk.services.labels import unit_status_label
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, ChoiceEditor, DayEditor, LineEditor, NumberEditor
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone

_MEANINGS = {
    UnitStatus.VACANT: Tone.SUCCESS,
    UnitStatus.RESERVED: Tone.INFO,
    UnitStatus.WITHDRAWN: Tone.WARNING,
}


class StatusDialog(StepDialog):
    """Notes what a unit is ready for, and since when."""

    def __init__(self, desk: Desk, unit: UnitDetail, place: str, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Status of {unit}").format(unit=place),
            dwelling_words.state_words(unit.state, desk.today()),
            _("&Note the status"),
            parent,
        )
        self._unit = unit
        choices = [(status, unit_status_label(status)) for status in UnitStatus]
        self.add_field("status", _("&Status"), ChoiceEditor(choices), required=True)
        self.add_field("status_since", _("S&ince"), DayEditor(desk.today), required=True)
        status = UnitStatus.IN_USE if unit.state.let and unit.state.status in NOT_WHILE_LET else unit.state.status
        self.fill({"status": status, "status_since": desk.today()})

    def check(self) -> Mapping[str, str]:
        if self._unit.state.let and self.value("status") in NOT_WHILE_LET:
            return {"status": _("Somebody lives here. Register the move-out first.")}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        status, since = self.value("status"), self.value("status_since")
        if status is None or since is None or self.check():
            return ()
        day = format_date(since)
        texts = {
            UnitStatus.VACANT: _("Offered from now on, and counted as vacant from {day}.").format(day=day),
            UnitStatus.RESERVED: _("Kept for somebody: it shows among the units to be allocated, but not as vacant."),
            UnitStatus.BEING_MADE_READY: _("Not ready yet. You are reminded when it takes long."),
            UnitStatus.UNDER_REPAIR: _("Nobody moves in until the repair is done."),
            UnitStatus.WITHDRAWN: _("Not let any more. It is no longer offered; its history is kept."),
        }
        return ((_MEANINGS.get(status, Tone.NEUTRAL), texts[status]),) if status in texts else ()

    def perform(self) -> Done:
        return dwellings.set_status(
            self.desk.register,
            self._unit.id,
            UnitStatus(self.value("status")),
            self.value("status_since"),
            by=self.desk.by(),
        )


class AddUnitDialog(StepDialog):
    """Adds a unit to a dwelling, as a rule a room of a shared house."""

    def __init__(self, desk: Desk, dwelling_id: int, address: str, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("New unit"), _("Another unit at {address}.").format(address=address), _("&Add the unit"), parent
        )
        self._dwelling = dwelling_id
        self.add_field("label", _("Na&me"), LineEditor(40), _("Empty: the next room number."))
        self.add_field("monthly_rent", _("Ren&t a month"), AmountEditor())
        self.add_field("area_m2", _("A&rea, m²"), NumberEditor(0, 1000))
        self.add_field("most_persons", _("Most &persons"), NumberEditor(0, 40))

    def perform(self) -> Done:
        values = {name: self.value(name) for name in self.fields}
        return dwellings.add_unit(self.desk.register, self._dwelling, values, by=self.desk.by())
