"""Which contracts claim a unit on the same day (rule 8)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.contracts import ContractDates, overlap
from bokart_desk.storage.schema import contract, household


@dataclass(frozen=True, slots=True)
class Claim:
    """A contract that claims a unit: who (hidden when the household's address is protected) and when."""

    contract_id: int
    household_id: int
    household: str
    protection: Protection
    dates: ContractDates


def claims_on(connection: Connection, unit_id: int, dates: ContractDates, *, beside: int | None = None) -> list[Claim]:
    """Return the contracts on the unit that claim a day of ``dates``, the first one first; ``beside`` is left out."""
    found = connection.execute(
        select(
            contract.c.id, contract.c.household_id, household.c.name, household.c.protection, contract.c.start_date,
            contract.c.end_date, contract.c.moved_out_on, contract.c.vacate_notice_on,
        )
        .join(household, household.c.id == contract.c.household_id)
        .where(contract.c.unit_id == unit_id)
        .order_by(contract.c.start_date)
    )  # fmt: skip
    claims = [
        Claim(record, who, name, Protection(protection), ContractDates(start, end, moved_out, notice))
        for record, who, name, protection, start, end, moved_out, notice in found
        if record != beside
    ]
    return [claim for claim in claims if overlap(claim.dates, dates)]


def overlapping_contract(connection: Connection, contract_id: int) -> int | None:
    """Return another contract that claims a day of the same unit; None when there is none, or it is gone."""
    held = connection.execute(
        select(
            contract.c.unit_id, contract.c.start_date, contract.c.end_date, contract.c.moved_out_on,
        ).where(contract.c.id == contract_id)
    ).first()  # fmt: skip
    if held is None:
        return None
    unit_id, start, end, moved_out = held
    others = claims_on(connection, unit_id, ContractDates(start, end, moved_out), beside=contract_id)
    return others[0].contract_id if others else None
