"""The fields of a dwelling and of a unit, saved as one leaves them."""

from __future__ import annotations

from bokart_desk.domain.codes import Disposal, DwellingKind
from bokart_desk.i18n import _
from bokart_desk.services import labels
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings.area_editor import AreaEditor
from bokart_desk.ui.forms.editors import (
    AmountEditor,
    ChoiceEditor,
    LineEditor,
    NumberEditor,
    TextEditor,
    YesNoEditor,
)
from bokart_desk.ui.forms.pickers import landlord_picker
from bokart_desk.ui.forms.record_card import RecordCard


def kind_choices() -> list[tuple[DwellingKind, str]]:
    """Return the kinds of dwelling, by name."""
    return [(kind, labels.dwelling_kind_label(kind)) for kind in DwellingKind]


def disposal_choices() -> list[tuple[Disposal, str]]:
    """Return the ways to dispose of a dwelling, by name."""
    return [(disposal, labels.disposal_label(disposal)) for disposal in Disposal]


def unit_card(desk: Desk) -> RecordCard:
    """Return the fields of a unit."""
    card = RecordCard(desk, "unit", _("The unit"))
    card.add("label", _("Name of the unit"), LineEditor(40))
    card.add("monthly_rent", _("Rent a month"), AmountEditor())
    card.add("bedrooms", _("Bedrooms"), NumberEditor(0, 30))
    card.add("area_m2", _("Area"), AreaEditor())
    card.add("most_persons", _("Most persons"), NumberEditor(0, 40))
    card.add("rent_includes", _("The rent includes"), LineEditor(200))
    card.add("notes", _("Notes on the unit"), TextEditor(2), wide=True)
    return card


def dwelling_card(desk: Desk) -> RecordCard:
    """Return the fields of a dwelling."""
    card = RecordCard(desk, "dwelling", _("The dwelling"))
    card.add("address", _("Address"), LineEditor(120), wide=True, required=True)
    card.add("postcode", _("Postcode"), LineEditor(4))
    card.add("place", _("Place"), LineEditor(60))
    card.add("area_of_town", _("Area of town"), LineEditor(60))
    card.add("number", _("Dwelling no."), LineEditor(40))
    card.add("cadastral_number", _("Land register no."), LineEditor(40))
    card.add("kind", _("Kind"), ChoiceEditor(kind_choices(), _("Not known")))
    card.add("disposal", _("Disposal"), ChoiceEditor(disposal_choices()), wide=True)
    card.add("landlord_id", _("Landlord"), landlord_picker(desk), wide=True)
    card.add("reserved_first_settlement", _("Reserved for first settlement"), YesNoEditor(), wide=True)
    card.add("standard", _("Standard"), LineEditor(80))
    card.add("floor", _("Floor"), LineEditor(40))
    for name, title in (
        ("lift", _("Lift")),
        ("wheelchair", _("Fit for a wheelchair")),
        ("near_centre", _("Near the centre")),
        ("near_transport", _("Near public transport")),
        ("near_school", _("Near a school")),
        ("near_nursery", _("Near a nursery")),
    ):
        card.add(name, title, YesNoEditor())
    card.add("strengths", _("Strengths"), TextEditor(2), wide=True)
    card.add("faults", _("Faults"), TextEditor(2), wide=True)
    card.add("notes", _("Notes"), TextEditor(3), wide=True)
    return card
