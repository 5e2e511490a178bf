"""What people call a record: its own name, or that of the household or dwelling it belongs to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select

from bokart_desk.storage.schema import (
    consultant,
    contract,
    decision,
    dwelling,
    follow_up,
    head_lease,
    household,
    housing_plan,
    landlord,
    met_criterion,
    need,
    offer,
    person,
    priority_criterion,
    review,
    unit,
)

_OF_HOUSEHOLD = {table.name: table for table in (contract, offer, decision, need, follow_up, housing_plan)}


def own_title(connection: Connection, kind: str, record_id: int) -> str:
    """Return the name of a record, empty when it has none or is gone."""
    statement = _statement(kind)
    if statement is None:
        return ""
    found = connection.execute(statement.where(_id(kind) == record_id)).first()
    return "" if found is None else " ".join(str(part) for part in found if part).strip()


def _id(kind: str) -> Any:
    from bokart_desk.storage.schema import metadata  # noqa: PLC0415

    return metadata.tables[kind].c.id


def _statement(kind: str) -> Select[Any] | None:
    if kind in _OF_HOUSEHOLD:
        table = _OF_HOUSEHOLD[kind]
        return select(household.c.name).select_from(table.join(household, household.c.id == table.c.household_id))
    named: dict[str, Select[Any]] = {
        "household": select(household.c.name),
        "person": select(person.c.given_name, person.c.family_name),
        "landlord": select(landlord.c.name),
        "consultant": select(consultant.c.name),
        "priority_criterion": select(priority_criterion.c.name),
        "dwelling": select(dwelling.c.address),
        "unit": select(dwelling.c.address, unit.c.label).join(dwelling, dwelling.c.id == unit.c.dwelling_id),
        "head_lease": select(dwelling.c.address).join(head_lease, head_lease.c.dwelling_id == dwelling.c.id),
        "review": select(household.c.name)
        .join(contract, contract.c.household_id == household.c.id)
        .join(review, review.c.contract_id == contract.c.id),
        "met_criterion": select(household.c.name)
        .join(need, need.c.household_id == household.c.id)
        .join(met_criterion, met_criterion.c.need_id == need.c.id),
    }
    return named.get(kind)
