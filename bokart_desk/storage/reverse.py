"""Takes one unit of work back by its history: what it made goes, what it took comes back, what it changed is restored.

Nothing that was changed by a later work is overwritten: then all stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select
from sqlalchemy.exc import IntegrityError

from bokart_desk.storage.schema import history, metadata
from bokart_desk.storage.work import SOURCES, Work, as_json, typed

_FOLLOWS_ITS_RECORD = frozenset({"contract_listing", "source_link", "reading_log"})
"""Tables that are derived, or tell of a record without being part of it."""


@dataclass(frozen=True, slots=True)
class LaterWork:
    """What stands in the way: a record that was changed, used or taken away since, and by which line of history."""

    kind: str
    record_id: int
    fields: tuple[str, ...] = ()


class InTheWay(Exception):
    """A work cannot be taken back, because of what was done after it."""

    def __init__(self, later: LaterWork) -> None:
        super().__init__(f"{later.kind} {later.record_id} was changed since")
        self.later = later


class Erased(Exception):
    """A work cannot be taken back: it was about a household or a person that was erased since."""


class PlaceTaken(Exception):
    """A work cannot be taken back: what may be there only once (a case number, a room's name) is there again."""


def reverse_work(work: Work, group: int) -> None:
    """Take the work with this number in history back, the last thing it did first.

    Raise ``InTheWay`` when a later work stands on it, ``PlaceTaken`` when something else has its place by now,
    ``Erased`` when it touched what was erased, LookupError when history knows no such work, ValueError when it was an
    import (which has its own way back).
    """
    lines = work.connection.execute(select(history).where(history.c.work == group).order_by(history.c.id)).all()
    if not lines:
        raise LookupError(f"history knows no work {group}")
    if any(line.batch_id is not None for line in lines):
        raise ValueError("an import is taken back by its batch")
    if any(line.erased for line in lines):
        raise Erased
    back = {"deleted": _bring_back, "changed": _restore, "created": _take_away}
    try:
        for line in reversed(lines):
            back[line.action](work, line)
    except IntegrityError as error:
        raise PlaceTaken from error


def _bring_back(work: Work, line: Row[Any]) -> None:
    table = metadata.tables[line.kind]
    if _held(work.connection, table, line.record_id) is not None:
        raise InTheWay(LaterWork(line.kind, line.record_id))
    for key in table.foreign_keys:
        target = line.before.get(key.parent.name)
        whole = key.column.table
        if target is not None and _held(work.connection, whole, target) is None:
            raise InTheWay(LaterWork(whole.name, target))
    work.insert(table, {name: typed(table.c[name], value) for name, value in line.before.items() if name in table.c})


def _restore(work: Work, line: Row[Any]) -> None:
    if SOURCES in line.before:
        work.relink_rows(line.kind, line.after[SOURCES], line.before[SOURCES])
        return
    table = metadata.tables[line.kind]
    held = _held(work.connection, table, line.record_id)
    if held is None:
        raise InTheWay(LaterWork(line.kind, line.record_id))
    now = as_json(held)
    differing = tuple(name for name, value in line.after.items() if now[name] != value)
    if differing:
        raise InTheWay(LaterWork(line.kind, line.record_id, differing))
    work.update(table, line.record_id, {name: typed(table.c[name], value) for name, value in line.before.items()})


def _take_away(work: Work, line: Row[Any]) -> None:
    table = metadata.tables[line.kind]
    held = _held(work.connection, table, line.record_id)
    if held is None:
        raise InTheWay(LaterWork(line.kind, line.record_id))
    changed = _changed_since(work.connection, line, as_json(held))
    if changed:
        raise InTheWay(LaterWork(line.kind, line.record_id, changed))
    for other, record in _pointing_at(work.connection, table, line.record_id):
        raise InTheWay(LaterWork(other, record))
    work.delete(table, line.record_id)


def _changed_since(connection: Connection, line: Row[Any], now: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields that hold something else than when the record was made: a later line knows what that was."""
    later = connection.execute(
        select(history.c.before)
        .where(
            history.c.kind == line.kind,
            history.c.record_id == line.record_id,
            history.c.action == "changed",
            history.c.id > line.id,
        )
        .order_by(history.c.id)
    ).scalars()
    at_first: dict[str, Any] = {}
    for before in later:
        for name, value in before.items():
            at_first.setdefault(name, value)
    at_first.pop(SOURCES, None)  # which rows it came from is no field of it
    return tuple(name for name, value in at_first.items() if now.get(name) != value)


def _held(connection: Connection, table: Table, record_id: int) -> dict[str, Any] | None:
    (key,) = table.primary_key.columns
    found = connection.execute(select(table).where(key == record_id)).mappings().first()
    return None if found is None else dict(found)


def _pointing_at(connection: Connection, table: Table, record_id: int) -> Sequence[tuple[str, int]]:
    """Return the first record of each kind that points at one; those that are part of it count too."""
    found = []
    for other in metadata.sorted_tables:
        if other.name in _FOLLOWS_ITS_RECORD:
            continue
        for key in other.foreign_keys:
            if key.column.table is table:
                record = connection.execute(
                    select(func.min(next(iter(other.primary_key.columns)))).where(key.parent == record_id)
                ).scalar()
                if record is not None:
                    found.append((other.name, int(record)))
    return found


def needed_by(connection: Connection, kind: str, record_id: int) -> str | None:
    """Return a kind of record that points at this one, so that it must stay; None when nothing does."""
    found = _pointing_at(connection, metadata.tables[kind], record_id)
    return found[0][0] if found else None


def last_change(
    connection: Connection, kind: str, record_id: int, field: str | None = None
) -> tuple[str, datetime] | None:
    """Return who changed a record last, and when; of one ``field`` when it is named."""
    statement = select(history.c.who, history.c.at).where(
        history.c.kind == kind, history.c.record_id == record_id, history.c.action != "created"
    )
    if field is not None:
        statement = statement.where(func.json_type(history.c.after, f"$.{field}").is_not(None))
    found = connection.execute(statement.order_by(history.c.id.desc()).limit(1)).first()
    return None if found is None else (found[0], found[1])
