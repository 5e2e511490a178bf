"""Rules that tenancies, offers and decisions must hold, whoever wrote them into the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.i18n import _, format_date
from bokart_desk.storage.checks.report import Problem
from bokart_desk.storage.checks.words import shown_name, who
from bokart_desk.storage.schema import contract, decision, dwelling, history, household, need, offer, review, unit


def overlaps(connection: Connection) -> Iterator[Problem]:
    """Contracts on one unit may not claim a common day (rule 8)."""
    end = func.coalesce(contract.c.end_date, date.max)
    moved_out = contract.c.moved_out_on
    claimed = case((moved_out < end, moved_out), else_=end)
    before = func.max(claimed).over(
        partition_by=contract.c.unit_id, order_by=(contract.c.start_date, contract.c.id), rows=(None, -1)
    )
    spans = select(
        contract.c.id, contract.c.unit_id, contract.c.household_id, contract.c.start_date, before.label("until")
    ).subquery()
    found = connection.execute(
        select(spans.c.id, shown_name(), dwelling.c.address, unit.c.label, spans.c.start_date)
        .join(unit, unit.c.id == spans.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .join(household, household.c.id == spans.c.household_id)
        .where(spans.c.start_date <= spans.c.until)
        .order_by(dwelling.c.address_sort, unit.c.label, spans.c.start_date)
    )
    for record, name, address, label, start in found:
        text = (
            _("{place}: the contract from {start} begins before the one before it has ended. Correct one of them.")
            if name
            else _(
                "A protected household: the contract from {start} begins before the one before it on its unit has "
                "ended. Correct one of them."
            )
        )
        place = f"{address} {label}".strip()
        yield Problem(text.format(place=place, start=format_date(start)), "contract", record)


def renewals_without_review(connection: Connection) -> Iterator[Problem]:
    """Nothing was renewed without a review that allowed it (rule 3); a renewal that came with a list says nothing."""
    allowed = exists().where(
        review.c.contract_id == contract.c.renews_contract_id, review.c.outcome == ReviewOutcome.EXTEND.value
    )
    imported = exists().where(
        history.c.kind == "contract",
        history.c.record_id == contract.c.id,
        history.c.action == "created",
        history.c.batch_id.is_not(None),
    )
    yield from _contracts(
        connection,
        and_(contract.c.renews_contract_id.is_not(None), ~allowed, ~imported),
        _(
            "{name}: the contract from {start} renews another one without a review that allows it. Record the review "
            "that was held, at the contract before it."
        ),
    )


def ends_before_start(connection: Connection) -> Iterator[Problem]:
    """A contract does not end, and nobody moves out, before it begins; without an end it is indefinite."""
    begins = contract.c.start_date
    yield from _contracts(
        connection,
        or_(
            contract.c.end_date < begins,
            contract.c.moved_out_on < begins,
            contract.c.indefinite != contract.c.end_date.is_(None),
        ),
        _("{name}: the contract from {start} has an end that does not fit with its beginning. Correct the dates."),
    )


def renewals_in_step(connection: Connection) -> Iterator[Problem]:
    """A renewal follows the contract it renews, of the same household; a contract is renewed once."""
    before, other = contract.alias("before"), contract.alias("other")
    again = exists().where(other.c.renews_contract_id == contract.c.renews_contract_id, other.c.id < contract.c.id)
    yield from _contracts(
        connection,
        and_(
            contract.c.renews_contract_id == before.c.id,
            or_(before.c.household_id != contract.c.household_id, before.c.start_date >= contract.c.start_date, again),
        ),
        _(
            "{name}: the contract from {start} is said to renew another one that it does not follow. Look at both; if "
            "you cannot put it right, ask for support."
        ),
        before,
    )


def _contracts(connection: Connection, which: Any, text: str, *more: Any) -> Iterator[Problem]:
    statement = (
        select(contract.c.id, shown_name(), contract.c.start_date)
        .select_from(contract, *more)
        .join_from(contract, household, household.c.id == contract.c.household_id)
        .where(which)
        .order_by(household.c.name_sort, contract.c.start_date)
    )
    for record, name, start in connection.execute(statement):
        yield Problem(text.format(name=who(name), start=format_date(start)), "contract", record)


def reviews_in_step(connection: Connection) -> Iterator[Problem]:
    """A review is not older than its contract."""
    statement = (
        select(contract.c.id, shown_name(), review.c.held_on)
        .join(review, review.c.contract_id == contract.c.id)
        .join(household, household.c.id == contract.c.household_id)
        .where(review.c.held_on < contract.c.start_date)
        .order_by(household.c.name_sort)
    )
    text = _("{name}: the review of {day} is older than the contract it belongs to. Correct one of the dates.")
    for record, name, day in connection.execute(statement):
        yield Problem(text.format(name=who(name), day=format_date(day)), "contract", record)


def answers_in_step(connection: Connection) -> Iterator[Problem]:
    """An offer and a decision are about a need, and a decision about a contract, of their own household."""
    for kind, table, text in (
        (
            "offer",
            offer,
            _("{name}: an offer answers a need of another household. Open the household, and record the offer anew."),
        ),
        (
            "decision",
            decision,
            _(
                "{name}: a decision is about a need or a contract of another household. Open the household, and record "
                "the decision anew."
            ),
        ),
    ):
        wrong = need.c.household_id != table.c.household_id
        if "contract_id" in table.c:
            wrong = or_(wrong, contract.c.household_id != table.c.household_id)
        joined = table.join(household, household.c.id == table.c.household_id)
        joined = joined.outerjoin(need, need.c.id == table.c.need_id)
        if "contract_id" in table.c:
            joined = joined.outerjoin(contract, contract.c.id == table.c.contract_id)
        statement = select(table.c.id, shown_name()).select_from(joined).where(wrong).order_by(household.c.name_sort)
        for record, name in connection.execute(statement):
            yield Problem(text.format(name=who(name)), kind, record)
