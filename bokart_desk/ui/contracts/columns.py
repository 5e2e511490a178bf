"""The columns of the lists of contracts and of vacant units, and how their rows become texts."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import Protection, UnitStatus
from bokart_desk.domain.rows import ContractRow, UnitRow
from bokart_desk.i18n import _, format_date, ngettext, pgettext
from bokart_desk.services import labels
from bokart_desk.services.contracts import ContractSort
from bokart_desk.ui.lists.columns import Column, amount_text, area_text
from bokart_desk.ui.theme import Tone, status_tone

_UNIT_TONES = {
    UnitStatus.VACANT: Tone.SUCCESS,
    UnitStatus.RESERVED: Tone.INFO,
    UnitStatus.BEING_MADE_READY: Tone.WARNING,
    UnitStatus.UNDER_REPAIR: Tone.WARNING,
}


def contract_columns() -> tuple[Column[ContractRow], ...]:
    """Return the columns of the list of contracts, with headings in the language in use."""
    return (
        Column("who", _("Household"), _who, 128, ContractSort.HOUSEHOLD, share=3),
        Column("where", _("Address"), _place, 166, ContractSort.PLACE, share=4),
        Column("from", pgettext("period", "From"), lambda row, _today: format_date(row.start), 79, ContractSort.START),
        Column("to", pgettext("period", "To"), _last_day, 79, ContractSort.LAST_DAY),
        Column("left", _("Time left"), labels.time_left, 132, ContractSort.LAST_DAY, share=2),
        Column("status", _("Status"), _status, 132, tone=lambda row, today: status_tone(row.status(today))),
        Column("rent", _("Rent"), _rent, 88, ContractSort.RENT, True, spare=True),
        Column("number", _("Dwelling no."), _dwelling_number, 68, spare=True),
    )


def unit_columns() -> tuple[Column[UnitRow], ...]:
    """Return the columns of the list of vacant units, with headings in the language in use."""
    return (
        Column("where", _("Address"), _unit_place, 140, share=4),
        Column("number", _("Dwelling no."), lambda row, _today: row.dwelling_number, 70, spare=True),
        Column("kind", _("Kind"), lambda row, _today: labels.dwelling_kind_label(row.kind), 82, share=1),
        Column("bedrooms", _("Bedrooms"), _bedrooms, 72, right=True),
        Column("area", _("Area"), lambda row, _today: area_text(row.area_m2), 62, right=True),
        Column("rent", _("Rent"), lambda row, _today: amount_text(row.monthly_rent), 92, right=True),
        Column("since", _("Vacant since"), vacant_since_text, 144, share=1),
        Column("status", _("Status"), _unit_status, 110, tone=lambda row, _today: unit_tone(row.status)),
        Column(
            "disposal", _("Disposal"), lambda row, _today: labels.disposal_label(row.disposal), 150, share=2, spare=True
        ),
    )


def _who(row: ContractRow, _today: date) -> str:
    return row.household


def _place(row: ContractRow, _today: date) -> str:
    return labels.place_of(row)


def _unit_place(row: UnitRow, _today: date) -> str:
    return labels.place_of(row)


def _dwelling_number(row: ContractRow, _today: date) -> str:
    return row.dwelling_number if row.protection == Protection.NONE else ""


def _rent(row: ContractRow, _today: date) -> str:
    return amount_text(row.monthly_rent)


def _last_day(row: ContractRow, _today: date) -> str:
    return format_date(row.end) if row.end is not None else "–"  # the next column says that there is none


def _status(row: ContractRow, today: date) -> str:
    return labels.status_label(row.status(today))


def _unit_status(row: UnitRow, _today: date) -> str:
    return labels.unit_status_label(row.status)


def unit_tone(status: UnitStatus) -> Tone:
    """Return the tone of a unit's own status."""
    return _UNIT_TONES.get(status, Tone.NEUTRAL)


def _bedrooms(row: UnitRow, _today: date) -> str:
    return "" if row.bedrooms is None else str(row.bedrooms)


def vacant_since_text(row: UnitRow, today: date) -> str:
    """Return since when a unit is vacant and for how long in days, or that it is not known."""
    if row.vacant_since is None:
        return _("not known")
    days = (today - row.vacant_since).days
    day = format_date(row.vacant_since)
    if days < 0:
        return _("from {date}").format(date=day)
    return ngettext("{date} ({count} day)", "{date} ({count} days)", days).format(date=day, count=days)
