"""Offers that households declined, and applications that the municipality refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from bokart_desk.domain.codes import DecisionKind, OfferAnswer, Protection
from bokart_desk.domain.rows import RefusalRow
from bokart_desk.storage.schema import decision, dwelling, household, offer, unit

BY_HOUSEHOLD, BY_MUNICIPALITY = "household", "municipality"


def declined_and_refused(connection: Connection, since: date | None = None) -> list[RefusalRow]:
    """Return declined offers and refusals since a day (all without one), by date; those without a date first.

    ``address`` is the offered one; a protected household's is never told (rule 11).
    """
    answered = func.coalesce(offer.c.answered_on, offer.c.offered_on)
    declined = (
        _from_household(
            offer.c.id, answered, offer.c.household_id, dwelling.c.address, unit.c.label, offer.c.offered_address,
            offer.c.reason_code, offer.c.reason,
        )
        .join(offer, offer.c.household_id == household.c.id)
        .outerjoin(unit, unit.c.id == offer.c.unit_id)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(offer.c.answer == OfferAnswer.DECLINED.value)
    )  # fmt: skip
    words = func.coalesce(decision.c.reason, decision.c.assessment)
    refused = (
        _from_household(
            decision.c.id, decision.c.decided_on, decision.c.household_id, dwelling.c.address, unit.c.label,
            dwelling.c.address, decision.c.reason_code, words,
        )
        .join(decision, decision.c.household_id == household.c.id)
        .outerjoin(unit, unit.c.id == decision.c.unit_id)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(decision.c.kind == DecisionKind.REFUSE.value)
    )  # fmt: skip
    rows = [
        *(_row(BY_HOUSEHOLD, values) for values in _since(connection, declined, answered, since)),
        *(_row(BY_MUNICIPALITY, values) for values in _since(connection, refused, decision.c.decided_on, since)),
    ]
    return sorted(rows, key=lambda row: (row.day or date.min, row.by, row.id))


def _from_household(*columns: Any) -> Select[Any]:
    return select(household.c.name, household.c.case_number, household.c.protection, *columns).select_from(household)


def _since(connection: Connection, statement: Select[Any], day: Any, since: date | None) -> list[Any]:
    if since is not None:
        statement = statement.where(day >= since)
    return list(connection.execute(statement))


def _row(by: str, values: Any) -> RefusalRow:
    name, case, protected, record, day, of, address, label, written, code, reason = values
    place = f"{address} {label or ''}".strip() if address else written or ""
    openly = protected == "none"
    shown = place if openly else ""
    return RefusalRow(record, by, day, of, name, case, shown, code, reason or "", Protection(protected))
