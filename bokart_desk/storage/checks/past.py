"""History agrees with the records: what it says last of a field is what the record holds, and its order makes sense.

It is read once, record by record, in the order of its index; a batch of records at a time is compared. Kinds and
fields that the register no longer has are passed over, and so is what was erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, Text, and_, exists, func, or_, select, type_coerce

from bokart_desk.i18n import _
from bokart_desk.storage.checks.report import Problem
from bokart_desk.storage.kinds import kind_name
from bokart_desk.storage.schema import history, metadata
from bokart_desk.storage.work import as_json, typed

_AT_ONCE = 500
_OPENED = frozenset({"household", "contract", "dwelling", "unit", "offer", "decision"})
"""Kinds with a page of their own, one click away."""
_OWNER = {"person": "household", "need": "household", "follow_up": "household", "housing_plan": "household",
          "review": "contract", "head_lease": "dwelling"}  # fmt: skip
_DERIVED = ("_key", "_sort", "_search")


@dataclass(slots=True)
class _Told:
    """What history tells of one record."""

    record_id: int
    exists: bool = True
    disorder: bool = False
    erased: bool = False
    fields: dict[str, Any] = field(default_factory=dict)


def history_in_step(connection: Connection) -> Iterator[Problem]:
    """Yield a problem for each record that history tells otherwise, kind by kind."""
    kinds = connection.execute(select(history.c.kind).distinct().order_by(history.c.kind)).scalars().all()
    for kind in kinds:
        table = metadata.tables.get(kind)
        if table is not None and len(table.primary_key.columns) == 1:
            yield from _only_made(connection, table)
            yield from _told_more(connection, table)
            yield from _made_beside_history(connection, table)


def _only_made(connection: Connection, table: Table) -> Iterator[Problem]:
    """Most records were made and never changed: of these only whether they are there is looked at."""
    (key,) = table.primary_key.columns
    statement = (
        select(history.c.record_id)
        .where(history.c.kind == table.name)
        .group_by(history.c.record_id)
        .having(
            and_(func.count() == 1, func.max(history.c.action) == "created", history.c.record_id.not_in(select(key)))
        )
    )
    for record in connection.execute(statement).scalars():
        yield _problem(connection, table, record, False, _gone())


def _told_more(connection: Connection, table: Table) -> Iterator[Problem]:
    (key,) = table.primary_key.columns
    more = (
        select(history.c.record_id)
        .where(history.c.kind == table.name)
        .group_by(history.c.record_id)
        .having(or_(func.count() > 1, func.max(history.c.action) != "created"))
    )
    held = exists().where(key == history.c.record_id)
    lines = connection.execute(
        select(history.c.record_id, history.c.action, type_coerce(history.c.after, Text), history.c.erased, held)
        .where(history.c.kind == table.name, history.c.record_id.in_(more))
        .order_by(history.c.record_id, history.c.id)
    ).yield_per(_AT_ONCE)
    waiting: list[_Told] = []
    for record, of_record in groupby(lines, key=itemgetter(0)):
        told, is_there = _told(record, list(of_record))
        if told.disorder:
            yield _problem(connection, table, record, is_there, _disorder())
        elif is_there != told.exists and not told.erased:
            yield _problem(connection, table, record, is_there, _returned() if is_there else _gone())
        elif is_there and told.fields:
            waiting.append(told)
            if len(waiting) == _AT_ONCE:
                yield from _compared(connection, table, waiting)
                waiting = []
    yield from _compared(connection, table, waiting)


def _told(record_id: int, lines: list[Any]) -> tuple[_Told, bool]:
    told = _Told(record_id)
    known = False
    for _record, action, after, erased, _held in lines:
        told.erased = told.erased or bool(erased)
        if action == "created":
            told.disorder = told.disorder or (known and told.exists)
            told.exists, told.fields = True, {}
        else:
            told.disorder = told.disorder or not told.exists
            if action == "deleted":
                told.exists, told.fields = False, {}
            elif erased:
                told.fields = {}
            elif after is not None:
                told.fields.update(json.loads(after))
        known = True
    return told, bool(lines[0][-1])


def _compared(connection: Connection, table: Table, told: list[_Told]) -> Iterator[Problem]:
    """Compare what history says last of the fields of some records with what these hold."""
    names = {name for name in chain.from_iterable(one.fields for one in told) if _is_compared(table, name)}
    if not names:
        return
    (key,) = table.primary_key.columns
    columns = [table.c[name] for name in sorted(names - {key.name})]
    wanted = [one.record_id for one in told]
    rows = connection.execute(select(key, *columns).where(key.in_(wanted))).mappings()
    held = {row[key.name]: as_json(dict(row)) for row in rows}
    for one in told:
        now = held.get(one.record_id)
        if now is not None and any(
            name in now and now[name] != after and _differs(table, name, after, now[name])
            for name, after in one.fields.items()
        ):
            yield _problem(connection, table, one.record_id, True, _otherwise())


def _is_compared(table: Table, name: str) -> bool:
    return name in table.c and not name.endswith(_DERIVED)


def _differs(table: Table, name: str, after: Any, now: Any) -> bool:
    """Tell whether two values that are not written alike are not the same either."""
    if not _is_compared(table, name):
        return False
    try:
        return bool(as_json({name: typed(table.c[name], after)})[name] != now)
    except (ValueError, TypeError, ArithmeticError):  # written when the field held values of another kind
        return False


def _made_beside_history(connection: Connection, table: Table) -> Iterator[Problem]:
    """Where history holds the making of a record, it holds that of all that were made after it."""
    made = (history.c.kind == table.name, history.c.action == "created")
    first = connection.execute(select(func.min(history.c.record_id)).where(*made)).scalar()
    if first is None:
        return
    (key,) = table.primary_key.columns
    statement = select(key).where(key > first, key.not_in(select(history.c.record_id).where(*made))).order_by(key)
    for record in connection.execute(statement).scalars():
        yield _problem(connection, table, record, True, _unknown())


def _problem(connection: Connection, table: Table, record_id: int, is_there: bool, text: str) -> Problem:
    kind, record = _page(connection, table, record_id) if is_there else ("", None)
    return Problem(text.format(kind=kind_name(table.name), number=record_id), kind, record)


def _page(connection: Connection, table: Table, record_id: int) -> tuple[str, int | None]:
    """Return the record whose page shows this one."""
    if table.name in _OPENED:
        return table.name, record_id
    owner = _OWNER.get(table.name)
    if owner is None:
        return "", None
    found = connection.execute(select(table.c[f"{owner}_id"]).where(table.c.id == record_id)).scalar()
    return (owner, found) if found is not None else ("", None)


def _otherwise() -> str:
    return _(
        "{kind}, record number {number}: the history ends with another value than the record holds. It was changed by "
        "something else than this program, or is damaged. Open it, compare it with its history, and correct it."
    )


def _gone() -> str:
    return _(
        "{kind}, record number {number}: the history knows it, and nobody deleted it, but it is no longer there. Look "
        "at a backup, and ask for support."
    )


def _returned() -> str:
    return _(
        "{kind}, record number {number}: the history says that it was deleted, but it is there. Open it, and delete it "
        "again if it should be gone."
    )


def _disorder() -> str:
    return _(
        "{kind}, record number {number}: the history is not in order: it was made twice, or changed after it was "
        "deleted. The record itself may be right: open it and look through it."
    )


def _unknown() -> str:
    return _(
        "{kind}, record number {number}: the history does not know who made it. It was added by something else than "
        "this program, or its history is lost. Open it and look through it."
    )
