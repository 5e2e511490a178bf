"""Households and units to choose among in a form: (id, title, subtitle), never with the address of a household."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.rows import UnitRow
from bokart_desk.i18n import _, format_amount, format_date, ngettext
from bokart_desk.services import labels
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import choosing as queries

Choice = tuple[int, str, str]
_MOST = 12


def choose_household(register: Register, text: str, *, limit: int = _MOST) -> list[Choice]:
    """Return households that fit what was typed, the newest for an empty text."""
    with reading(register.engine) as connection:
        return [_household(one) for one in queries.households(connection, text, limit)]


def household_words(register: Register, household_id: int) -> tuple[str, str]:
    """Return title and subtitle of a household; empty when it is gone."""
    with reading(register.engine) as connection:
        found = queries.household_choice(connection, household_id)
    return ("", "") if found is None else _household(found)[1:]


def choose_unit(register: Register, text: str, today: date, *, limit: int = _MOST) -> list[Choice]:
    """Return units that fit what was typed, those that nobody lives in first."""
    with reading(register.engine) as connection:
        return [_unit(one) for one in queries.units(connection, text, today, limit)]


def unit_words(register: Register, unit_id: int, today: date) -> tuple[str, str]:
    """Return title and subtitle of a unit; empty when it is gone."""
    with reading(register.engine) as connection:
        found = queries.unit_choice(connection, unit_id, today)
    return ("", "") if found is None else _unit(found)[1:]


def _household(one: queries.HouseholdChoice) -> Choice:
    persons = ngettext("{count} person", "{count} persons", one.size).format(count=one.size) if one.size else ""
    born = _("born {date}").format(date=format_date(one.born)) if one.born else ""
    return one.id, one.name, " · ".join(part for part in (one.case_number, born, persons) if part)


def _unit(row: UnitRow) -> Choice:
    bedrooms = (
        ngettext("{count} bedroom", "{count} bedrooms", row.bedrooms).format(count=row.bedrooms)
        if row.bedrooms is not None
        else ""
    )
    facts = (
        labels.unit_status_label(row.status, let=row.let),
        labels.dwelling_kind_label(row.kind) if row.kind else "",
        bedrooms,
        format_amount(row.monthly_rent),
        row.dwelling_number,
    )
    return row.id, labels.place_of(row), " · ".join(part for part in facts if part)
