"""Households that wait for a dwelling: their needs with priority and what was decided, and those with none recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, or_, select
from sqlalchemy.sql import null

from bokart_desk.domain.codes import DecisionKind, NeedKind, OfferAnswer, Protection
from bokart_desk.domain.fit_facts import bedrooms_needed
from bokart_desk.domain.waiting import MONTHS_TO_DECIDE, WaitingQuery, WaitingRow, WaitingShow, WaitingSort
from bokart_desk.storage.queries.dates import months_after
from bokart_desk.storage.queries.search_terms import typed_words
from bokart_desk.storage.queries.states import not_ended
from bokart_desk.storage.row_making import as_date
from bokart_desk.storage.schema import (
    contract,
    contract_listing,
    decision,
    household,
    met_criterion,
    need,
    offer,
    person,
    priority_criterion,
)

_DAYS_KEPT = 8


_met = met_criterion.c
_criteria_met = select(func.count()).where(_met.need_id == need.c.id).scalar_subquery()
_weights = (
    select(func.coalesce(func.sum(priority_criterion.c.weight), 0))
    .join(met_criterion, _met.priority_criterion_id == priority_criterion.c.id)
    .where(_met.need_id == need.c.id)
    .scalar_subquery()
)
_priority = func.coalesce(need.c.priority, func.nullif(_weights, 0))
_since = func.coalesce(need.c.waiting_since, need.c.applied_on)
_asked = func.coalesce(need.c.bedrooms, household.c.needed_bedrooms)
_offers_open = (
    select(func.count())
    .where(offer.c.household_id == household.c.id, offer.c.answer == OfferAnswer.PENDING.value)
    .scalar_subquery()
)
_about = and_(
    decision.c.household_id == household.c.id,
    or_(
        decision.c.need_id == need.c.id,
        and_(
            decision.c.need_id.is_(None),
            or_(decision.c.decided_on >= need.c.applied_on, need.c.applied_on.is_(None)),
        ),
    ),
)


def _latest(column: ColumnElement[Any]) -> Any:
    newest = (decision.c.decided_on.desc(), decision.c.id.desc())
    return select(column).where(_about).order_by(*newest).limit(1).correlate(household, need).scalar_subquery()


_decided = _latest(decision.c.kind)
_housed_from = (
    select(func.min(contract.c.start_date))
    .where(
        contract.c.household_id == household.c.id,
        contract.c.moved_out_on.is_(None),
        contract.c.start_date >= func.coalesce(need.c.applied_on, need.c.waiting_since, ""),
    )
    .scalar_subquery()
)
_NEEDS = (
    select(
        need.c.id, household.c.id, household.c.name, household.c.case_number, household.c.protection, need.c.kind,
        need.c.applied_on, need.c.waiting_since, _asked, household.c.size, need.c.priority, _weights, _criteria_met,
        func.length(func.trim(func.coalesce(need.c.assessment, ""))) > 0, _decided, _latest(decision.c.decided_on),
        _offers_open, _housed_from, need.c.closed_on,
    )
    .join(household, household.c.id == need.c.household_id)
)  # fmt: skip
_OPEN = _NEEDS.where(need.c.closed_on.is_(None))
_lives_or_lived = exists().where(contract.c.household_id == household.c.id)
_ever_recorded = exists().where(need.c.household_id == household.c.id)
_refused = (
    select(decision.c.kind)
    .where(decision.c.household_id == household.c.id)
    .order_by(decision.c.decided_on.desc(), decision.c.id.desc())
    .limit(1)
)
_NOT_RECORDED = select(
    null(), household.c.id, household.c.name, household.c.case_number, household.c.protection, null(), null(), null(),
    household.c.needed_bedrooms, household.c.size, null(), null(), null(), null(), _refused.scalar_subquery(),
    _refused.with_only_columns(decision.c.decided_on).scalar_subquery(), _offers_open, null(), null(),
).where(not_(_lives_or_lived), not_(_ever_recorded), household.c.erased.is_(None))  # fmt: skip


def waiting_page(
    connection: Connection, wanted: WaitingQuery, today: date, offset: int, limit: int
) -> list[WaitingRow]:
    """Return rows of the list: open needs in the order wanted, then households whose need is not recorded."""
    needs, others = _wanted_needs(wanted, today), _without_need(wanted)
    found: list[WaitingRow] = []
    before = 0
    if needs is not None:
        found = _rows(connection, needs.offset(offset).limit(limit), today)
        if others is None or len(found) == limit:
            return found
        before = offset + len(found) if found or not offset else _number(connection, needs)
    if others is not None:
        found += _rows(connection, others.offset(max(0, offset - before)).limit(limit - len(found)), today)
    return found


def count_waiting(connection: Connection, wanted: WaitingQuery, today: date) -> int:
    """Return how many rows the list has."""
    parts = (_wanted_needs(wanted, today), _without_need(wanted))
    return sum(_number(connection, part) for part in parts if part is not None)


def waiting_row(connection: Connection, record_id: int, today: date) -> WaitingRow | None:
    """Return one row by its id (see ``WaitingRow.id``); a need that is closed is found too."""
    if record_id < 0:
        statement = _NOT_RECORDED.where(household.c.id == -record_id)
    else:
        statement = _NEEDS.where(need.c.id == record_id)
    return next(iter(_rows(connection, statement, today)), None)


def open_needs(connection: Connection, today: date) -> list[WaitingRow]:
    """Return all open needs by priority, then by how long they have waited."""
    return _rows(connection, _ordered(_OPEN, WaitingSort.PRIORITY, descending=True), today)


def needs_of(connection: Connection, household_id: int, today: date) -> list[WaitingRow]:
    """Return the open needs of a household, the one recorded last first."""
    return _rows(connection, _OPEN.where(household.c.id == household_id).order_by(need.c.id.desc()), today)


def bedrooms_for(connection: Connection, household_id: int, today: date) -> int | None:
    """Return how many bedrooms a household needs: what was said of it, else the least, counted from the persons."""
    statement = select(household.c.needed_bedrooms, household.c.size).where(household.c.id == household_id)
    found = connection.execute(statement).first()
    if found is None or found[0] is not None:
        return found[0] if found is not None else None
    return bedrooms_needed(found[1], members_born(connection, [household_id]).get(household_id, []), today)


def lives_in_register(connection: Connection, household_id: int, today: date) -> bool:
    """Tell whether a contract of the household runs."""
    running = exists().where(
        contract_listing.c.contract_id == contract.c.id,
        contract.c.household_id == household_id,
        contract.c.start_date <= today,
        not_ended(today),
    )
    return bool(connection.execute(select(running)).scalar())


def members_born(connection: Connection, household_ids: Iterable[int]) -> dict[int, list[date | None]]:
    """Return the members' dates of birth, household by household."""
    born: dict[int, list[date | None]] = {}
    statement = select(person.c.household_id, person.c.born_on).where(person.c.household_id.in_(list(household_ids)))
    for household_id, day in connection.execute(statement):
        born.setdefault(household_id, []).append(day)
    return born


