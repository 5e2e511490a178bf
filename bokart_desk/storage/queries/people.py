"""What rules need to know of households and persons that are there already."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from bokart_desk.domain.codes import Protection
from bokart_desk.storage.schema import dwelling, household, person


def case_number_taken(connection: Connection, number: str, own: int | None) -> bool:
    """Tell whether another household than ``own`` has the case number."""
    found = connection.execute(select(household.c.id).where(household.c.case_number == number)).scalar()
    return found is not None and found != own


def next_case_number(connection: Connection) -> str:
    """Return a case number that no household has: H-00042."""
    count = connection.execute(select(func.count()).select_from(household)).scalar_one()
    while True:
        count += 1
        number = f"H-{count:05d}"
        if not case_number_taken(connection, number, None):
            return number


def number_taken(connection: Connection, field: str, number: str, own: int | None) -> str | None:
    """Return the name of another person than ``own`` who has the number, None when nobody has it."""
    found = connection.execute(
        select(person.c.id, person.c.given_name, person.c.family_name).where(person.c[field] == number)
    ).first()
    return None if found is None or found[0] == own else f"{found[1]} {found[2]}".strip()


def protection_of(connection: Connection, household_id: int) -> Protection:
    """Return how the household's address is protected."""
    found = connection.execute(select(household.c.protection).where(household.c.id == household_id)).scalar()
    return Protection(found) if found else Protection.NONE


def address_keys(connection: Connection) -> frozenset[str]:
    """Return the keys of all addresses in the register."""
    return frozenset(connection.execute(select(dwelling.c.address_key).distinct()).scalars())
