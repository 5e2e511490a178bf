"""What was erased, and what is known of cases that may be: read for the rules of retention and for the case itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, false, func, null, or_, select

from bokart_desk.domain.codes import OfferAnswer, Protection
from bokart_desk.domain.retention import CaseFacts
from bokart_desk.storage.listing import among
from bokart_desk.storage.queries.states import not_ended
from bokart_desk.storage.schema import (
    contract,
    contract_listing,
    decision,
    erasure,
    follow_up,
    history,
    household,
    need,
    offer,
    person,
    review,
)


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """One erasure as it was written down; no names. ``household_id`` is left out for a strictly confidential one."""

    id: int
    at: datetime
    who: str
    what: str
    household_id: int | None
    why: str
    reference: str | None
    archive_name: str | None
    archive_sha256: str | None
    records: int
    source_rows: int
    last_backup_gone: date | None
    cleaned_at: datetime | None


def is_erased(connection: Connection, household_id: int) -> bool:
    """Tell whether the household was erased."""
    return bool(connection.execute(select(household.c.erased).where(household.c.id == household_id)).scalar())


def owner_in_history(connection: Connection, kind: str, record_id: int) -> int | None:
    """Return the household that a record which is gone belonged to, as history tells; None when it does not."""
    sides = (func.json_extract(side, "$.household_id") for side in (history.c.before, history.c.after))
    owner = func.coalesce(*sides).label("owner")
    statement = select(owner).where(history.c.kind == kind, history.c.record_id == record_id, owner.is_not(None))
    found = connection.execute(statement.order_by(history.c.id.desc()).limit(1)).scalar()
    return None if found is None else int(found)


def erasures(connection: Connection, *, household_id: int | None = None) -> tuple[ErasureLine, ...]:
    """Return what was erased, the latest first; only of one household if it is given."""
    statement = select(*[erasure.c[name] for name in ErasureLine.__slots__]).order_by(erasure.c.id.desc())
    if household_id is not None:
        statement = statement.where(erasure.c.household_id == household_id)
    return tuple(ErasureLine(*values) for values in connection.execute(statement))


def case_facts(connection: Connection, today: date, *, only: Collection[int] | None = None) -> list[CaseFacts]:
    """Return what decides whether cases may and should be erased; of those that were not. ``only``: some of them."""
    going = _grouped(connection, select(contract.c.household_id).join(contract_listing).where(not_ended(today)), only)
    lived = _latest(connection, contract, (contract.c.moved_out_on, contract.c.end_date, contract.c.start_date), only)
    open_needs = _grouped(connection, select(need.c.household_id).where(need.c.closed_on.is_(None)), only)
    pending = select(offer.c.household_id).where(offer.c.answer == OfferAnswer.PENDING)
    open_offers = _grouped(connection, pending, only)
    planned = select(follow_up.c.household_id).where(follow_up.c.done_on.is_(None))
    open_follow_ups = _grouped(connection, planned, only)
    decided = _decisions(connection, only)
    untold = _latest(connection, decision, (decision.c.decided_on,), only, decision.c.notified_on.is_(None))
    closed = _latest_of_all(connection, only)
    names = (household.c.id, household.c.case_number, household.c.protection, household.c.settled_on)
    statement = _only(select(*names).where(household.c.erased.is_(None)), household.c.id, only)
    return [
        CaseFacts(
            household_id=record,
            case_number=case_number,
            protection=Protection(protected),
            running_contracts=going.get(record, 0),
            open_needs=open_needs.get(record, 0),
            open_offers=open_offers.get(record, 0),
            open_follow_ups=open_follow_ups.get(record, 0),
            appeal_until=decided.get(record, (None, False))[0],
            open_appeal=decided.get(record, (None, False))[1],
            unnotified=untold.get(record),
            lived_until=lived.get(record),
            last_day=max((day for day in (closed.get(record), settled) if day is not None), default=None),
        )
        for record, case_number, protected, settled in connection.execute(statement)
    ]


def _only(statement: Select[Any], column: Any, only: Collection[int] | None) -> Select[Any]:
    return statement if only is None else statement.where(column.in_(list(only)))


def _grouped(connection: Connection, statement: Select[Any], only: Collection[int] | None) -> dict[int, int]:
    (column,) = statement.selected_columns
    statement = _only(statement, column, only)
    found = connection.execute(statement.add_columns(func.count()).group_by(column))
    return {of: count for of, count in found}  # noqa: C416 - rows are no pairs to the type checker


def _latest(
    connection: Connection, table: Any, days: Iterable[Any], only: Collection[int] | None, *which: Any
) -> dict[int, date]:
    """The last day told by the first of these columns that holds one, for each household."""
    of = table.c.household_id
    latest = func.max(func.coalesce(*days, null()))
    found = connection.execute(_only(select(of, latest).where(*which).group_by(of), of, only))
    return {record: _day(day) for record, day in found if day is not None}


def _latest_of_all(connection: Connection, only: Collection[int] | None) -> dict[int, date]:
    """The last day that anything happened in a case that has a day of its own."""
    of_review = select(contract.c.household_id, func.max(review.c.held_on)).join(review)
    found = [
        _latest(connection, need, (need.c.closed_on, need.c.applied_on, need.c.waiting_since), only),
        _latest(connection, offer, (offer.c.answered_on, offer.c.offered_on), only),
        _latest(connection, decision, (decision.c.appealed_on, decision.c.notified_on, decision.c.decided_on), only),
        _latest(connection, follow_up, (follow_up.c.done_on,), only),
        {
            record: _day(day)
            for record, day in connection.execute(
                _only(of_review.group_by(contract.c.household_id), contract.c.household_id, only)
            )
            if day is not None
        },
    ]
    latest: dict[int, date] = {}
    for one in found:
        for record, day in one.items():
            latest[record] = max(day, latest.get(record, day))
    return latest


def _decisions(connection: Connection, only: Collection[int] | None) -> dict[int, tuple[date | None, bool]]:
    """The last time limit for an appeal, and whether an appeal has no outcome yet."""
    of = decision.c.household_id
    statement = select(of, decision.c.appeal_by, decision.c.appealed_on, decision.c.appeal_outcome)
    held: dict[int, tuple[date | None, bool]] = defaultdict(lambda: (None, False))
    for record, until, appealed, outcome in connection.execute(_only(statement, of, only)):
        before, waiting = held[record]
        latest = max((day for day in (before, until) if day is not None), default=None)
        held[record] = (latest, waiting or (appealed is not None and outcome in (None, "pending")))
    return dict(held)


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class FormerMember:
    """A person who was a member and was taken out; only history knows of them. ``gone_at``: when."""

    id: int
    name: str
    gone_at: datetime


def former_members(connection: Connection, household_id: int) -> tuple[FormerMember, ...]:
    """Return the persons who were members of a household, and whom nothing but history holds any more."""
    of = func.json_extract(history.c.before, "$.household_id")
    lines = connection.execute(
        select(history.c.record_id, history.c.before, history.c.at)
        .where(history.c.kind == "person", history.c.action == "deleted", of == household_id)
        .order_by(history.c.id)
    ).all()
    held = _held(connection, {line.record_id for line in lines})
    found: dict[int, FormerMember] = {}
    for record, before, at in lines:
        if record not in held:
            name = f"{before.get('given_name') or ''} {before.get('family_name') or ''}".strip()
            found[record] = FormerMember(record, name, at)
    return tuple(found.values())


def _held(connection: Connection, ids: set[int]) -> set[int]:
    which = or_(false(), *among(person.c.id, ids))
    return set(connection.execute(select(person.c.id).where(which)).scalars())


def of_contract(connection: Connection, contract_id: int) -> int | None:
    """Return whose contract it is; None when it is gone."""
    found = connection.execute(select(contract.c.household_id).where(contract.c.id == contract_id)).scalar()
    return None if found is None else int(found)