@lru_cache(maxsize=_DAYS_KEPT)
def _late(today: date) -> ColumnElement[bool]:
    return and_(months_after(need.c.applied_on, MONTHS_TO_DECIDE) < today, _decided.is_(None))


def _wanted_needs(wanted: WaitingQuery, today: date) -> Select[Any] | None:
    if wanted.show is WaitingShow.NOT_RECORDED:
        return None
    closed = wanted.show is WaitingShow.CLOSED
    statement = _named(_NEEDS.where(need.c.closed_on.is_not(None)) if closed else _OPEN, wanted.text)
    if wanted.kind is not None:
        statement = statement.where(need.c.kind == wanted.kind.value)
    if wanted.show is WaitingShow.NOT_ASSESSED:
        statement = statement.where(func.trim(func.coalesce(need.c.assessment, "")) == "")
    elif wanted.show is WaitingShow.GRANTED:
        statement = statement.where(_decided == DecisionKind.GRANT.value)
    elif wanted.show is WaitingShow.LATE:
        statement = statement.where(_late(today))
    return _ordered(statement, wanted.sort, descending=wanted.descending)


def _without_need(wanted: WaitingQuery) -> Select[Any] | None:
    if wanted.show not in (WaitingShow.ALL, WaitingShow.NOT_RECORDED) or wanted.kind is not None:
        return None
    statement = _named(_NOT_RECORDED, wanted.text)
    back = wanted.sort is WaitingSort.HOUSEHOLD and wanted.descending
    name = household.c.name_sort
    return statement.order_by(name.desc() if back else name, household.c.id)


def _named(statement: Select[Any], text: str) -> Select[Any]:
    where = household.c.name_key + " " + func.lower(household.c.case_number)
    for word in typed_words(text):
        statement = statement.where(where.contains(word, autoescape=True))
    return statement


def _ordered(statement: Select[Any], sort: WaitingSort, *, descending: bool) -> Select[Any]:
    keys: dict[WaitingSort, ColumnElement[Any]] = {
        WaitingSort.PRIORITY: _priority,
        WaitingSort.SINCE: _since,
        WaitingSort.HOUSEHOLD: household.c.name_sort,
        WaitingSort.BEDROOMS: _asked,
    }
    first = keys[sort]
    return statement.order_by(
        first.is_(None),
        first.desc() if descending else first,
        _priority.desc().nulls_last(),
        _since.asc().nulls_last(),
        household.c.name_sort,
        need.c.id,
    )


def _number(connection: Connection, statement: Select[Any]) -> int:
    ids = statement.with_only_columns(household.c.id, maintain_column_froms=True).order_by(None).subquery()
    return int(connection.execute(select(func.count()).select_from(ids)).scalar_one())


def _rows(connection: Connection, statement: Select[Any], today: date) -> list[WaitingRow]:
    found = connection.execute(statement).all()
    born = members_born(connection, {values[1] for values in found})
    return [_row(values, born.get(values[1], []), today) for values in found]


def _row(values: Any, born: list[date | None], today: date) -> WaitingRow:
    (
        need_id, household_id, name, case, protection, kind, applied, since, asked, size, own, weights, met, assessed,
        decided, decided_on, offers, housed, closed,
    ) = values  # fmt: skip
    return WaitingRow(
        need_id=need_id,
        household_id=household_id,
        household=name,
        case_number=case,
        protection=Protection(protection),
        kind=NeedKind(kind) if kind else None,
        applied_on=as_date(applied),
        waiting_since=as_date(since),
        bedrooms=asked if asked is not None else bedrooms_needed(size, born, today),
        bedrooms_counted=asked is None,
        persons=max(size or 0, len(born)) or None,
        own_priority=own,
        weights=weights or 0,
        criteria=met or 0,
        assessed=bool(assessed),
        decided=decided,
        decided_on=as_date(decided_on),
        offers_open=offers,
        housed_from=as_date(housed),
        closed_on=as_date(closed),
    )
