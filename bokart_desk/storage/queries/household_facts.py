"""What the list of households is searched, filtered and sorted by, read for all of them or for a few."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from bokart_desk.domain.household_rows import Standing
from bokart_desk.storage.listing import WORD_BEGINS
from bokart_desk.storage.queries import states
from bokart_desk.storage.queries.plain_rows import plain_rows
from bokart_desk.storage.schema import (
    consultant,
    contract,
    contract_listing,
    history,
    household,
    metadata,
    need,
    person,
)

_IDS = func.json_each(bindparam("ids")).table_valued("value").c.value
_KINDS = ("household", "person", "contract", "need", "consultant")
_own = contract.alias("own")


class Facts(NamedTuple):
    """One household. ``text``: name, case number, members and their numbers, folded, each word with its sign before."""

    id: int
    name_sort: str
    text: str
    protection: str
    consultant_id: int | None
    consultant_sort: str
    settled_on: str
    size: int
    standing: Standing
    waiting: bool


def read_facts(connection: Connection, today: date, only: Collection[int] | None = None) -> list[Facts]:
    """Return all households, or ``only`` those with these ids; in no order."""
    members: dict[int, list[str]] = {}
    for of, words in _rows(connection, _members(), person.c.household_id, only):
        members.setdefault(of, []).append(words)
    housed = {of for (of,) in _rows(connection, _housed(today), _own.c.household_id, only)}
    ever = {of for (of,) in _rows(connection, select(_own.c.household_id).distinct(), _own.c.household_id, only)}
    waiting = {of for (of,) in _rows(connection, _waiting(), need.c.household_id, only)}
    found = []
    for values in _rows(connection, _households(), household.c.id, only):
        record, sort, key, case, protection, responsible, named, settled, size = values
        people = members.get(record, ())
        text = " ".join((key, case, *people))
        found.append(
            Facts(
                record, sort, f" {text}".replace(" ", f" {WORD_BEGINS}"), protection, responsible, named or "",
                settled or "", size if size is not None else len(people),
                _standing(record in housed, record in ever, record in waiting), record in waiting,
            )
        )  # fmt: skip
    return found


def first_facts(connection: Connection, today: date, offset: int, limit: int) -> list[Facts]:
    """Return a page of all households by name, without reading the others."""
    by_name = select(household.c.id).order_by(household.c.name_sort, household.c.id).offset(offset).limit(limit)
    ids = [record for (record,) in plain_rows(connection, by_name)]
    found = {one.id: one for one in read_facts(connection, today, ids)}
    return [found[record] for record in ids]


def _standing(housed: bool, ever: bool, waiting: bool) -> Standing:
    if housed:
        return Standing.HOUSED
    return Standing.FORMER if ever and not waiting else Standing.WITHOUT_DWELLING


def _households() -> Select[Any]:
    return select(
        household.c.id, household.c.name_sort, household.c.name_key, func.lower(household.c.case_number),
        household.c.protection, household.c.consultant_id, func.lower(consultant.c.name), household.c.settled_on,
        household.c.size,
    ).outerjoin(consultant, consultant.c.id == household.c.consultant_id)  # fmt: skip


def _members() -> Select[Any]:
    words = person.c.name_key + " " + func.coalesce(person.c.duf_number, "")
    return select(person.c.household_id, words + " " + func.coalesce(person.c.identity_number, ""))


def _housed(today: date) -> Select[Any]:
    return (
        select(_own.c.household_id)
        .join(contract_listing, contract_listing.c.contract_id == _own.c.id)
        .where(states.not_ended(today))
    )


def _waiting() -> Select[Any]:
    return select(need.c.household_id).where(need.c.closed_on.is_(None))


def _rows(
    connection: Connection, statement: Select[Any], key: ColumnElement[Any], only: Collection[int] | None
) -> list[tuple[Any, ...]]:
    if only is None:
        return plain_rows(connection, statement)
    return plain_rows(connection, statement.where(key.in_(select(_IDS))), {"ids": json.dumps(list(only))})


def last_line(connection: Connection) -> int:
    """Return the number of the last line of history."""
    return int(connection.execute(select(func.max(history.c.id))).scalar() or 0)


def households_changed(connection: Connection, since: int, most: int) -> set[int] | None:
    """Return the households that lines of history after ``since`` concern; None for all, or more than ``most``.

    Also those that are gone by now. A unit or a contract of another household can only change where one lives, which
    is read with each page.
    """
    found = connection.execute(
        select(history.c.kind, history.c.record_id, history.c.before).where(history.c.id > since).limit(most + 1)
    ).all()
    lines = [line for line in found if line.kind in _KINDS]
    if len(found) > most or any(line.kind in ("consultant", "erasure") for line in found):
        return None
    changed: set[int] = set()
    records: dict[str, set[int]] = {}
    for kind, record, before in lines:
        if kind == "household":
            changed.add(record)
            continue
        records.setdefault(kind, set()).add(record)
        changed.update(of for of in ((before or {}).get("household_id"),) if of is not None)
    for kind, ids in records.items():
        table = metadata.tables[kind]
        changed.update(connection.execute(select(table.c.household_id).where(table.c.id.in_(ids))).scalars())
    changed.update(_on_same_units(connection, records.get("contract", set())))
    return changed


def _on_same_units(connection: Connection, contracts: set[int]) -> set[int]:
    """A contract may take over from another household's on the same unit."""
    if not contracts:
        return set()
    units = select(contract.c.unit_id).where(contract.c.id.in_(contracts))
    return set(connection.execute(select(contract.c.household_id).where(contract.c.unit_id.in_(units))).scalars())
