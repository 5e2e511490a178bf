"""One dwelling with its units, their histories and its head leases, and which dwelling is where."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from bokart_desk.domain.codes import Disposal, DwellingKind, UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingDetail, UnitDetail
from bokart_desk.domain.occupants import Noted, unit_history, unit_state
from bokart_desk.domain.text_keys import sort_key
from bokart_desk.storage.queries.head_leases import leases_of_dwelling
from bokart_desk.storage.queries.occupants import tenancies_on
from bokart_desk.storage.schema import dwelling, landlord, unit


def read_dwelling(connection: Connection, dwelling_id: int, today: date) -> DwellingDetail | None:
    """Return a dwelling with its units and head leases; None when it is gone."""
    statement = (
        select(
            dwelling.c.number, dwelling.c.address, dwelling.c.postcode, dwelling.c.place, dwelling.c.kind,
            dwelling.c.disposal, dwelling.c.landlord_id, landlord.c.name, dwelling.c.reserved_first_settlement,
        )
        .outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
        .where(dwelling.c.id == dwelling_id)
    )  # fmt: skip
    found = connection.execute(statement).first()
    if found is None:
        return None
    number, address, postcode, place, kind, disposal, landlord_id, owner, reserved = found
    return DwellingDetail(
        id=dwelling_id,
        number=number or "",
        address=address,
        postcode=postcode or "",
        place=place or "",
        kind=None if kind is None else DwellingKind(kind),
        disposal=Disposal(disposal),
        landlord_id=landlord_id,
        landlord=owner or "",
        reserved_first_settlement=bool(reserved),
        units=_units(connection, select(unit).where(unit.c.dwelling_id == dwelling_id), today),
        head_leases=tuple(leases_of_dwelling(connection, dwelling_id)),
    )


def _units(connection: Connection, statement: Select[Any], today: date) -> tuple[UnitDetail, ...]:
    found = list(connection.execute(statement).mappings())
    tenancies = tenancies_on(connection, [row["id"] for row in found])
    units = []
    for row in sorted(found, key=lambda one: (sort_key(one["label"]), one["id"])):
        noted = Noted(UnitStatus(row["status"]), row["status_since"], row["vacant_from"])
        contracts = tenancies.get(row["id"], [])
        units.append(
            UnitDetail(
                id=row["id"],
                label=row["label"],
                bedrooms=row["bedrooms"],
                area_m2=row["area_m2"],
                most_persons=row["most_persons"],
                monthly_rent=row["monthly_rent"],
                rent_includes=row["rent_includes"] or "",
                notes=row["notes"] or "",
                state=unit_state(noted, contracts, today),
                occupancy=unit_history(noted, contracts, today),
            )
        )
    return tuple(units)


def dwelling_of(connection: Connection, unit_id: int) -> int | None:
    """Return the dwelling a unit belongs to; None when the unit is gone."""
    return connection.execute(select(unit.c.dwelling_id).where(unit.c.id == unit_id)).scalar()


def dwellings_at(connection: Connection, key: str, postcode: str | None) -> list[tuple[int, str]]:
    """Return id and address of the dwellings at an address (its key); without a postcode it may be any."""
    statement = select(dwelling.c.id, dwelling.c.address).where(dwelling.c.address_key == key)
    if postcode:
        statement = statement.where(or_(dwelling.c.postcode.is_(None), dwelling.c.postcode == postcode))
    return [(record, address) for record, address in connection.execute(statement.order_by(dwelling.c.id))]
