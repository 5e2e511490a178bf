"""The dialogs of shared houses: let room by room, let as a whole again, and change of rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import DwellingKind, UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingDetail, Resident, UnitDetail
from bokart_desk.i18n import _, format_date
from bokart_desk.services import dwelling_words, dwellings, rooms
from bokart_desk.services.doing import Done
from bokart_desk.services.dwellings import MOST_ROOMS
from bokart_desk.services.labels import unit_status_label
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings.forms import kind_choices
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, ChoiceEditor, DayEditor, NumberEditor
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone


class SplitDialog(StepDialog):
    """Lets a dwelling room by room from now on."""

    def __init__(self, desk: Desk, detail: DwellingDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Let room by room"),
            _("{address} becomes a shared house, where each room has a contract of its own.").format(
                address=detail.address
            ),
            _("&Let room by room"),
            parent,
        )
        self._dwelling = detail.id
        self.add_field("rooms", _("&Rooms"), NumberEditor(1, MOST_ROOMS, optional=False), required=True)
        bedrooms = detail.units[0].bedrooms if detail.units else None
        self.fill({"rooms": max(2, bedrooms or 0)})

    def consequences(self) -> Sequence[Sentence]:
        count = self.value("rooms")
        if not count:
            return ()
        text = _("The rooms are called {first} to {last}, and are vacant. You can rename them afterwards.")
        told = text.format(first=dwellings.room_name(1), last=dwellings.room_name(count))
        kept = _("What the dwelling was let as until now is kept for its history.")
        return ((Tone.NEUTRAL, told), (Tone.NEUTRAL, kept))

    def perform(self) -> Done:
        return rooms.split_into_rooms(self.desk.register, self._dwelling, self.value("rooms"), by=self.desk.by())


class JoinDialog(StepDialog):
    """Lets a shared house as a whole again."""

    def __init__(self, desk: Desk, detail: DwellingDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Let as a whole"),
            _("{address} becomes one unit with one contract.").format(address=detail.address),
            _("&Let as a whole"),
            parent,
        )
        self._dwelling = detail.id
        kinds = [choice for choice in kind_choices() if choice[0] is not DwellingKind.SHARED_HOUSE]
        self.add_field("kind", _("&Kind"), ChoiceEditor(kinds), required=True)
        self.add_field("monthly_rent", _("Ren&t a month"), AmountEditor())
        self.fill({"kind": DwellingKind.HOUSE})

    def consequences(self) -> Sequence[Sentence]:
        return ((Tone.NEUTRAL, _("Rooms that somebody has had are kept for their history, as withdrawn.")),)

    def perform(self) -> Done:
        kind = DwellingKind(self.value("kind"))
        rent = self.value("monthly_rent")
        return rooms.join_rooms(self.desk.register, self._dwelling, kind=kind, monthly_rent=rent, by=self.desk.by())


class MoveRoomDialog(StepDialog):
    """Moves a tenant to another room of the house."""

    def __init__(self, desk: Desk, detail: DwellingDetail, unit: UnitDetail, parent: QWidget | None = None) -> None:
        resident = unit.state.resident
        assert resident is not None
        assert resident.contract_id is not None
        super().__init__(
            desk,
            _("Change rooms: {household}").format(household=resident.name),
            _("Now in {room}. One contract ends, and one with the same end begins.").format(room=unit.label),
            _("&Change rooms"),
            parent,
        )
        self._resident: Resident = resident
        self._contract = resident.contract_id
        self._left = unit.label
        free = [one for one in detail.units if one.id != unit.id and one.state.status is not UnitStatus.WITHDRAWN]
        free.sort(key=lambda one: one.state.let)
        self._rooms: Mapping[int, UnitDetail] = {one.id: one for one in free}
        choices = [(one.id, _room_words(one)) for one in free]
        self.add_field("unit_id", _("To &room"), ChoiceEditor(choices), required=True)
        self.add_field("on", _("&From"), DayEditor(desk.today), required=True)
        self.add_field("monthly_rent", _("Ren&t a month"), AmountEditor(), _("Empty: as before."))
        left = (UnitStatus.VACANT, UnitStatus.BEING_MADE_READY, UnitStatus.UNDER_REPAIR)
        statuses = [(status, unit_status_label(status)) for status in left]
        self.add_field("left_room", _("The room they &leave is"), ChoiceEditor(statuses))
        self.add_tick("correction", _("They have lived in the other room all along: put the contract right"))
        self.fill({"on": desk.today(), "left_room": UnitStatus.VACANT})
        if free and not free[0].state.let:
            self.fill({"unit_id": free[0].id})

    def check(self) -> Mapping[str, str]:
        wrong = {}
        room, on = self._rooms.get(self.value("unit_id") or 0), self.value("on")
        if room is not None and room.state.let:
            wrong["unit_id"] = dwelling_words.state_words(room.state, self.desk.today())
        if on is not None and not self.confirmed("correction"):
            wrong["on"] = rooms.why_not_on(self._resident.dates, on)
        return wrong

    def consequences(self) -> Sequence[Sentence]:
        room, on = self._rooms.get(self.value("unit_id") or 0), self.value("on")
        if room is None:
            return ()
        if self.confirmed("correction"):
            text = _("The contract is moved to {room} as if it had been so from {start}. Nothing else changes.")
            return ((Tone.INFO, text.format(room=room.label, start=format_date(self._resident.dates.start))),)
        if on is None or self.check().get("on"):
            return ()
        end = self._resident.dates.end
        if end is None:
            text = _("The contract on {room} begins {day}, without an end.").format(
                room=room.label, day=format_date(on)
            )
        else:
            text = _("The contract on {room} runs from {day} to {end}, as was agreed.").format(
                room=room.label, day=format_date(on), end=format_date(end)
            )
        return ((Tone.NEUTRAL, text),)

    def perform(self) -> Done:
        return rooms.move_to_room(
            self.desk.register,
            self._contract,
            self.value("unit_id"),
            self.value("on"),
            monthly_rent=self.value("monthly_rent"),
            correction=self.confirmed("correction"),
            left_room=UnitStatus(self.value("left_room")),
            by=self.desk.by(),
        )


def _room_words(unit: UnitDetail) -> str:
    name = unit.label or _("The whole dwelling")
    return _("{room} ({status})").format(room=name, status=dwelling_words.state_label(unit.state).lower())
