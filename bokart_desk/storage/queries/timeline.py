"""Everything the occupancy timeline shows, read in three statements: units, contracts and head leases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from bokart_desk.storage.queries.plain_rows import plain_rows
from bokart_desk.storage.row_making import as_date
from bokart_desk.storage.schema import contract, dwelling, head_lease, household, landlord, unit


class UnitLine(NamedTuple):
    """A unit and where it is; ``searched``: address, label and number, folded for searching."""

    id: int
    dwelling_id: int
    number: str | None
    address: str
    label: str
    disposal: str
    status: str
    vacant_from: date | None
    searched: str


class TenancyLine(NamedTuple):
    """A contract on a unit. Of a protected household there is neither number nor name (rule 11)."""

    unit_id: int
    contract_id: int | None
    household: str | None
    searched: str | None
    start: date
    end: date | None
    moved_out_on: date | None
    vacate_notice_on: date | None


class LeaseLine(NamedTuple):
    """A head lease on a dwelling."""

    dwelling_id: int
    start: date
    end: date | None
    landlord: str | None


def unit_lines(connection: Connection) -> list[UnitLine]:
    """Return all units, those of one dwelling beside each other, in the order of addresses."""
    written = func.coalesce(dwelling.c.address_search, dwelling.c.address_key)
    searched = written + " " + unit.c.label_key + " " + func.coalesce(dwelling.c.number_key, "")
    statement = (
        select(
            unit.c.id, unit.c.dwelling_id, dwelling.c.number, dwelling.c.address, unit.c.label, dwelling.c.disposal,
            unit.c.status, func.coalesce(unit.c.vacant_from, unit.c.status_since), searched,
        )
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .order_by(dwelling.c.address_sort, dwelling.c.id, unit.c.label_key, unit.c.id)
    )  # fmt: skip
    return [UnitLine._make((*row[:7], as_date(row[7]), row[8])) for row in plain_rows(connection, statement)]


def tenancy_lines(connection: Connection) -> list[TenancyLine]:
    """Return all contracts, unit by unit."""
    openly = household.c.protection == "none"
    statement = (
        select(
            contract.c.unit_id,
            case((openly, contract.c.id)),
            case((openly, household.c.name)),
            case((openly, household.c.name_key)),
            contract.c.start_date, contract.c.end_date, contract.c.moved_out_on, contract.c.vacate_notice_on,
        )
        .join(household, household.c.id == contract.c.household_id)
        .order_by(contract.c.unit_id, contract.c.start_date, contract.c.id)
    )  # fmt: skip
    return [TenancyLine._make((*row[:4], *_days(row[4:]))) for row in plain_rows(connection, statement)]


def lease_lines(connection: Connection) -> list[LeaseLine]:
    """Return all head leases, dwelling by dwelling; one that names no landlord is its dwelling's landlord's."""
    owner = func.coalesce(head_lease.c.landlord_id, dwelling.c.landlord_id)
    statement = (
        select(head_lease.c.dwelling_id, head_lease.c.start_date, head_lease.c.end_date, landlord.c.name)
        .select_from(head_lease)
        .join(dwelling, dwelling.c.id == head_lease.c.dwelling_id)
        .outerjoin(landlord, landlord.c.id == owner)
        .order_by(head_lease.c.dwelling_id, head_lease.c.start_date, head_lease.c.id)
    )
    return [LeaseLine._make((row[0], *_days(row[1:3]), row[3])) for row in plain_rows(connection, statement)]


def _days(values: Sequence[str | None]) -> list[date | None]:
    return [None if value is None else date.fromisoformat(value) for value in values]
