"""Rules that households and their members must hold, and what a strictly confidential one may never have."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, and_, exists, func, or_, select

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.storage.checks.report import Problem
from bokart_desk.storage.checks.words import shown_name, who
from bokart_desk.storage.schema import contract, history, household, offer, person

_STRICTLY = Protection.STRICTLY_CONFIDENTIAL.value
_BESIDE_HISTORY = 2**62
"""The line of history of a contract that history does not know: it came after all of them."""


def main_persons(connection: Connection) -> Iterator[Problem]:
    """A household with members has one main person."""
    mains = func.sum(func.coalesce(person.c.main_person, 0))
    statement = (
        select(household.c.id, shown_name(), mains)
        .join(person, person.c.household_id == household.c.id)
        .group_by(household.c.id)
        .having(mains != 1)
        .order_by(household.c.name_sort)
    )
    for record, name, count in connection.execute(statement):
        text = (
            _("{name}: several members are marked as the main person. Open the household, and choose one of them.")
            if count
            else _("{name}: no member is marked as the main person. Open the household, and choose one.")
        )
        yield Problem(text.format(name=who(name)), "household", record)


def contracts_of_hidden(connection: Connection) -> Iterator[Problem]:
    """No contract was made for a household whose address may never be recorded (rule 11).

    Those it had before it became so stay (decision 0053): history tells which came first. Where it does not know
    the household nothing can be told.
    """
    marked = (
        select(history.c.record_id, func.max(history.c.id).label("line"))
        .where(
            history.c.kind == "household",
            history.c.action == "changed",
            func.json_extract(history.c.after, "$.protection") == _STRICTLY,
        )
        .group_by(history.c.record_id)
        .subquery()
    )
    made, entered = history.alias("made"), history.alias("entered")
    created = select(func.max(made.c.id)).where(
        made.c.kind == "contract", made.c.record_id == contract.c.id, made.c.action == "created"
    )
    known = exists().where(
        entered.c.kind == "household", entered.c.record_id == household.c.id, entered.c.action == "created"
    )
    after = func.coalesce(created.scalar_subquery(), _BESIDE_HISTORY) > marked.c.line
    statement = (
        select(contract.c.id)
        .join(household, household.c.id == contract.c.household_id)
        .outerjoin(marked, marked.c.record_id == household.c.id)
        .where(household.c.protection == _STRICTLY, or_(and_(marked.c.line.is_(None), known), after))
        .order_by(contract.c.id)
    )
    for record in connection.execute(statement).scalars():
        yield Problem(
            _(
                "A household whose address is strictly confidential has a contract that was made after it was "
                "protected, and a contract tells where they live. Keep it outside the register, and have it erased "
                "here."
            ),
            "contract",
            record,
        )


def offers_to_hidden(connection: Connection) -> Iterator[Problem]:
    """No address is written in an offer to a household whose address may never be recorded (rule 11)."""
    statement = (
        select(offer.c.id)
        .join(household, household.c.id == offer.c.household_id)
        .where(household.c.protection == _STRICTLY, offer.c.offered_address.is_not(None))
        .order_by(offer.c.id)
    )
    for record in connection.execute(statement).scalars():
        yield Problem(
            _(
                "An offer to a household whose address is strictly confidential holds an address. Open the offer, and "
                "take the address out."
            ),
            "offer",
            record,
        )
