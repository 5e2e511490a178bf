"""Names and numbers of all persons and households, for finding those that may be the same and those misspelt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, or_, select

from bokart_desk.storage.schema import dwelling, history, household, person

_PERSONS = select(
    person.c.household_id, person.c.name_key, person.c.born_on, person.c.duf_number, person.c.identity_number
)
_HOUSEHOLDS = select(household.c.id, household.c.name, household.c.case_number, household.c.name_key)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A member of a household, as matching sees one."""

    household_id: int
    name_key: str
    born_on: date | None
    duf_number: str | None
    identity_number: str | None


@dataclass(frozen=True, slots=True)
class HouseholdName:
    """What a household is called."""

    id: int
    name: str
    case_number: str
    name_key: str


def persons_by_number(connection: Connection, duf: str | None, identity: str | None) -> list[PersonName]:
    """Return the persons who have one of the numbers."""
    pairs = ((person.c.duf_number, duf), (person.c.identity_number, identity))
    wanted = [column == number for column, number in pairs if number]
    if not wanted:
        return []
    return [PersonName(*values) for values in connection.execute(_PERSONS.where(or_(*wanted)))]


def all_persons(connection: Connection) -> list[PersonName]:
    """Return every person's name and date of birth."""
    return [PersonName(*values) for values in connection.execute(_PERSONS)]


def persons_of(connection: Connection, household_id: int) -> list[PersonName]:
    """Return the members of a household."""
    return [PersonName(*values) for values in connection.execute(_PERSONS.where(person.c.household_id == household_id))]


def households(connection: Connection, ids: list[int]) -> dict[int, HouseholdName]:
    """Return the names of these households by id."""
    found = connection.execute(_HOUSEHOLDS.where(household.c.id.in_(ids)))
    return {values[0]: HouseholdName(*values) for values in found}


def all_household_names(connection: Connection) -> list[tuple[str, str]]:
    """Return name and key of every household."""
    return [(name, key) for name, key in connection.execute(select(household.c.name, household.c.name_key))]


def all_addresses(connection: Connection) -> list[tuple[str, str]]:
    """Return address and the key it is searched by of every dwelling."""
    key = func.coalesce(dwelling.c.address_search, dwelling.c.address_key)
    return [(address, words) for address, words in connection.execute(select(dwelling.c.address, key).distinct())]


def version(connection: Connection) -> int:
    """Return a number that grows with every change of the register."""
    return int(connection.execute(select(func.coalesce(func.max(history.c.id), 0))).scalar_one())
