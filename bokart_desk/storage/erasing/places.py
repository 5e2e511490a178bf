"""Takes out of the register where a strictly confidential household has lived; the tenancies themselves stay counted.

They go to a household of their own that nobody is in. What they are linked to, and the history of the case so far,
can then no longer tell the way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.naming import Called
from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.storage.erasing.case import contracts_of, records_of_case
from bokart_desk.storage.erasing.emptying import (
    count_records,
    emptied_values,
    empty_history,
    forget_samples,
    renew_search,
)
from bokart_desk.storage.erasing.erasing import JOB, Erased, Grounds, Words, note_erasure
from bokart_desk.storage.erasing.lists import empty_rows, rows_of
from bokart_desk.storage.listing import among, refresh_listing
from bokart_desk.storage.queries.states import not_ended
from bokart_desk.storage.schema import (
    contract,
    contract_listing,
    decision,
    history,
    household,
    offer,
    review,
)


@dataclass(frozen=True, slots=True)
class PlacesHeld:
    """What a case holds that tells where: tenancies (``running``: not over), offers and decisions, rows of lists."""

    contracts: int
    running: int
    answers: int
    source_rows: int
    history: int

    def __bool__(self) -> bool:
        return bool(self.contracts or self.answers or self.source_rows)


def places_held(connection: Connection, household_id: int, today: date) -> PlacesHeld:
    """Return what records of the case tell where the household lives or lived."""
    running = (
        select(func.count())
        .select_from(contract)
        .join(contract_listing)
        .where(contract.c.household_id == household_id, not_ended(today))
    )
    records = records_of_case(connection, household_id)
    return PlacesHeld(
        contracts=len(contracts_of(connection, household_id)),
        running=int(connection.execute(running).scalar_one()),
        answers=sum(len(_telling(connection, table, household_id)) for table in (offer, decision)),
        source_rows=len(rows_of(connection, records)),
        history=count_records(connection, records),
    )


def erase_places(connection: Connection, household_id: int, words: Words, grounds: Grounds) -> Erased:
    """Take out where a household has lived. Raise LookupError unless it is strictly confidential.

    ``words``: those of the household that its former tenancies go to. The record of the erasure does not say whose
    they were. No contract of it may be running.
    """
    held = connection.execute(select(household.c.protection).where(household.c.id == household_id)).scalar()
    if held != Protection.STRICTLY_CONFIDENTIAL:
        raise LookupError(f"household {household_id} is not strictly confidential")
    records = records_of_case(connection, household_id)
    own = rows_of(connection, records)
    moved = contracts_of(connection, household_id)
    changed = len(moved)
    for table in (offer, decision):
        ids = _telling(connection, table, household_id)
        changed += len(ids)
        if ids:
            which = or_(*among(table.c.id, ids))
            connection.execute(update(table).where(which).values(_without_place(table)))
    rows = empty_rows(connection, own, Called(frozenset(), frozenset()), {household_id}, words.mention)
    _move(connection, moved, words, grounds)
    connection.execute(update(household).where(household.c.id == household_id).values(extra=None))
    empty_history(connection, records)
    renew_search(connection)
    forget_samples(connection)
    return note_erasure(connection, "places", None, (changed, rows), Called(frozenset(), frozenset()), grounds, ())


def _telling(connection: Connection, table: Any, household_id: int) -> list[int]:
    told = [table.c[name].is_not(None) for name in _without_place(table)]
    statement = select(table.c.id).where(table.c.household_id == household_id, or_(*told))
    return list(connection.execute(statement).scalars())


def _without_place(table: Any) -> Mapping[str, Any]:
    names = ("unit_id", "offered_address") if table is offer else ("unit_id", "contract_id")
    return dict.fromkeys((*names, "extra"))


def _move(connection: Connection, contracts: list[int], words: Words, grounds: Grounds) -> None:
    if not contracts:
        return
    which = or_(*among(contract.c.id, contracts))
    values = emptied_values("contract") | {"household_id": _collector(connection, words, grounds)}
    connection.execute(update(contract).where(which).values(values))
    connection.execute(update(review).where(review.c.contract_id.in_(contracts)).values(emptied_values("review")))
    refresh_listing(connection, contracts)


def _collector(connection: Connection, words: Words, grounds: Grounds) -> int:
    """Return the household that is nobody's and has the tenancies of all such households; made with the first."""
    known = select(household.c.id).where(household.c.case_number == words.case_number, household.c.erased)
    found = connection.execute(known).scalar()
    if found is not None:
        return int(found)
    used = connection.execute(select(func.max(household.c.id))).scalar() or 0
    past = select(func.max(history.c.record_id)).where(history.c.kind == "household")
    made = max(used, connection.execute(past).scalar() or 0) + 1
    values = {
        "id": made,
        "case_number": words.case_number,
        "name": words.household,
        "name_key": search_key(words.household),
        "name_sort": sort_key(words.household),
        "protection": Protection.CONFIDENTIAL,
        "erased": True,
    }
    connection.execute(insert(household).values(values))
    work = (connection.execute(select(func.max(history.c.work))).scalar() or 0) + 1
    line = {"at": grounds.at, "work": work, "what": JOB, "who": grounds.who, "kind": "household", "record_id": made}
    connection.execute(insert(history).values(line | {"action": "created", "erased": True}))
    return made
