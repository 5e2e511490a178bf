"""What warnings are made from: the records whose dates lie where something can be due; the domain decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, String, and_, exists, func, not_, or_, select, type_coerce

from bokart_desk.domain.codes import FollowUpKind, OfferAnswer, UnitStatus
from bokart_desk.domain.due import Ladder
from bokart_desk.domain.terms import add_months, cliff_passed_until
from bokart_desk.storage.queries.plain_rows import plain_rows
from bokart_desk.storage.queries.states import begun_later
from bokart_desk.storage.queries.units import all_vacant, is_let
from bokart_desk.storage.schema import (
    contract,
    decision,
    dwelling,
    follow_up,
    head_lease,
    household,
    offer,
    review,
    unit,
)

_LEAP = 3
"""Days by which months of different length can move the day a contract is shown until."""

Leases = tuple[tuple[date, date | None], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What has been done already: last review and talk by contract, last talk by household; head leases by unit."""

    reviews: dict[int, tuple[date, date | None]]
    talks: dict[int, date]
    head_leases: dict[int, Leases]


def read_done(connection: Connection) -> Done:
    """Return what decides which warnings are no longer needed, and the head leases."""
    reviews = connection.execute(
        select(review.c.contract_id, func.max(review.c.held_on), func.max(review.c.talk_on)).group_by(
            review.c.contract_id
        )
    )
    talks = connection.execute(
        select(follow_up.c.household_id, func.max(follow_up.c.done_on))
        .where(follow_up.c.kind == FollowUpKind.TALK.value, follow_up.c.done_on.is_not(None))
        .group_by(follow_up.c.household_id)
    )
    leases: dict[int, list[tuple[date, date | None]]] = {}
    leased = select(unit.c.id, head_lease.c.start_date, head_lease.c.end_date).join(
        head_lease, head_lease.c.dwelling_id == unit.c.dwelling_id
    )
    for of, start, end in connection.execute(leased):
        leases.setdefault(of, []).append((start, end))
    return Done(
        reviews={record: (held, talk) for record, held, talk in reviews},
        talks=dict(tuple(values) for values in talks),
        head_leases={record: tuple(found) for record, found in leases.items()},
    )


def contracts_that_may_warn(
    connection: Connection, today: date, horizon: date, ladder: Ladder, *, named: bool
) -> list[tuple[Any, ...]]:
    """Return contracts that nobody has taken over, whose dates can make a warning due until ``horizon``.

    (id, unit id, household id, start, end, moved out, notice to vacate, advance notice), dates as text because few
    of them differ, and when ``named`` also (household, protection, address, unit). The table is read from end to
    end: looking up what an index names, one place after another, takes longer.
    """
    dates = (
        contract.c.start_date, contract.c.end_date, contract.c.moved_out_on, contract.c.vacate_notice_on,
        contract.c.advance_notice_on,
    )  # fmt: skip
    columns = (contract.c.id, contract.c.unit_id, contract.c.household_id, *(type_coerce(day, String) for day in dates))
    oldest = cliff_passed_until(today) - timedelta(days=ladder.passed_cliff_shown_days + _LEAP)
    tomorrow = func.julianday(horizon + timedelta(days=1))  # a middle at noon is still on its day
    half_passed = func.julianday(contract.c.start_date) + func.julianday(contract.c.end_date) < 2 * tomorrow
    statement = (
        select(*columns)
        .with_hint(contract, "NOT INDEXED", "sqlite")
        .where(
            or_(contract.c.moved_out_on.is_(None), contract.c.moved_out_on > today),
            or_(
                contract.c.end_date.between(oldest, add_months(horizon, ladder.longest_months)),
                and_(contract.c.end_date > today, half_passed),
                contract.c.unit_id.in_(
                    select(unit.c.id).join(head_lease, head_lease.c.dwelling_id == unit.c.dwelling_id)
                ),
            ),
            not_(begun_later(today)),
        )
    )
    if named:
        statement = (
            statement.add_columns(household.c.name, household.c.protection, dwelling.c.address, unit.c.label)
            .join(household, household.c.id == contract.c.household_id)
            .join(unit, unit.c.id == contract.c.unit_id)
            .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        )
    return plain_rows(connection, statement)


