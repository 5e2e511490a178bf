"""What rules need to know of households and persons that are there already."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, FromClause, func, select

from bokart_desk.domain.codes import Protection
from bokart_desk.storage.schema import contract, dwelling, household, metadata, person


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


def main_persons_beside(connection: Connection, person_ids: Iterable[int]) -> list[str]:
    """Return the names of all main persons of a household that has several, if one of these persons is in it."""
    theirs = select(person.c.household_id).where(person.c.id.in_(list(person_ids)))
    several = (
        select(person.c.household_id)
        .where(person.c.main_person, person.c.household_id.in_(theirs))
        .group_by(person.c.household_id)
        .having(func.count() > 1)
        .limit(1)
    )
    found = connection.execute(
        select(person.c.given_name, person.c.family_name)
        .where(person.c.main_person, person.c.household_id.in_(several))
        .order_by(person.c.id)
    )
    return [f"{given} {family}".strip() for given, family in found]


def protection_of(connection: Connection, household_id: int) -> Protection:
    """Return how the household's address is protected."""
    found = connection.execute(select(household.c.protection).where(household.c.id == household_id)).scalar()
    return Protection(found) if found else Protection.NONE


def address_keys(connection: Connection) -> frozenset[str]:
    """Return the keys of all addresses in the register."""
    return frozenset(connection.execute(select(dwelling.c.address_key).distinct()).scalars())


def strictly_confidential_of(connection: Connection, records: Iterable[tuple[str, int]]) -> list[int]:
    """Return the households that these records (kind, id) belong to and whose address is strictly confidential."""
    by_kind: dict[str, list[int]] = {}
    for kind, record in records:
        by_kind.setdefault(kind, []).append(record)
    found: set[int] = set()
    for kind, ids in by_kind.items():
        table = metadata.tables[kind]
        joined: FromClause = household
        if kind == "review":
            joined = household.join(contract).join(table)
        elif kind != "household":
            if "household_id" not in table.c:
                continue
            joined = household.join(table)
        strict = household.c.protection == Protection.STRICTLY_CONFIDENTIAL.value
        statement = select(household.c.id).select_from(joined).where(strict, table.c.id.in_(ids))
        found.update(connection.execute(statement).scalars())
    return sorted(found)
