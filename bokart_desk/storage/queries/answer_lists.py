"""The lists of offers and of decisions: filtered, searched and sorted in SQL; no place of a protected household."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, and_, case, extract, func, or_, select, type_coerce

from bokart_desk.domain.answer_rows import DecisionRow, OfferRow
from bokart_desk.domain.codes import AppealOutcome, DecisionKind, OfferAnswer, Protection
from bokart_desk.domain.decisions import first_notice_running
from bokart_desk.domain.text_keys import search_key
from bokart_desk.storage.queries.search_terms import typed_words
from bokart_desk.storage.queries.two_steps import page_of
from bokart_desk.storage.schema import contract, decision, dwelling, household, landlord, offer, unit

OPENLY = household.c.protection == Protection.NONE.value
ANSWER_DAY = func.coalesce(offer.c.answered_on, offer.c.offered_on)
"""The day an offer is known by: of its answer, or of itself while there is none."""


class AnswerOrder(StrEnum):
    """What the lists are sorted by."""

    DAY = "day"
    HOUSEHOLD = "household"
    PLACE = "place"
    OUTCOME = "outcome"
    REASON = "reason"
    LIMIT = "limit"


class DecisionState(StrEnum):
    """Which decisions need something."""

    ALL = "all"
    NOT_ASSESSED = "not_assessed"
    NOT_NOTIFIED = "not_notified"
    APPEAL_RUNS = "appeal_runs"
    APPEALED = "appealed"


@dataclass(frozen=True, slots=True)
class AnswerFilter:
    """What both lists can be narrowed to; None leaves nothing out. ``area`` and ``landlord`` may be "" for not known.

    ``area`` and ``landlord`` leave out protected households: that one is in the list would tell where it lives.
    """

    text: str = ""
    year: int | None = None
    reason: str | None = None
    area: str | None = None
    landlord: str | None = None
    order: AnswerOrder = AnswerOrder.DAY
    descending: bool = True


def offers(
    connection: Connection,
    wanted: AnswerFilter,
    answer: OfferAnswer | None,
    offset: int,
    limit: int,
    *,
    ground: str | None = None,
) -> list[OfferRow]:
    """Return offers; ``ground``: "yes", "no" or "open" narrows to whether the ground was reasonable."""
    statement = _offers(connection, wanted, answer, ground)
    order = (*_order(_OFFER_ORDER, wanted), offer.c.id.desc())
    return [_offer_row(values) for values in page_of(connection, statement, offer.c.id, order, offset, limit)]


def count_offers(
    connection: Connection, wanted: AnswerFilter, answer: OfferAnswer | None, *, ground: str | None = None
) -> int:
    """Return how many offers there are."""
    return _count(connection, _offers(connection, wanted, answer, ground))


def offer_by_id(connection: Connection, offer_id: int) -> OfferRow | None:
    """Return one offer; None when it is gone."""
    values = connection.execute(_offers(connection, AnswerFilter(), None, None).where(offer.c.id == offer_id)).first()
    return None if values is None else _offer_row(values)


def decisions(
    connection: Connection,
    wanted: AnswerFilter,
    kind: DecisionKind | None,
    state: DecisionState,
    today: date,
    offset: int,
    limit: int,
) -> list[DecisionRow]:
    """Return decisions."""
    statement = _decisions(wanted, kind, state, today)
    order = (*_order(_DECISION_ORDER, wanted), decision.c.id.desc())
    return [_decision_row(values) for values in page_of(connection, statement, decision.c.id, order, offset, limit)]


def count_decisions(
    connection: Connection, wanted: AnswerFilter, kind: DecisionKind | None, state: DecisionState, today: date
) -> int:
    """Return how many decisions there are."""
    return _count(connection, _decisions(wanted, kind, state, today))


def decision_by_id(connection: Connection, decision_id: int) -> DecisionRow | None:
    """Return one decision; None when it is gone."""
    statement = _decisions(AnswerFilter(), None, DecisionState.ALL, date.min).where(decision.c.id == decision_id)
    values = connection.execute(statement).first()
    return None if values is None else _decision_row(values)


def _offers(
    connection: Connection, wanted: AnswerFilter, answer: OfferAnswer | None, ground: str | None
) -> Select[Any]:
    columns = (
        offer.c.id, *_WHO, offer.c.unit_id, dwelling.c.address, unit.c.label, offer.c.offered_address,
        dwelling.c.area_of_town, landlord.c.name, offer.c.offered_on, offer.c.answer_by, offer.c.answer,
        offer.c.answered_on, offer.c.reason_code, offer.c.reason, offer.c.reasonable_ground,
    )  # fmt: skip
    statement = (
        select(*columns)
        .outerjoin(household, household.c.id == offer.c.household_id)
        .outerjoin(unit, unit.c.id == offer.c.unit_id)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
    )
    if answer is not None:
        statement = statement.where(offer.c.answer == answer.value)
    if ground is not None:
        held = {"yes": offer.c.reasonable_ground.is_(True), "no": offer.c.reasonable_ground.is_(False)}
        statement = statement.where(held.get(ground, offer.c.reasonable_ground.is_(None)))
    written = _written_places(connection) if wanted.text.strip() else {}

    def in_words(term: str) -> ColumnElement[bool]:
        return and_(OPENLY, offer.c.id.in_([record for record, place in written.items() if term in place]))

    return _narrowed(statement, wanted, ANSWER_DAY, offer.c.reason_code, in_words)


def _written_places(connection: Connection) -> dict[int, str]:
    """Return the offered places that are only words, folded; SQLite itself folds no Å or Ø."""
    found = connection.execute(
        select(offer.c.id, offer.c.offered_address).where(
            offer.c.unit_id.is_(None), offer.c.offered_address.is_not(None)
        )
    )
    return {record: search_key(place) for record, place in found}


def _decisions(wanted: AnswerFilter, kind: DecisionKind | None, state: DecisionState, today: date) -> Select[Any]:
    columns = (
        decision.c.id, *_WHO, decision.c.unit_id, decision.c.contract_id, dwelling.c.address, unit.c.label,
        dwelling.c.area_of_town, landlord.c.name, decision.c.kind, decision.c.decided_on, decision.c.reason_code,
        decision.c.reason, _assessed(), decision.c.notified_on, decision.c.appeal_by, decision.c.appealed_on,
        decision.c.appeal_outcome,
    )  # fmt: skip
    about = func.coalesce(decision.c.unit_id, contract.c.unit_id)
    statement = (
        select(*columns)
        .outerjoin(household, household.c.id == decision.c.household_id)
        .outerjoin(contract, contract.c.id == decision.c.contract_id)
        .outerjoin(unit, unit.c.id == about)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
    )
    if kind is not None:
        statement = statement.where(decision.c.kind == kind.value)
    condition = _state(state, today)
    if condition is not None:
        statement = statement.where(condition)
    return _narrowed(statement, wanted, decision.c.decided_on, decision.c.reason_code)


_WHO = (
    household.c.id.label("household_id"), household.c.name.label("household"), household.c.case_number,
    household.c.protection,
)  # fmt: skip


def _assessed() -> ColumnElement[bool]:
    return func.length(func.trim(func.coalesce(decision.c.assessment, ""))) > 0


def _state(state: DecisionState, today: date) -> ColumnElement[bool] | None:
    if state is DecisionState.NOT_ASSESSED:
        return ~_assessed()
    if state is DecisionState.NOT_NOTIFIED:
        return decision.c.notified_on.is_(None)
    if state is DecisionState.APPEALED:
        return decision.c.appealed_on.is_not(None)
    if state is DecisionState.APPEAL_RUNS:
        return and_(decision.c.appealed_on.is_(None), _limit_not_passed(today))
    return None


def _limit_not_passed(today: date) -> ColumnElement[bool]:
    """As ``DecisionRow.appeal_by`` counts it."""
    uncounted = and_(decision.c.appeal_by.is_(None), decision.c.notified_on >= first_notice_running(today))
    return and_(decision.c.notified_on.is_not(None), or_(decision.c.appeal_by >= today, uncounted))


def _narrowed(
    statement: Select[Any],
    wanted: AnswerFilter,
    day: ColumnElement[Any],
    reason: ColumnElement[Any],
    in_words: Callable[[str], ColumnElement[bool]] | None = None,
) -> Select[Any]:
    if wanted.year is not None:
        statement = statement.where(extract("year", type_coerce(day, Date)) == wanted.year)
    if wanted.reason is not None:
        statement = statement.where(func.coalesce(reason, "") == wanted.reason)
    for column, name in ((dwelling.c.area_of_town, wanted.area), (landlord.c.name, wanted.landlord)):
        if name is not None:
            statement = statement.where(OPENLY, func.coalesce(func.trim(column), "") == name)
    key = func.coalesce(dwelling.c.address_search, dwelling.c.address_key, "")
    place = case((OPENLY, key + " " + func.coalesce(unit.c.label_key, "")), else_="")
    where = household.c.name_key + " " + func.lower(household.c.case_number) + " " + place
    for term in typed_words(wanted.text):
        holds = where.contains(term, autoescape=True)
        statement = statement.where(or_(holds, in_words(term)) if in_words is not None else holds)
    return statement


_PLACE_SORT = case((OPENLY, func.coalesce(dwelling.c.address_sort, func.lower(offer.c.offered_address))))
_OFFER_ORDER: dict[AnswerOrder, ColumnElement[Any]] = {
    AnswerOrder.DAY: ANSWER_DAY,
    AnswerOrder.HOUSEHOLD: household.c.name_sort,
    AnswerOrder.PLACE: _PLACE_SORT,
    AnswerOrder.OUTCOME: offer.c.answer,
    AnswerOrder.REASON: offer.c.reason_code,
    AnswerOrder.LIMIT: offer.c.answer_by,
}
_DECISION_ORDER: dict[AnswerOrder, ColumnElement[Any]] = {
    AnswerOrder.DAY: decision.c.decided_on,
    AnswerOrder.HOUSEHOLD: household.c.name_sort,
    AnswerOrder.PLACE: case((OPENLY, dwelling.c.address_sort)),
    AnswerOrder.OUTCOME: decision.c.kind,
    AnswerOrder.REASON: decision.c.reason_code,
    AnswerOrder.LIMIT: func.coalesce(decision.c.appeal_by, decision.c.notified_on),
}


def _order(columns: dict[AnswerOrder, ColumnElement[Any]], wanted: AnswerFilter) -> Sequence[ColumnElement[Any]]:
    column = columns[wanted.order]
    return (column.is_(None), column.desc() if wanted.descending else column.asc())


def _count(connection: Connection, statement: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one())


def _offer_row(values: Any) -> OfferRow:
    record, of, name, case_number, protected, on_unit, address, label, written, area, owner, *rest = values
    offered_on, answer_by, answer, answered_on, code, reason, ground = rest
    openly = protected == Protection.NONE.value
    place = f"{address} {label or ''}".strip() if address else written or ""
    return OfferRow(
        record, of, name, case_number, Protection(protected), on_unit if openly else None, place if openly else "",
        (area or "") if openly else "", (owner or "") if openly else "", offered_on, answer_by, OfferAnswer(answer),
        answered_on, code, reason or "", ground,
    )  # fmt: skip


def _decision_row(values: Any) -> DecisionRow:
    record, of, name, case_number, protected, on_unit, of_contract, address, label, area, owner, *rest = values
    kind, decided_on, code, reason, assessed, notified_on, limit, appealed_on, outcome = rest
    openly = protected == Protection.NONE.value
    return DecisionRow(
        record, of, name, case_number, Protection(protected), on_unit if openly else None, of_contract,
        f"{address or ''} {label or ''}".strip() if openly else "", (area or "") if openly else "",
        (owner or "") if openly else "", DecisionKind(kind), decided_on, code, reason or "", bool(assessed),
        notified_on, limit, appealed_on, AppealOutcome(outcome) if outcome else None,
    )  # fmt: skip
