"""What a list's columns are: a stable key, a heading, how a row becomes its text, and what sorting it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from bokart_desk.domain.codes import Protection, UnitStatus
from bokart_desk.domain.rows import ContractRow, UnitRow
from bokart_desk.i18n import _, current_language, format_amount, format_date, format_number, ngettext, pgettext
from bokart_desk.services import labels
from bokart_desk.services.contracts import ContractSort
from bokart_desk.ui.theme import Tone, status_tone

Row = TypeVar("Row")

_UNIT_TONES = {
    UnitStatus.VACANT: Tone.SUCCESS,
    UnitStatus.RESERVED: Tone.INFO,
    UnitStatus.BEING_MADE_READY: Tone.WARNING,
    UnitStatus.UNDER_REPAIR: Tone.WARNING,
}


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. ``text`` gets the row and today; ``sort`` is None where the list cannot be sorted by it.

    ``width``: pixels it needs; ``share``: its part of the room that is left when all have what they need.
    ``tone``: for a column whose text is painted as a coloured pill.
    ``spare``: not shown where there is no room for it, until the user chooses columns.
    """

    key: str
    title: str
    text: Callable[[Row, date], str]
    width: int
    sort: ContractSort | None = None
    right: bool = False
    share: int = 0
    tone: Callable[[Row, date], Tone] | None = None
    spare: bool = False


def contract_columns() -> tuple[Column[ContractRow], ...]:
    """Return the columns of the list of contracts, with headings in the language in use."""
    return (
        Column("who", _("Household"), _who, 128, ContractSort.HOUSEHOLD, share=3),
        Column("where", _("Address"), _place, 166, ContractSort.PLACE, share=4),
        Column("from", pgettext("period", "From"), lambda row, _today: format_date(row.start), 79, ContractSort.START),
        Column("to", pgettext("period", "To"), _last_day, 79, ContractSort.LAST_DAY),
        Column("left", _("Time left"), labels.time_left, 132, ContractSort.LAST_DAY, share=2),
        Column("status", _("Status"), _status, 132, tone=lambda row, today: status_tone(row.status(today))),
        Column("rent", _("Rent"), lambda row, _today: amount_text(row.monthly_rent), 88, ContractSort.RENT, True),
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


def _last_day(row: ContractRow, _today: date) -> str:
    return format_date(row.end) if row.end is not None else "–"  # the next column says that there is none


def _status(row: ContractRow, today: date) -> str:
    return labels.status_label(row.status(today))


def _unit_status(row: UnitRow, _today: date) -> str:
    return labels.unit_status_label(row.status)


def unit_tone(status: UnitStatus) -> Tone:
    """Return the tone of a unit's own status."""
    return _UNIT_TONES.get(status, Tone.NEUTRAL)


def _disposal(row: UnitRow, _today: date) -> str:
    return labels.disposal_label(row.disposal)


def _bedrooms(row: UnitRow, _today: date) -> str:
    return "" if row.bedrooms is None else str(row.bedrooms)


def amount_text(kroner: Decimal | None) -> str:
    """Return an amount for people; kept, because formatting one takes longer than painting it."""
    return _amount(kroner, current_language())


@lru_cache(maxsize=2048)
def _amount(kroner: Decimal | None, _language: str) -> str:
    return format_amount(kroner)


def area_text(square_metres: float | None) -> str:
    """Return an area for people: "54 m²", empty when it is not known."""
    if square_metres is None:
        return ""
    return _("{area} m²").format(area=format_number(round(square_metres, 1)))


def vacant_since_text(row: UnitRow, today: date) -> str:
    """Return since when a unit is vacant and for how long in days, or that it is not known."""
    if row.vacant_since is None:
        return _("not known")
    days = (today - row.vacant_since).days
    day = format_date(row.vacant_since)
    if days < 0:
        return _("from {date}").format(date=day)
    return ngettext("{date} ({count} day)", "{date} ({count} days)", days).format(date=day, count=days)
