"""The dialogs of landlords: a new one, and two that are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import LandlordKind
from bokart_desk.domain.dwelling_rows import LandlordDetail
from bokart_desk.i18n import _
from bokart_desk.services import landlords
from bokart_desk.services.doing import Done
from bokart_desk.services.dwelling_words import landlord_kind_label
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import ChoiceEditor, LineEditor
from bokart_desk.ui.forms.pickers import landlord_picker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone


def kind_choices() -> list[tuple[LandlordKind, str]]:
    """Return the kinds of landlord, by name."""
    return [(kind, landlord_kind_label(kind)) for kind in LandlordKind]


class NewLandlordDialog(StepDialog):
    """Enters a landlord, and points out one of a name like it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("New landlord"), _("Whom the municipality rents dwellings from."), _("&Enter the landlord"), parent
        )
        self.add_field("name", _("Na&me"), LineEditor(120), wide=True, required=True)
        self.add_field("kind", _("&Kind"), ChoiceEditor(kind_choices(), _("Not known")))
        self.add_field("organisation_number", _("&Organisation no."), LineEditor(20))
        self.add_field("contact_person", _("&Contact person"), LineEditor(80))
        self.add_field("phone", _("&Telephone"), LineEditor(30))
        self.add_field("email", _("E-m&ail"), LineEditor(120), wide=True)

    def consequences(self) -> Sequence[Sentence]:
        name = self.value("name")
        same = landlords.similar_landlords(self.desk.register, name) if name else ()
        text = _("{name} is in the register already, and may be the same.")
        return tuple((Tone.WARNING, text.format(name=other)) for _id, other in same)

    def perform(self) -> Done:
        values = {name: self.value(name) for name in self.fields}
        return landlords.new_landlord(self.desk.register, values, by=self.desk.by())


class MergeLandlordDialog(StepDialog):
    """Makes two landlords one."""

    def __init__(self, desk: Desk, landlord: LandlordDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Merge with {name}").format(name=landlord.name),
            _("The same landlord under two spellings becomes one. This one stays; Ctrl+Z parts them again."),
            _("&Merge"),
            parent,
        )
        self._landlord = landlord
        self.add_field("other", _("The &other landlord"), landlord_picker(desk), wide=True, required=True)
        same = landlords.similar_landlords(desk.register, landlord.name, beside=landlord.id)
        if same:
            self.fill({"other": same[0][0]})

    def check(self) -> Mapping[str, str]:
        return {"other": _("This is the one that stays.")} if self.value("other") == self._landlord.id else {}

    def consequences(self) -> Sequence[Sentence]:
        other = self.value("other")
        detail = landlords.landlord_detail(self.desk.register, other, self.desk.today()) if other is not None else None
        if detail is None or other == self._landlord.id:
            return ()
        moved = _("From {other} to {name}: dwellings {dwellings}, head leases {leases}.").format(
            other=detail.name,
            name=self._landlord.name,
            dwellings=len(detail.dwellings),
            leases=len(detail.head_leases),
        )
        return (
            (Tone.NEUTRAL, moved),
            (Tone.NEUTRAL, _("What only {other} has noted is taken over.").format(other=detail.name)),
            (Tone.WARNING, _("{other} is then no longer a landlord of its own.").format(other=detail.name)),
        )

    def perform(self) -> Done:
        return landlords.merge_landlords(self.desk.register, self._landlord.id, self.value("other"), by=self.desk.by())
