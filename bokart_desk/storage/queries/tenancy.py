"""What the commands on contracts need to know: the unit and who had it, the household and where it lives, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, exists, func, select

from bokart_desk.domain.codes import CodeList, FollowUpKind, Protection, SettlementKind, UnitStatus
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.storage.queries.overlaps import Claim
from bokart_desk.storage.schema import (
    code_value,
    contract,
    dwelling,
    follow_up,
    head_lease,
    history,
    household,
    need,
    person,
    review,
    unit,
)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit and its dwelling. ``head_leases``: (start, end) each, end None while open."""

    id: int
    dwelling_id: int
    place: str
    status: UnitStatus
    status_since: date | None
    vacant_from: date | None
    monthly_rent: Decimal | None
    bedrooms: int | None
    most_persons: int | None
    reserved_first_settlement: bool | None
    head_leases: tuple[tuple[date, date | None], ...]


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """A household. ``persons``: its size as told, or else how many members are registered, None while not known."""

    id: int
    name: str
    protection: Protection
    settlement_kind: SettlementKind | None
    persons: int | None
    needed_bedrooms: int | None
    monthly_income: Decimal | None


@dataclass(frozen=True, slots=True)
class HouseholdContract:
    """A contract of a household, with the place it is for. ``superseded``: a later contract on the unit has begun."""

    contract_id: int
    unit_id: int
    place: str
    dates: ContractDates
    short_term_reason: str | None


def unit_facts(connection: Connection, unit_id: int) -> UnitFacts | None:
    """Return what is known of a unit; None when it is gone."""
    found = connection.execute(
        select(
            unit.c.id, unit.c.dwelling_id, dwelling.c.address, unit.c.label, unit.c.status, unit.c.status_since,
            unit.c.vacant_from, unit.c.monthly_rent, unit.c.bedrooms, unit.c.most_persons,
            dwelling.c.reserved_first_settlement,
        )
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(unit.c.id == unit_id)
    ).first()  # fmt: skip
    if found is None:
        return None
    leases = connection.execute(
        select(head_lease.c.start_date, head_lease.c.end_date)
        .where(head_lease.c.dwelling_id == found.dwelling_id)
        .order_by(head_lease.c.start_date)
    )
    return UnitFacts(
        id=found.id,
        dwelling_id=found.dwelling_id,
        place=f"{found.address} {found.label}".strip(),
        status=UnitStatus(found.status),
        status_since=found.status_since,
        vacant_from=found.vacant_from,
        monthly_rent=found.monthly_rent,
        bedrooms=found.bedrooms,
        most_persons=found.most_persons,
        reserved_first_settlement=found.reserved_first_settlement,
        head_leases=tuple((start, end) for start, end in leases),
    )


def household_facts(connection: Connection, household_id: int) -> HouseholdFacts | None:
    """Return what is known of a household; None when it is gone."""
    members = select(func.count()).where(person.c.household_id == household_id).scalar_subquery()
    found = connection.execute(
        select(
            household.c.name, household.c.protection, household.c.settlement_kind, household.c.size, members,
            household.c.needed_bedrooms, household.c.monthly_income,
        ).where(household.c.id == household_id)
    ).first()  # fmt: skip
    if found is None:
        return None
    name, protection, kind, size, counted, bedrooms, income = found
    settled = SettlementKind(kind) if kind else None
    return HouseholdFacts(
        household_id, name, Protection(protection), settled, size or counted or None, bedrooms, income
    )


def contracts_on(connection: Connection, unit_id: int) -> list[Claim]:
    """Return all contracts on a unit, the first one first."""
    found = connection.execute(
        select(
            contract.c.id, contract.c.household_id, household.c.name, household.c.protection, contract.c.start_date,
            contract.c.end_date, contract.c.moved_out_on, contract.c.vacate_notice_on,
        )
        .join(household, household.c.id == contract.c.household_id)
        .where(contract.c.unit_id == unit_id)
        .order_by(contract.c.start_date, contract.c.id)
    )  # fmt: skip
    return [
        Claim(record, who, name, Protection(protection), ContractDates(start, end, moved_out, notice))
        for record, who, name, protection, start, end, moved_out, notice in found
    ]


def contracts_of(connection: Connection, household_id: int, today: date) -> list[HouseholdContract]:
    """Return all contracts of a household as seen from ``today``, the first one first."""
    later = contract.alias("later")
    superseded = exists().where(
        later.c.unit_id == contract.c.unit_id,
        later.c.start_date > contract.c.start_date,
        later.c.start_date <= today,
    )
    found = connection.execute(
        select(
            contract.c.id, contract.c.unit_id, dwelling.c.address, unit.c.label, contract.c.short_term_reason,
            contract.c.start_date, contract.c.end_date, contract.c.moved_out_on, contract.c.vacate_notice_on,
            superseded.label("superseded"),
        )
        .join(unit, unit.c.id == contract.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(contract.c.household_id == household_id)
        .order_by(contract.c.start_date, contract.c.id)
    )  # fmt: skip
    return [
        HouseholdContract(record, on_unit, f"{address} {label}".strip(), ContractDates(*dates), reason)
        for record, on_unit, address, label, reason, *dates in found
    ]


def end_before_early(connection: Connection, contract_id: int, end: date | None) -> date | None:
    """Return the end that was agreed before the contract was ended early on ``end``; None when it was not."""
    lines = connection.execute(
        select(history.c.before, history.c.after)
        .where(history.c.kind == "contract", history.c.record_id == contract_id, history.c.what == "end_early")
        .order_by(history.c.id.desc())
    )
    wanted = end.isoformat() if end else None
    for before, after in lines:
        if after and wanted is not None and after.get("end_date") == wanted:
            was = before.get("end_date")
            return date.fromisoformat(was) if was else date.max
    return None


def reviews_of(connection: Connection, contract_id: int) -> Sequence[Any]:
    """Return the reviews of a contract with all their fields, the latest first."""
    return connection.execute(
        select(review).where(review.c.contract_id == contract_id).order_by(review.c.held_on.desc(), review.c.id.desc())
    ).all()


def last_talk(connection: Connection, household_id: int) -> date | None:
    """Return the day the household was last talked with, by its follow-ups; None when it was not."""
    return connection.execute(
        select(func.max(follow_up.c.done_on)).where(
            follow_up.c.household_id == household_id, follow_up.c.kind == FollowUpKind.TALK
        )
    ).scalar()


def open_needs(connection: Connection, household_id: int) -> list[tuple[int, date | None, int | None]]:
    """Return the needs of a household that are not closed: id, applied on, bedrooms."""
    found = connection.execute(
        select(need.c.id, need.c.applied_on, need.c.bedrooms)
        .where(need.c.household_id == household_id, need.c.closed_on.is_(None))
        .order_by(need.c.id)
    )
    return [(record, applied, bedrooms) for record, applied, bedrooms in found]


def code_added(connection: Connection, which: CodeList, code: str) -> bool:
    """Tell whether the municipality has added a code to a list."""
    found = select(code_value.c.id).where(code_value.c.list == which, code_value.c.code == code)
    return connection.execute(found).first() is not None
