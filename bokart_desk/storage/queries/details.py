"""One contract with all that belongs to it: dwelling, household, other contracts, source rows and history."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from bokart_desk.domain.rows import ContractDetail, ContractRow, PersonLine
from bokart_desk.storage.queries.contract_rows import ROW_COLUMNS, make_row, select_rows
from bokart_desk.storage.queries.sources import sources_of
from bokart_desk.storage.schema import (
    consultant,
    contract,
    dwelling,
    household,
    landlord,
    person,
    review,
    unit,
)

_HISTORY_SHOWN = 200


def read_contract(connection: Connection, contract_id: int, today: date) -> ContractDetail | None:
    """Return the contract with all that belongs to it; None when it is gone."""
    facts = (
        dwelling.c.id, dwelling.c.address, unit.c.label, dwelling.c.postcode, dwelling.c.place, dwelling.c.kind,
        unit.c.bedrooms, unit.c.area_m2, contract.c.number, contract.c.signed_on, contract.c.security_kind,
        contract.c.security_amount, contract.c.notes, household.c.size, household.c.settled_on,
        landlord.c.name, consultant.c.name, contract.c.extra,
    )  # fmt: skip
    statement = (
        select_rows(today, *facts)
        .outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
        .outerjoin(consultant, consultant.c.id == household.c.consultant_id)
        .where(contract.c.id == contract_id)
    )
    values = connection.execute(statement).first()
    if values is None:
        return None
    row = make_row(values[:ROW_COLUMNS])
    (on_dwelling, address, label, postcode, place, kind, bedrooms, area, number, signed, security, amount, notes,
     size, settled, owner, responsible, extra) = values[ROW_COLUMNS:]  # fmt: skip
    persons = _persons(connection, row.household_id)
    # beside an address that shows, no name of another household whose address is protected (rule 11)
    tellable = or_(household.c.protection == "none", contract.c.household_id == row.household_id)
    last_review = connection.execute(select(func.max(review.c.held_on)).where(review.c.contract_id == contract_id))
    return ContractDetail(
        row=row,
        address=address,
        unit=label,
        postcode=postcode,
        place=place,
        landlord=owner,
        dwelling_kind=kind,
        bedrooms=bedrooms,
        area_m2=area,
        number=number,
        signed_on=signed,
        security_kind=security,
        security_amount=amount,
        notes=notes,
        persons=persons,
        household_size=size,
        settled_on=settled,
        consultant=responsible,
        last_review_on=last_review.scalar(),
        others_on_unit=_others(connection, and_(contract.c.unit_id == row.unit_id, tellable), contract_id, today),
        others_of_household=_others(connection, contract.c.household_id == row.household_id, contract_id, today),
        sources=sources_of(connection, {"contract": [contract_id]}),
        dwelling_id=on_dwelling,
        extra=_pairs(extra),
    )


def _persons(connection: Connection, household_id: int) -> tuple[PersonLine, ...]:
    found = connection.execute(
        select(
            person.c.id,
            person.c.given_name,
            person.c.family_name,
            person.c.born_on,
            person.c.duf_number,
            person.c.identity_number,
            person.c.main_person,
        )
        .where(person.c.household_id == household_id)
        .order_by(person.c.main_person.desc(), person.c.id)
    )
    return tuple(PersonLine(*values) for values in found)


def _others(connection: Connection, which: Any, contract_id: int, today: date) -> tuple[ContractRow, ...]:
    statement = select_rows(today).where(which, contract.c.id != contract_id).order_by(contract.c.start_date.desc())
    return tuple(make_row(values) for values in connection.execute(statement))


def _pairs(extra: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), str(value)) for key, value in (extra or {}).items())
