"""Which fields of a case hold whatever somebody wrote, and what stands in them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from bokart_desk.storage.schema import (
    contract,
    decision,
    follow_up,
    household,
    housing_plan,
    need,
    offer,
    person,
    review,
)

FREE_TEXTS: dict[str, tuple[str, ...]] = {
    "household": ("languages", "needed_location", "needs", "notes"),
    "person": ("phone",),
    "need": ("need", "assessment"),
    "contract": (
        "short_term_reason", "weighty_reason", "advance_notice_proof", "vacate_notice_proof", "moved_out_why", "notes",
    ),
    "review": ("need", "chance_private_rent", "chance_startup_loan", "chance_housing_allowance", "notes"),
    "offer": ("offered_address", "reason", "notes"),
    "decision": ("reason", "assessment", "legal_basis", "notes"),
    "follow_up": ("notes",),
    "housing_plan": ("goal", "steps", "result"),
}  # fmt: skip
"""The fields of a case that hold whatever somebody wrote."""


def texts_of_household(connection: Connection, household_id: int) -> list[tuple[str, int, str, str]]:
    """Return (kind, id, field, text) of all free texts of the household's records, for rule 11."""
    contracts = select(contract.c.id).where(contract.c.household_id == household_id)
    belonging: dict[Any, Any] = {
        household: household.c.id == household_id,
        **{
            table: table.c.household_id == household_id
            for table in (person, offer, decision, need, follow_up, housing_plan)
        },
        contract: contract.c.household_id == household_id,
        review: review.c.contract_id.in_(contracts),
    }
    found = []
    for table, which in belonging.items():
        names = [name for name in FREE_TEXTS[table.name] if name in table.c]
        for record, *texts in connection.execute(select(table.c.id, *[table.c[name] for name in names]).where(which)):
            found += [(table.name, record, name, text) for name, text in zip(names, texts, strict=True) if text]
    return found
