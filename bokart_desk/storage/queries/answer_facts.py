"""What must be known before an offer or a decision is recorded: the unit, what waits, what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from bokart_desk.domain.codes import DecisionKind, NeedKind, OfferAnswer, Protection
from bokart_desk.domain.rows import UnitRow
from bokart_desk.storage.queries.units import select_units
from bokart_desk.storage.row_making import make_unit
from bokart_desk.storage.schema import contract, decision, dwelling, household, need, offer, unit


@dataclass(frozen=True, slots=True)
class OtherOffer:
    """Another offer of the unit, or to the household."""

    id: int
    household_id: int
    household: str
    protection: Protection
    unit_id: int | None
    offered_on: date | None
    answer_by: date | None
    answer: OfferAnswer
    answered_on: date | None
    reason_code: str | None


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """An application of the household that is not closed."""

    id: int
    kind: NeedKind
    applied_on: date | None


def unit_row(connection: Connection, unit_id: int, today: date) -> UnitRow | None:
    """Return a unit as it is on a day; None when it is gone."""
    values = connection.execute(select_units(today).where(unit.c.id == unit_id)).first()
    return None if values is None else make_unit(values)


def other_offers(
    connection: Connection, *, unit_id: int | None, household_id: int | None, beside: int | None = None
) -> list[OtherOffer]:
    """Return the offers of the unit or to the household, the latest first; ``beside`` is left out."""
    which = (offer.c.unit_id == unit_id) if unit_id is not None else (offer.c.household_id == household_id)
    found = connection.execute(
        select(
            offer.c.id, offer.c.household_id, household.c.name, household.c.protection, offer.c.unit_id,
            offer.c.offered_on, offer.c.answer_by, offer.c.answer, offer.c.answered_on, offer.c.reason_code,
        )
        .join(household, household.c.id == offer.c.household_id)
        .where(which)
        .order_by(func.coalesce(offer.c.offered_on, offer.c.answered_on).desc(), offer.c.id.desc())
    )  # fmt: skip
    return [
        OtherOffer(record, of, name, Protection(protected), on_unit, offered, limit, OfferAnswer(answer), *rest)
        for record, of, name, protected, on_unit, offered, limit, answer, *rest in found
        if record != beside
    ]


def open_needs(connection: Connection, household_id: int) -> list[OpenNeed]:
    """Return the household's applications that are not closed, the latest first."""
    found = connection.execute(
        select(need.c.id, need.c.kind, need.c.applied_on)
        .where(need.c.household_id == household_id, need.c.closed_on.is_(None))
        .order_by(need.c.applied_on.desc(), need.c.id.desc())
    )
    return [OpenNeed(record, NeedKind(kind), applied_on) for record, kind, applied_on in found]


def place_of_offer(connection: Connection, offer_id: int) -> str:
    """Return the offered place; never of a strictly confidential household's offer (rule 11)."""
    found = connection.execute(
        select(dwelling.c.address, unit.c.label, offer.c.offered_address)
        .select_from(offer)
        .join(household, household.c.id == offer.c.household_id)
        .outerjoin(unit, unit.c.id == offer.c.unit_id)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(offer.c.id == offer_id, household.c.protection != Protection.STRICTLY_CONFIDENTIAL.value)
    ).first()
    if found is None:
        return ""
    address, label, written = found
    return f"{address} {label or ''}".strip() if address else written or ""


def place_of_decision(connection: Connection, decision_id: int) -> str:
    """Return the place a decision is about; never of a strictly confidential household's (rule 11)."""
    found = connection.execute(
        select(dwelling.c.address, unit.c.label)
        .select_from(decision)
        .join(household, household.c.id == decision.c.household_id)
        .outerjoin(contract, contract.c.id == decision.c.contract_id)
        .join(unit, unit.c.id == func.coalesce(decision.c.unit_id, contract.c.unit_id))
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(decision.c.id == decision_id, household.c.protection != Protection.STRICTLY_CONFIDENTIAL.value)
    ).first()
    return "" if found is None else f"{found[0]} {found[1]}".strip()


def used_legal_bases(connection: Connection, kind: DecisionKind, limit: int) -> Sequence[str]:
    """Return the legal bases of earlier decisions of a kind, those used most first."""
    statement = (
        select(decision.c.legal_basis)
        .where(decision.c.kind == kind.value, decision.c.legal_basis.is_not(None))
        .group_by(decision.c.legal_basis)
        .order_by(func.count().desc(), decision.c.legal_basis)
        .limit(limit)
    )
    return [basis for basis in connection.execute(statement).scalars() if basis]


def signed_after(connection: Connection, household_id: int, unit_id: int, day: date) -> bool:
    """Tell whether the household has a contract on the unit that begins on a day or later."""
    found = select(contract.c.id).where(
        and_(
            contract.c.household_id == household_id,
            contract.c.unit_id == unit_id,
            func.coalesce(contract.c.signed_on, contract.c.start_date) >= day,
        )
    )
    return connection.execute(found.limit(1)).first() is not None


def contract_unit(connection: Connection, contract_id: int) -> Any:
    """Return (unit id, household id) of a contract; None when it is gone."""
    return connection.execute(
        select(contract.c.unit_id, contract.c.household_id).where(contract.c.id == contract_id)
    ).first()


def contracts_of(connection: Connection, household_id: int) -> list[tuple[int, date, date | None, str]]:
    """Return (id, start, end, place) of a household's contracts, the latest first; no place of a protected one."""
    openly = household.c.protection == Protection.NONE.value
    found = connection.execute(
        select(contract.c.id, contract.c.start_date, contract.c.end_date, openly, dwelling.c.address, unit.c.label)
        .join(household, household.c.id == contract.c.household_id)
        .join(unit, unit.c.id == contract.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(contract.c.household_id == household_id)
        .order_by(contract.c.start_date.desc())
    )
    return [
        (record, start, end, f"{address} {label}".strip() if shown else "")
        for record, start, end, shown, address, label in found
    ]
