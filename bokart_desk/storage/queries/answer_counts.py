"""Offers and decisions counted by year, outcome, reason, area and landlord; and applications that none answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Select, case, exists, extract, func, literal, or_, select, type_coerce

from bokart_desk.domain.answer_rows import AnswerGroup, UndecidedNeed
from bokart_desk.domain.codes import NeedKind
from bokart_desk.domain.decisions import decide_by
from bokart_desk.storage.queries.answer_lists import ANSWER_DAY, OPENLY
from bokart_desk.storage.schema import contract, decision, dwelling, household, landlord, need, offer, unit


def offer_groups(connection: Connection) -> list[AnswerGroup]:
    """Return how many offers there are of each kind."""
    statement = (
        select(*_columns(ANSWER_DAY, offer.c.answer, offer.c.reason_code, offer.c.reasonable_ground), func.count())
        .select_from(offer)
        .join(household, household.c.id == offer.c.household_id)
        .outerjoin(unit, unit.c.id == offer.c.unit_id)
    )
    return _groups(connection, statement)


def decision_groups(connection: Connection) -> list[AnswerGroup]:
    """Return how many decisions there are of each kind."""
    columns = _columns(decision.c.decided_on, decision.c.kind, decision.c.reason_code, literal(None))
    statement = (
        select(*columns, func.count())
        .select_from(decision)
        .join(household, household.c.id == decision.c.household_id)
        .outerjoin(contract, contract.c.id == decision.c.contract_id)
        .outerjoin(unit, unit.c.id == func.coalesce(decision.c.unit_id, contract.c.unit_id))
    )
    return _groups(connection, statement)


def _columns(day: Any, outcome: Any, reason: Any, ground: Any) -> tuple[Any, ...]:
    """Area and landlord of protected households are not even read (rule 11)."""
    return (
        extract("year", type_coerce(day, Date)).label("year"), outcome, reason, ground.label("ground"),
        case((OPENLY, func.coalesce(func.trim(dwelling.c.area_of_town), "")), else_="").label("area"),
        case((OPENLY, func.coalesce(func.trim(landlord.c.name), "")), else_="").label("landlord"),
        case((OPENLY, 0), else_=1).label("hidden"),
    )  # fmt: skip


def _groups(connection: Connection, statement: Select[Any]) -> list[AnswerGroup]:
    statement = statement.outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
    statement = statement.outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
    columns = list(statement.selected_columns)[:-1]
    return [
        AnswerGroup(year, outcome, reason, None if ground is None else bool(ground), area, owner, bool(hidden), count)
        for year, outcome, reason, ground, area, owner, hidden, count in connection.execute(
            statement.group_by(*columns)
        )
    ]


def undecided_needs(connection: Connection, applied_before: date) -> list[UndecidedNeed]:
    """Return open applications that came before a day and that no decision answers, the oldest first.

    A decision answers the need it names, or the household's needs of the days before it.
    """
    answered = exists().where(
        decision.c.household_id == need.c.household_id,
        or_(
            decision.c.need_id == need.c.id,
            (decision.c.need_id.is_(None)) & (decision.c.decided_on >= need.c.applied_on),
        ),
    )
    found = connection.execute(
        select(need.c.id, need.c.household_id, household.c.name, need.c.kind, need.c.applied_on)
        .join(household, household.c.id == need.c.household_id)
        .where(need.c.closed_on.is_(None), need.c.applied_on < applied_before, ~answered)
        .order_by(need.c.applied_on, need.c.id)
    )
    return [
        UndecidedNeed(record, of, name, NeedKind(kind), applied_on, decide_by(applied_on))
        for record, of, name, kind, applied_on in found
    ]
