"""The dialog that enters a dwelling with its unit, or a shared house with its rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import Disposal, DwellingKind, UnitStatus
from bokart_desk.i18n import _, ngettext
from bokart_desk.services import dwellings
from bokart_desk.services.doing import Done
from bokart_desk.services.dwellings import MOST_ROOMS
from bokart_desk.services.labels import unit_status_label
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings.forms import disposal_choices, kind_choices
from bokart_desk.ui.dwellings.new_landlord import NewLandlordButton
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, ChoiceEditor, LineEditor, NumberEditor
from bokart_desk.ui.forms.pickers import landlord_picker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone

_OF_DWELLING = ("address", "postcode", "place", "kind", "disposal", "landlord_id", "number")
_OF_UNIT = ("label", "bedrooms", "monthly_rent", "status")
_FEW_ROOMS = 4


class NewDwellingDialog(StepDialog):
    """Asks for what is needed to begin with; all else is filled in afterwards, in the dwelling's own fields."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, landlord_id: int | None = None) -> None:
        super().__init__(
            desk,
            _("New dwelling"),
            _("What is not known yet can be filled in later."),
            _("&Enter the dwelling"),
            parent,
        )
        help_text = _("The unit, postcode and place may stand in the address too.")
        self.add_field("address", _("&Address"), LineEditor(120), help_text, wide=True, required=True)
        self.add_field("postcode", _("&Postcode"), LineEditor(4))
        self.add_field("place", _("P&lace"), LineEditor(60))
        self.add_field("kind", _("&Kind"), ChoiceEditor(kind_choices(), _("Not known")))
        self.add_field("number", _("Dwelling &no."), LineEditor(40))
        self.add_field("disposal", _("&Disposal"), ChoiceEditor(disposal_choices()))
        self.add_field("landlord_id", _("Land&lord"), landlord_picker(desk))
        self.add_field("rooms", _("&Rooms"), NumberEditor(1, MOST_ROOMS, optional=False), required=True)
        self.add_field(
            "label", _("Name of the &unit"), LineEditor(40), _("For example H0201; empty for a whole house.")
        )
        self.add_field("bedrooms", _("&Bedrooms"), NumberEditor(0, 30))
        self.add_field("monthly_rent", _("Ren&t a month"), AmountEditor())
        self.add_field("status", _("&Status"), ChoiceEditor(_first_statuses()))
        self.fill(
            {
                "disposal": Disposal.MUNICIPAL,
                "status": UnitStatus.VACANT,
                "rooms": _FEW_ROOMS,
                "landlord_id": landlord_id,
            }
        )
        self.show_field("rooms", False)
        NewLandlordButton(self)
        self.fields["kind"].editing.edited.connect(self._kind_chosen)

    def consequences(self) -> Sequence[Sentence]:
        told: list[Sentence] = []
        address = self.value("address") or ""
        there = dwellings.dwellings_at(self.desk.register, address, self.value("postcode")) if address else ()
        if there:
            text = _("There is a dwelling at {address} already. Another unit there belongs to that dwelling.")
            told.append((Tone.WARNING, text.format(address=there[0][1])))
        if self._shared() and (rooms := self.value("rooms")):
            text = ngettext(
                "The house gets {count} room that is let by itself.",
                "The house gets {count} rooms that are let one by one: {first} to {last}.",
                rooms,
            )
            words = {"first": dwellings.room_name(1), "last": dwellings.room_name(rooms)}
            told.append((Tone.NEUTRAL, text.format(count=rooms, **words)))
        return told

    def perform(self) -> Done:
        values: Mapping[str, Any] = {name: self.value(name) for name in _OF_DWELLING}
        unit = {name: self.value(name) for name in _OF_UNIT if self.value(name) is not None}
        rooms = self.value("rooms") if self._shared() else None
        return dwellings.new_dwelling(self.desk.register, values, unit=unit, rooms=rooms, by=self.desk.by())

    def _shared(self) -> bool:
        return bool(self.fields["kind"].value() == DwellingKind.SHARED_HOUSE)

    def _kind_chosen(self) -> None:
        self.show_field("rooms", self._shared())
        self.show_field("label", not self._shared())
        self.show_field("bedrooms", not self._shared())


def _first_statuses() -> list[tuple[UnitStatus, str]]:
    return [(status, unit_status_label(status)) for status in UnitStatus]
