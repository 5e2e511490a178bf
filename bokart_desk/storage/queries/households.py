"""Households as the list shows them, and one household with all that belongs to it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, func, select

from bokart_desk.domain.codes import (
    AppealOutcome,
    DecisionKind,
    FollowUpKind,
    NeedKind,
    OfferAnswer,
    Protection,
    ReviewOutcome,
)
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.household_rows import (
    ContractTexts,
    DecisionLine,
    FollowUpLine,
    HouseholdDetail,
    HouseholdRow,
    NeedLine,
    OfferLine,
    PlanLine,
    ReviewLine,
)
from bokart_desk.domain.rows import ContractRow, PersonLine, SourceLine
from bokart_desk.storage.queries.contract_rows import make_row, select_rows
from bokart_desk.storage.queries.erasures import is_erased
from bokart_desk.storage.queries.household_facts import Facts, read_facts
from bokart_desk.storage.queries.sources import sources_of
from bokart_desk.storage.schema import (
    consultant,
    contract,
    decision,
    dwelling,
    follow_up,
    household,
    housing_plan,
    need,
    offer,
    person,
    review,
    unit,
)

_IDS = func.json_each(bindparam("ids")).table_valued("value").c.value
_NAMES = (
    select(household.c.id, household.c.name, household.c.case_number, consultant.c.name)
    .outerjoin(consultant, consultant.c.id == household.c.consultant_id)
    .where(household.c.id.in_(select(_IDS)))
)


def household_rows(connection: Connection, facts: Sequence[Facts], today: date) -> tuple[HouseholdRow, ...]:
    """Return the rows of these households in their order, each with the contract it lives by."""
    ids = [one.id for one in facts]
    if not ids:
        return ()
    names = {record: rest for record, *rest in connection.execute(_NAMES, {"ids": json.dumps(ids)})}
    living = _current_contracts(connection, ids, today)
    return tuple(
        HouseholdRow(
            one.id, name, case_number, Protection(one.protection), one.size,
            date.fromisoformat(one.settled_on) if one.settled_on else None, responsible or "", one.standing,
            one.waiting, living.get(one.id),
        )
        for one in facts
        for name, case_number, responsible in (names[one.id],)
    )  # fmt: skip


def _current_contracts(connection: Connection, ids: Collection[int], today: date) -> dict[int, ContractRow]:
    statement = select_rows(today).where(contract.c.household_id.in_(select(_IDS)))
    living: dict[int, ContractRow] = {}
    for values in connection.execute(statement, {"ids": json.dumps(list(ids))}):
        row = make_row(values)
        if row.status(today) is not ContractStatus.ENDED:
            before = living.get(row.household_id)
            if before is None or _sooner(row, before, today):
                living[row.household_id] = row
    return living


def _sooner(row: ContractRow, other: ContractRow, today: date) -> bool:
    """Tell whether one lives by ``row`` rather than the other: begun last, else begins first."""
    if (row.start <= today) is not (other.start <= today):
        return row.start <= today
    return row.start > other.start if row.start <= today else row.start < other.start


def read_household(connection: Connection, household_id: int, today: date) -> HouseholdDetail | None:
    """Return the household with all that belongs to it; None when it is gone."""
    facts = read_facts(connection, today, [household_id])
    if not facts:
        return None
    (row,) = household_rows(connection, facts, today)
    contracts, persons = _contracts(connection, household_id, today), persons_of(connection, household_id)
    offers, decisions = tuple(_offers(connection, household_id)), tuple(_decisions(connection, household_id))
    return HouseholdDetail(
        row=row,
        consultant_id=facts[0].consultant_id,
        address=_address(connection, row),
        persons=persons,
        contracts=contracts,
        contract_texts=_contract_texts(connection, household_id),
        offers=offers,
        decisions=decisions,
        reviews=tuple(_reviews(connection, household_id)),
        needs=tuple(_needs(connection, household_id)),
        follow_ups=tuple(_follow_ups(connection, household_id)),
        plans=tuple(PlanLine(*values) for values in _of(connection, household_id, housing_plan, _PLAN)),
        sources=_sources(
            connection, row, {"contract": contracts, "person": persons, "offer": offers, "decision": decisions}
        ),
        erased=is_erased(connection, household_id),
    )


def _sources(connection: Connection, row: HouseholdRow, lines: Mapping[str, Sequence[Any]]) -> tuple[SourceLine, ...]:
    """Return the rows of lists that the case came from; of a strictly confidential household without their cells."""
    records = {kind: [line.id for line in some] for kind, some in lines.items()}
    found = sources_of(connection, {"household": [row.id], **records})
    if row.protection is Protection.STRICTLY_CONFIDENTIAL:
        return tuple(replace(line, cells=()) for line in found)
    return found


def _address(connection: Connection, row: HouseholdRow) -> str:
    """Return where the household lives, for the opened case; never of a strictly confidential one."""
    if row.contract is None or row.protection is Protection.STRICTLY_CONFIDENTIAL:
        return ""
    found = connection.execute(
        select(dwelling.c.address, unit.c.label, dwelling.c.postcode, dwelling.c.place)
        .join(unit, unit.c.dwelling_id == dwelling.c.id)
        .where(unit.c.id == row.contract.unit_id)
    ).one()
    address, label, postcode, place = found
    town = " ".join(part for part in (postcode, place) if part)
    return ", ".join(part for part in (address, label, town) if part)


def persons_of(connection: Connection, household_id: int) -> tuple[PersonLine, ...]:
    """Return the members, the main person first."""
    found = connection.execute(
        select(
            person.c.id, person.c.given_name, person.c.family_name, person.c.born_on, person.c.duf_number,
            person.c.identity_number, person.c.main_person,
        )
        .where(person.c.household_id == household_id)
        .order_by(person.c.main_person.desc(), person.c.id)
    )  # fmt: skip
    return tuple(PersonLine(*values) for values in found)


def _contracts(connection: Connection, household_id: int, today: date) -> tuple[ContractRow, ...]:
    statement = (
        select_rows(today)
        .where(contract.c.household_id == household_id)
        .order_by(contract.c.start_date.desc(), contract.c.id.desc())
    )
    return tuple(make_row(values) for values in connection.execute(statement))


def _contract_texts(connection: Connection, household_id: int) -> tuple[ContractTexts, ...]:
    found = connection.execute(
        select(
            contract.c.id, contract.c.signed_on, contract.c.moved_out_to, contract.c.moved_out_why,
            contract.c.renews_contract_id,
        ).where(contract.c.household_id == household_id)
    )  # fmt: skip
    return tuple(ContractTexts(*values) for values in found)


def _offers(connection: Connection, household_id: int) -> Iterable[OfferLine]:
    openly = household.c.protection == "none"
    written = func.coalesce(dwelling.c.address + " " + unit.c.label, offer.c.offered_address, "")
    statement = (
        select(
            offer.c.id, case((openly, written), else_=""), offer.c.offered_on, offer.c.answer_by, offer.c.answer,
            offer.c.answered_on, offer.c.reason_code, offer.c.reason, offer.c.reasonable_ground,
        )
        .join(household, household.c.id == offer.c.household_id)
        .outerjoin(unit, unit.c.id == offer.c.unit_id)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(offer.c.household_id == household_id)
        .order_by(func.coalesce(offer.c.offered_on, offer.c.answered_on).desc(), offer.c.id.desc())
    )  # fmt: skip
    for record, place, offered, by, answer, answered, code, reason, ground in connection.execute(statement):
        yield OfferLine(record, place.strip(), offered, by, OfferAnswer(answer), answered, code, reason, ground)


def _decisions(connection: Connection, household_id: int) -> Iterable[DecisionLine]:
    columns = (
        "id", "kind", "decided_on", "reason_code", "reason", "assessment", "legal_basis", "notified_on", "appeal_by",
        "appealed_on", "appeal_outcome",
    )  # fmt: skip
    statement = select(*[decision.c[name] for name in columns]).where(decision.c.household_id == household_id)
    for values in connection.execute(statement.order_by(decision.c.decided_on.desc(), decision.c.id.desc())):
        outcome = AppealOutcome(values[10]) if values[10] else None
        yield DecisionLine(*(values[0], DecisionKind(values[1]), *values[2:10], outcome))


def _reviews(connection: Connection, household_id: int) -> Iterable[ReviewLine]:
    statement = (
        select(
            review.c.id, review.c.contract_id, review.c.held_on, review.c.talk_on, review.c.outcome,
            review.c.next_review_on, review.c.notes,
        )
        .join(contract, contract.c.id == review.c.contract_id)
        .where(contract.c.household_id == household_id)
        .order_by(review.c.held_on.desc(), review.c.id.desc())
    )  # fmt: skip
    for record, of, held, talk, outcome, following, notes in connection.execute(statement):
        yield ReviewLine(record, of, held, talk, ReviewOutcome(outcome) if outcome else None, following, notes)


def _needs(connection: Connection, household_id: int) -> Iterable[NeedLine]:
    columns = (
        "id", "kind", "applied_on", "waiting_since", "bedrooms", "priority", "need", "assessment", "closed_on",
    )  # fmt: skip
    statement = select(*[need.c[name] for name in columns]).where(need.c.household_id == household_id)
    for record, kind, *rest in connection.execute(statement.order_by(need.c.applied_on.desc(), need.c.id.desc())):
        yield NeedLine(record, NeedKind(kind), *rest)


def _follow_ups(connection: Connection, household_id: int) -> Iterable[FollowUpLine]:
    statement = (
        select(
            follow_up.c.id, follow_up.c.kind, follow_up.c.due_on, follow_up.c.done_on, follow_up.c.notes,
            consultant.c.name,
        )
        .outerjoin(consultant, consultant.c.id == follow_up.c.consultant_id)
        .where(follow_up.c.household_id == household_id)
        .order_by(
            follow_up.c.done_on.is_not(None), func.coalesce(follow_up.c.done_on, follow_up.c.due_on).desc(),
            follow_up.c.id.desc(),
        )
    )  # fmt: skip
    for record, kind, due, done, notes, by in connection.execute(statement):
        yield FollowUpLine(record, FollowUpKind(kind), due, done, notes, by or "")


_PLAN = ("id", "goal", "steps", "housing_school_on", "result")


def _of(connection: Connection, household_id: int, table: Any, names: Sequence[str]) -> Iterable[Any]:
    statement: Select[Any] = select(*[table.c[name] for name in names]).where(table.c.household_id == household_id)
    return connection.execute(statement.order_by(table.c.id.desc()))


def consultant_named(connection: Connection, name: str) -> int | None:
    """Return the consultant of this name who is not retired, None when there is none."""
    named = func.lower(consultant.c.name) == name.strip().lower()
    found = connection.execute(select(consultant.c.id).where(and_(named, ~consultant.c.retired))).scalar()
    return None if found is None else int(found)


def households_protected_as(connection: Connection, protection: Protection) -> list[int]:
    """Return the households whose address is protected so."""
    statement = select(household.c.id).where(household.c.protection == protection.value).order_by(household.c.id)
    return list(connection.execute(statement).scalars())


def count_places(connection: Connection, household_id: int) -> tuple[int, int]:
    """Return how many contracts of the household there are, and how many offers and decisions that name a unit."""
    contracts = select(func.count()).where(contract.c.household_id == household_id)
    named = [
        select(func.count()).where(table.c.household_id == household_id, table.c.unit_id.is_not(None))
        for table in (offer, decision)
    ]
    first, second, third = (int(connection.execute(count).scalar_one()) for count in (contracts, *named))
    return first, second + third
