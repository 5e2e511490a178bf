"""Households and units to choose among in a form, by a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, select

from bokart_desk.domain.rows import UnitRow
from bokart_desk.storage.queries.search_terms import typed_words
from bokart_desk.storage.queries.units import is_let, select_units
from bokart_desk.storage.row_making import make_unit
from bokart_desk.storage.schema import dwelling, household, person, unit


@dataclass(frozen=True, slots=True)
class HouseholdChoice:
    """A household to choose; ``born`` is the first member's date of birth."""

    id: int
    name: str
    case_number: str
    size: int | None
    born: date | None


def households(connection: Connection, text: str, limit: int) -> list[HouseholdChoice]:
    """Return households by name, case number, or a member's name or number; the newest for an empty text.

    First those where each word typed begins one of theirs: Enter takes the first.
    """
    words = typed_words(text)
    statement = _households()
    own = " " + household.c.name_key + " " + func.lower(household.c.case_number)
    theirs = " " + person.c.name_key + " " + func.coalesce(person.c.duf_number, "")

    def holds(part: str) -> ColumnElement[bool]:
        of_household = person.c.household_id == household.c.id
        member = select(person.c.id).where(of_household, theirs.contains(part, autoescape=True))
        return own.contains(part, autoescape=True) | member.exists()

    statement = statement.where(household.c.erased.is_(None))
    for word in words:
        statement = statement.where(holds(word))
    begun = [and_(*(holds(" " + word) for word in words)).desc()] if words else [household.c.id.desc()]
    order = (*begun, household.c.name_sort, household.c.id)
    return [HouseholdChoice(*values) for values in connection.execute(statement.order_by(*order).limit(limit))]


def household_choice(connection: Connection, household_id: int) -> HouseholdChoice | None:
    """Return one household as a choice."""
    found = connection.execute(_households().where(household.c.id == household_id)).first()
    return None if found is None else HouseholdChoice(*found)


def _households() -> Select[Any]:
    born = (
        select(func.min(person.c.born_on))
        .where(person.c.household_id == household.c.id, person.c.main_person)
        .scalar_subquery()
    )
    return select(household.c.id, household.c.name, household.c.case_number, household.c.size, born)


def units(connection: Connection, text: str, today: date, limit: int) -> list[UnitRow]:
    """Return units by address, label or dwelling number, those that are not let first.

    Before that, those where each word typed begins one of theirs: "Storgata 11" is not first of all Storgata 211.
    """
    where = " " + func.coalesce(dwelling.c.address_search, dwelling.c.address_key) + " " + func.lower(unit.c.label)
    where = where + " " + func.coalesce(dwelling.c.number_key, "")
    statement = select_units(today)
    words = typed_words(text)
    for word in words:
        statement = statement.where(where.contains(word, autoescape=True))
    begun = [and_(*(where.contains(" " + word, autoescape=True) for word in words)).desc()] if words else []
    order = (*begun, not_(is_let(today)).desc(), dwelling.c.address_sort, unit.c.label_key, unit.c.id)
    return [make_unit(values) for values in connection.execute(statement.order_by(*order).limit(limit))]


def unit_choice(connection: Connection, unit_id: int, today: date) -> UnitRow | None:
    """Return one unit as a choice."""
    found = connection.execute(select_units(today).where(unit.c.id == unit_id)).first()
    return None if found is None else make_unit(found)
