"""Empties the records of a case: what lists and reports count stays, what tells of a person goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, false, func, or_, select, update

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.storage.erasing.case import OF_HOUSEHOLD, Records, contracts_of, lines_of
from bokart_desk.storage.listing import among, refresh_listing
from bokart_desk.storage.schema import (
    contract,
    history,
    household,
    metadata,
    person,
    reading_log,
    review,
    source_link,
)

_NOTHING_LEFT = "–"
_KEPT: dict[str, frozenset[str]] = {
    "household": frozenset({"id", "settlement_kind", "settled_on", "erased"}),
    "contract": frozenset(
        {
            "id", "unit_id", "household_id", "signed_on", "start_date", "end_date", "indefinite", "monthly_rent",
            "renews_contract_id", "advance_notice_on", "vacate_notice_on", "moved_out_on", "moved_out_to",
        }
    ),
    "review": frozenset({"id", "contract_id", "held_on", "talk_on", "outcome", "next_review_on"}),
    "offer": frozenset(
        {
            "id", "household_id", "need_id", "unit_id", "offered_on", "answer_by", "answer", "answered_on",
            "reason_code", "reasonable_ground",
        }
    ),
    "decision": frozenset(
        {
            "id", "household_id", "need_id", "unit_id", "contract_id", "kind", "decided_on", "reason_code",
            "notified_on", "appeal_by", "appealed_on", "appeal_outcome",
        }
    ),
    "need": frozenset(
        {"id", "household_id", "kind", "applied_on", "waiting_since", "bedrooms", "priority", "closed_on"}
    ),
    "follow_up": frozenset({"id", "household_id", "kind", "due_on", "done_on"}),
    "housing_plan": frozenset({"id", "household_id", "housing_school_on"}),
}  # fmt: skip
"""What is counted: kinds, days, outcomes, reasons by their codes, and which unit. All else is emptied."""


def empty_case(connection: Connection, household_id: int, *, name: str, case_number: str) -> None:
    """Empty the household's records and call it ``name`` from now on; its members go.

    Of a household whose address was protected no unit is named but by its contracts, and lists go on hiding it.
    """
    listed = contracts_of(connection, household_id)
    protected = connection.execute(_one(household.c.protection, household_id)).scalar() != Protection.NONE
    members = connection.execute(
        select(func.count()).select_from(person).where(person.c.household_id == household_id)
    ).scalar_one()
    size = connection.execute(_one(household.c.size, household_id)).scalar()
    for kind in OF_HOUSEHOLD:
        if kind != "person":
            table = metadata.tables[kind]
            values = emptied_values(kind)
            if protected and kind in ("offer", "decision"):
                values["unit_id"] = None
            connection.execute(update(table).where(table.c.household_id == household_id).values(values))
    of_contracts = or_(*among(review.c.contract_id, listed)) if listed else review.c.id < 0
    connection.execute(update(review).where(of_contracts).values(emptied_values("review")))
    remove_persons(connection, set(connection.execute(_persons_of(household_id)).scalars()))
    connection.execute(delete(reading_log).where(reading_log.c.household_id == household_id))
    values = emptied_values("household") | {
        "name": name,
        "name_key": search_key(name),
        "name_sort": sort_key(name),
        "case_number": case_number,
        "size": size if size is not None else members or None,
        "protection": Protection.CONFIDENTIAL if protected else Protection.NONE,
        "erased": True,
    }
    connection.execute(update(household).where(household.c.id == household_id).values(values))
    refresh_listing(connection, listed)


def _one(column: Any, household_id: int) -> Any:
    return select(column).where(household.c.id == household_id)


def _persons_of(household_id: int) -> Any:
    return select(person.c.id).where(person.c.household_id == household_id)


def emptied_values(kind: str) -> dict[str, Any]:
    """Return the values that empty a record of a kind of all that is not counted."""
    columns = metadata.tables[kind].c
    values: dict[str, Any] = {column.name: None for column in columns if column.name not in _KEPT[kind]}
    if kind == "housing_plan":
        values["goal"] = _NOTHING_LEFT  # may not be empty
    return values


def remove_persons(connection: Connection, ids: set[int]) -> None:
    """Take persons away, with what says which rows they came from; the lists they are searched by follow."""
    if not ids:
        return
    of = select(person.c.household_id).where(or_(*among(person.c.id, ids)))
    listed = list(connection.execute(select(contract.c.id).where(contract.c.household_id.in_(of))).scalars())
    for which in among(source_link.c.record_id, ids):
        connection.execute(delete(source_link).where(source_link.c.kind == "person", which))
    for which in among(person.c.id, ids):
        connection.execute(delete(person).where(which))
    refresh_listing(connection, listed)


def persons_held(connection: Connection, records: Records) -> set[int]:
    """Return those of the persons that are in the register now."""
    held = select(person.c.id).where(or_(false(), *among(person.c.id, records.get("person", set()))))
    return set(connection.execute(held).scalars())


def empty_history(connection: Connection, records: Mapping[str, set[int]]) -> int:
    """Empty the history of records: that something was done stays, what it was goes. Return how many lines."""
    lines = or_(*lines_of(records))
    emptied = connection.execute(update(history).where(lines).values(before=None, after=None, erased=True))
    return int(emptied.rowcount)


def renew_search(connection: Connection) -> None:
    """Build the full-text index anew: it keeps letters of what was taken out of it until its parts are joined."""
    connection.exec_driver_sql("INSERT INTO contract_search(contract_search) VALUES ('rebuild')")


def count_records(connection: Connection, records: Records) -> int:
    """Return how many of these records there are now."""
    total = 0
    for kind, ids in records.items():
        table = metadata.tables[kind]
        for which in among(table.c.id, ids):
            total += int(connection.execute(select(func.count()).select_from(table).where(which)).scalar_one())
    return total


def forget_samples(connection: Connection) -> None:
    """Empty what ANALYZE keeps of indexed columns, where somebody has run it: samples of the values themselves."""
    held = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat4'").scalar()
    if held is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_stat4")


def count_by_kind(connection: Connection, records: Records) -> dict[str, int]:
    """Return how many of these records there are now, by kind; kinds without any are left out."""
    counts = {kind: count_records(connection, {kind: ids}) for kind, ids in records.items()}
    return {kind: count for kind, count in counts.items() if count}
