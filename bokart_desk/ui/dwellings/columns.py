"""The columns of the list of dwellings: one row for each unit, with who has it and since when."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.dwelling_rows import DwellingRow, UnitState
from bokart_desk.i18n import _, format_date
from bokart_desk.services import labels
from bokart_desk.services.dwelling_words import holder, known_since, state_label
from bokart_desk.services.dwellings import DwellingSort
from bokart_desk.ui.lists.columns import Column, amount_text, area_text
from bokart_desk.ui.theme import Tone, status_tone

_TONES = {
    UnitStatus.VACANT: Tone.SUCCESS,
    UnitStatus.RESERVED: Tone.INFO,
    UnitStatus.BEING_MADE_READY: Tone.WARNING,
    UnitStatus.UNDER_REPAIR: Tone.WARNING,
}
_TOLD_BY_THE_CONTRACT = (ContractStatus.PAST_END, ContractStatus.BECAME_INDEFINITE, ContractStatus.NOTICE_GIVEN)


def dwelling_columns() -> tuple[Column[DwellingRow], ...]:
    """Return the columns, with headings in the language in use."""
    return (
        Column("where", _("Dwelling"), _place, 170, DwellingSort.ADDRESS, share=4),
        Column("status", _("Status"), _status, 138, DwellingSort.STATUS, tone=_tone),
        Column("who", _("Who has it"), _who, 120, share=3),
        Column("since", _("Since"), lambda row, _today: format_date(known_since(row.state)), 84),
        Column("to", _("Contract to"), _contract_end, 84, spare=True),
        Column("rent", _("Rent"), lambda row, _today: amount_text(row.monthly_rent), 84, DwellingSort.RENT, True),
        Column("bedrooms", _("Bedrooms"), _bedrooms, 74, right=True, spare=True),
        Column("number", _("Dwelling no."), lambda row, _today: row.number, 78, DwellingSort.NUMBER, spare=True),
        Column("kind", _("Kind"), _kind, 90, DwellingSort.KIND, share=1, spare=True),
        Column("area", _("Area"), lambda row, _today: area_text(row.area_m2), 66, right=True, spare=True),
        Column("town", _("Area of town"), lambda row, _today: row.area_of_town, 90, share=1, spare=True),
        Column("landlord", _("Landlord"), lambda row, _today: row.landlord, 110, share=1, spare=True),
        Column("lease", _("Head lease to"), lambda row, _today: format_date(row.lease_end), 96, spare=True),
    )


def place_of(row: DwellingRow) -> str:
    """Return address and unit: "Storgata 8 H0201", "Fjellveien 5, Rom 2"."""
    if not row.unit:
        return row.address
    return (
        _("{address}, {room}").format(address=row.address, room=row.unit) if row.shared else f"{row.address} {row.unit}"
    )


def state_text(state: UnitState) -> str:
    """Return what a unit is; where something must be done about its contract, that, unless it is a protected one."""
    if state.resident is not None and not state.resident.protected and state.resident.status in _TOLD_BY_THE_CONTRACT:
        return labels.status_label(state.resident.status)
    return state_label(state)


def state_tone(state: UnitState) -> Tone:
    """Return the tone of a unit: that of the contract where something must be done about it."""
    if state.resident is not None:
        told = not state.resident.protected and state.resident.status in _TOLD_BY_THE_CONTRACT
        return status_tone(state.resident.status) if told else Tone.NEUTRAL
    return _TONES.get(state.status, Tone.NEUTRAL)


def _place(row: DwellingRow, _today: date) -> str:
    return place_of(row)


def _who(row: DwellingRow, _today: date) -> str:
    return holder(row.state)


def _status(row: DwellingRow, _today: date) -> str:
    return _("No units") if row.unit_id is None else state_text(row.state)


def _tone(row: DwellingRow, _today: date) -> Tone:
    return state_tone(row.state)


def _kind(row: DwellingRow, _today: date) -> str:
    return labels.dwelling_kind_label(row.kind)


def _contract_end(row: DwellingRow, _today: date) -> str:
    if row.state.resident is None or row.state.resident.protected:
        return ""
    return format_date(row.state.resident.dates.end) or "–"


def _bedrooms(row: DwellingRow, _today: date) -> str:
    return "" if row.bedrooms is None else str(row.bedrooms)
