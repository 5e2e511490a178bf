"""Who has or had units: the contracts of a few units, with what may be told of each household beside an address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Select, func, select

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.occupants import Tenancy
from bokart_desk.storage.schema import contract, household

_AT_A_TIME = 900


def tenancies_on(connection: Connection, unit_ids: Iterable[int]) -> dict[int, list[Tenancy]]:
    """Return the contracts of each unit by their start; units without one are left out."""
    ids = list(unit_ids)
    found: dict[int, list[Tenancy]] = {}
    for first in range(0, len(ids), _AT_A_TIME):
        statement = (
            select(
                contract.c.unit_id, contract.c.id, household.c.id, household.c.name, household.c.protection,
                contract.c.start_date, contract.c.end_date, contract.c.moved_out_on, contract.c.vacate_notice_on,
            )
            .join(household, household.c.id == contract.c.household_id)
            .where(contract.c.unit_id.in_(ids[first : first + _AT_A_TIME]))
            .order_by(contract.c.start_date, contract.c.id)
        )  # fmt: skip
        for of, record, who, name, protection, start, end, moved_out, notice in connection.execute(statement):
            openly = protection == Protection.NONE
            tenancy = Tenancy(record, who, name, openly, ContractDates(start, end, moved_out, notice))
            found.setdefault(of, []).append(tenancy)
    return found


def units_of_people(word: str, today: date) -> Select[tuple[int]]:
    """Select the units of households with ``word`` (folded) in their name; never of a protected one (rule 11)."""
    return (
        select(contract.c.unit_id)
        .join(household, household.c.id == contract.c.household_id)
        .where(
            household.c.protection == Protection.NONE.value,
            func.instr(household.c.name_key, word) > 0,
            contract.c.start_date <= today,
            contract.c.moved_out_on.is_(None) | (contract.c.moved_out_on > today),
        )
    )
