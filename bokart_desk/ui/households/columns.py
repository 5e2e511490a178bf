"""The columns of the list of households, and how their rows become texts."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.household_rows import HouseholdRow, Standing
from bokart_desk.i18n import _, format_date
from bokart_desk.services import labels
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.households import HouseholdSort
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.theme import Tone

_TONES = {Standing.HOUSED: Tone.SUCCESS, Standing.WITHOUT_DWELLING: Tone.WARNING, Standing.FORMER: Tone.NEUTRAL}


def household_columns() -> tuple[Column[HouseholdRow], ...]:
    """Return the columns, with headings in the language in use."""
    return (
        Column("name", _("Household"), lambda row, _today: row.name, 118, HouseholdSort.NAME, share=3),
        Column("where", _("Lives at"), place_text, 104, share=3),
        Column("size", _("Persons"), _size, 76, HouseholdSort.SIZE, right=True),
        Column("standing", _("Dwelling"), standing_text, 118, tone=lambda row, _today: standing_tone(row)),
        Column("settled", _("Settled"), _settled, 80, HouseholdSort.SETTLED, spare=True),
        Column("consultant", _("Consultant"), _consultant, 110, HouseholdSort.CONSULTANT, share=1, spare=True),
        Column("case", _("Case number"), lambda row, _today: row.case_number, 90, spare=True),
    )


def place_text(row: HouseholdRow, _today: date) -> str:
    """Return where the household lives, or what stands instead of a protected address (rule 11)."""
    if row.protection is not Protection.NONE:
        return labels.protected_place(row.protection)
    return row.place


def standing_text(row: HouseholdRow, _today: date) -> str:
    """Return where the household stands, in words."""
    return _("Waiting for a dwelling") if waits(row) else code_label(row.standing)


def standing_tone(row: HouseholdRow) -> Tone:
    """Return the colour of where the household stands."""
    return Tone.INFO if waits(row) else _TONES[row.standing]


def waits(row: HouseholdRow) -> bool:
    """Tell whether it has no dwelling and has applied for one."""
    return row.waiting and row.standing is not Standing.HOUSED


def _size(row: HouseholdRow, _today: date) -> str:
    return str(row.size) if row.size else ""


def _settled(row: HouseholdRow, _today: date) -> str:
    return format_date(row.settled_on)


def _consultant(row: HouseholdRow, _today: date) -> str:
    return row.consultant
