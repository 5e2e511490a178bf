"""The pickers that several dialogs share: a household, a unit, a landlord."""

from __future__ import annotations

from bokart_desk.i18n import _
from bokart_desk.services import choosing, landlords
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.record_picker import RecordPicker


def household_picker(desk: Desk) -> RecordPicker:
    """Return an editor that finds a household by name, case number or DUF number; its value is the household's id."""
    return RecordPicker(
        lambda text: choosing.choose_household(desk.register, text),
        lambda household_id: choosing.household_words(desk.register, household_id),
        _("Name, case number or DUF number"),
    )


def unit_picker(desk: Desk) -> RecordPicker:
    """Return an editor that finds a unit by address or number, vacant ones first; its value is the unit's id."""
    return RecordPicker(
        lambda text: choosing.choose_unit(desk.register, text, desk.today()),
        lambda unit_id: choosing.unit_words(desk.register, unit_id, desk.today()),
        _("Address or dwelling number"),
    )


def landlord_picker(desk: Desk) -> RecordPicker:
    """Return an editor that finds a landlord by name or contact person; its value is the landlord's id."""
    return RecordPicker(
        lambda text: landlords.choose_landlord(desk.register, text, desk.today()),
        lambda landlord_id: landlords.landlord_words(desk.register, landlord_id, desk.today()),
        _("Name of the landlord"),
    )