def names_of(connection: Connection, contract_ids: Iterable[int]) -> dict[int, tuple[str, str, str, str]]:
    """Return household, protection, address and unit of a few contracts."""
    statement = (
        select(contract.c.id, household.c.name, household.c.protection, dwelling.c.address, unit.c.label)
        .join(household, household.c.id == contract.c.household_id)
        .join(unit, unit.c.id == contract.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(contract.c.id.in_(list(contract_ids)))
    )
    return {
        record: (name, protected, address, label)
        for record, name, protected, address, label in connection.execute(statement)
    }


def head_leases_ending(connection: Connection, today: date) -> list[tuple[Any, ...]]:
    """Return dwelling's address, end and notice period of the head leases that run and have an end.

    One that has been renewed, so that another begins after it, is left out.
    """
    lease, follows = head_lease.c, head_lease.alias("follows")
    renewed = exists().where(follows.c.dwelling_id == lease.dwelling_id, follows.c.start_date > lease.start_date)
    statement = (
        select(dwelling.c.address, lease.end_date, lease.notice_months)
        .join(dwelling, dwelling.c.id == lease.dwelling_id)
        .where(lease.end_date >= today, ~renewed)
    )
    return [tuple(values) for values in connection.execute(statement)]


def units_without_tenant(connection: Connection, today: date) -> list[tuple[Any, ...]]:
    """Return (id, address, label, status, since) of units that are vacant or being made ready."""
    found: list[tuple[Any, ...]] = [
        (row.id, row.address, row.unit, UnitStatus.VACANT, row.vacant_since) for row in all_vacant(connection, today)
    ]
    made_ready = (
        select(unit.c.id, dwelling.c.address, unit.c.label, unit.c.status_since)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(unit.c.status == UnitStatus.BEING_MADE_READY.value, ~is_let(today))
    )
    for record, address, label, since in connection.execute(made_ready):
        found.append((record, address, label, UnitStatus.BEING_MADE_READY, since))
    return found


def offers_unanswered(connection: Connection, horizon: date) -> list[tuple[Any, ...]]:
    """Return (household id, name, protection, unit id, address, label, answer by) of offers that wait for an answer."""
    statement = (
        select(
            offer.c.household_id, household.c.name, household.c.protection, offer.c.unit_id,
            func.coalesce(dwelling.c.address, offer.c.offered_address, ""), func.coalesce(unit.c.label, ""),
            offer.c.answer_by,
        )
        .join(household, household.c.id == offer.c.household_id)
        .outerjoin(unit, unit.c.id == offer.c.unit_id)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(offer.c.answer == OfferAnswer.PENDING.value, offer.c.answer_by <= horizon)
    )  # fmt: skip
    return [tuple(values) for values in connection.execute(statement)]


def decisions_open_to_appeal(connection: Connection) -> list[tuple[Any, ...]]:
    """Return (household id, name, contract id, notified on, appeal by) of decisions that nobody has appealed."""
    statement = (
        select(
            decision.c.household_id, household.c.name, decision.c.contract_id, decision.c.notified_on,
            decision.c.appeal_by,
        )
        .join(household, household.c.id == decision.c.household_id)
        .where(decision.c.notified_on.is_not(None), decision.c.appealed_on.is_(None))
    )  # fmt: skip
    return [tuple(values) for values in connection.execute(statement)]


def follow_ups_planned(connection: Connection, horizon: date) -> list[tuple[Any, ...]]:
    """Return (household id, name, kind, due on) of follow-ups that are planned and not done."""
    statement = (
        select(follow_up.c.household_id, household.c.name, follow_up.c.kind, follow_up.c.due_on)
        .join(household, household.c.id == follow_up.c.household_id)
        .where(follow_up.c.due_on <= horizon, follow_up.c.done_on.is_(None))
    )
    return [tuple(values) for values in connection.execute(statement)]
