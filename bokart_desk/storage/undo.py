"""Takes back what one import brought, and nothing that has been changed, built on or met again since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Table, delete, or_, select, update

from bokart_desk.storage.schema import history, import_batch, metadata, source_link, source_row
from bokart_desk.storage.work import Work, as_json, typed

_AT_A_TIME = 2000
_OWN = frozenset({"source_link", "contract_listing"})
"""Tables that follow their record and keep nobody from taking it back."""


@dataclass(slots=True)
class Undone:
    """How many records were taken back, by kind; what was kept as (kind, id, fields), no fields for a whole record."""

    removed: Counter[str] = field(default_factory=Counter)
    restored: Counter[str] = field(default_factory=Counter)
    kept: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)


def batch_state(connection: Connection, batch: int) -> tuple[str, datetime | None] | None:
    """Return the batch's file name and when it was taken back; None when there is no such batch."""
    found = connection.execute(
        select(import_batch.c.file_name, import_batch.c.undone_at).where(import_batch.c.id == batch)
    ).first()
    return None if found is None else (found[0], found[1])


def undo_batch(work: Work, batch: int, now: datetime) -> Undone:
    """Take the batch back inside a unit of work: changed fields first, then new records, those that point first."""
    undone = Undone()
    _restore(work, batch, undone)
    for table in reversed(_tables_of(work.connection, batch)):
        created = _created(work.connection, table, batch)
        rounds = _removable(work.connection, table, created, batch)
        goes = {record for some in rounds for record in some}
        undone.kept.extend((table.name, record, ()) for record in created if record not in goes)
        for some in rounds:
            _remove(work, table, some)
        undone.removed[table.name] += len(goes)
    work.connection.execute(update(import_batch).where(import_batch.c.id == batch).values(undone_at=now))
    return undone


def _restore(work: Work, batch: int, undone: Undone) -> None:
    lines = work.connection.execute(
        select(history.c.kind, history.c.record_id, history.c.before, history.c.after)
        .where(history.c.batch_id == batch, history.c.action == "changed", history.c.erased.is_(None))
        .order_by(history.c.id.desc())
    ).all()
    for kind, record, before, after in lines:
        table = metadata.tables[kind]
        names = list(before)
        current = (
            work.connection.execute(select(*[table.c[name] for name in names]).where(table.c.id == record))
            .mappings()
            .first()
        )
        if current is None:
            undone.kept.append((kind, record, tuple(names)))
            continue
        now_held = as_json(dict(current))
        untouched = [name for name in names if now_held[name] == after.get(name)]
        others = tuple(name for name in names if name not in untouched)
        if untouched:
            work.update(table, record, {name: typed(table.c[name], before[name]) for name in untouched})
            undone.restored[kind] += 1
        if others:
            undone.kept.append((kind, record, others))


def _tables_of(connection: Connection, batch: int) -> list[Table]:
    """Return the tables that the batch made records in, those that others point at first."""
    made = select(history.c.kind).where(history.c.batch_id == batch, history.c.action == "created").distinct()
    kinds = set(connection.execute(made).scalars())
    return [table for table in metadata.sorted_tables if table.name in kinds - {"import_batch"}]


def _created(connection: Connection, table: Table, batch: int) -> list[int]:
    found = connection.execute(
        select(history.c.record_id)
        .join(table, table.c.id == history.c.record_id)
        .where(history.c.batch_id == batch, history.c.kind == table.name, history.c.action == "created")
        .where(history.c.erased.is_(None))  # what was erased since stays as it is, for the statistics
        .order_by(history.c.record_id)
    )
    return list(found.scalars())


def _removable(connection: Connection, table: Table, created: list[int], batch: int) -> list[list[int]]:
    """Return which of the records nothing keeps, in rounds: first those that point at others, as renewals do."""
    free = set(created)
    within: list[tuple[int, int]] = []
    for some in _parts(created):
        free.difference_update(connection.execute(_changed_since(table, some, batch)).scalars())
        free.difference_update(connection.execute(_met_again(table, some, batch)).scalars())
        for key in _pointing_at(table):
            if key.parent.table is table:
                pairs = connection.execute(select(table.c.id, key.parent).where(key.parent.in_(some)))
                within += [(one, other) for one, other in pairs]
                continue
            used = select(key.parent).where(key.parent.in_(some))
            free.difference_update(connection.execute(used).scalars())
        for key in table.foreign_keys:
            if key.ondelete == "CASCADE":  # part of another record, which may have to stay
                free.difference_update(_parts_of_touched(connection, table, key, some, batch))
    return _pointing_first(free, within)


def _pointing_first(free: set[int], within: list[tuple[int, int]]) -> list[list[int]]:
    """Take out what a record that stays points at, and put the rest in the rounds in which it can go."""
    while kept := {other for one, other in within if other in free and one not in free}:
        free -= kept
    pointing: dict[int, set[int]] = {}
    for one, other in within:
        if one in free and other in free:
            pointing.setdefault(other, set()).add(one)
    rounds: list[list[int]] = []
    gone: set[int] = set()
    waiting = sorted(free)
    while ready := [record for record in waiting if pointing.get(record, set()) <= gone]:
        rounds.append(ready)
        gone.update(ready)
        waiting = [record for record in waiting if record not in gone]
    return rounds


def _pointing_at(table: Table) -> Iterator[ForeignKey]:
    for other in metadata.sorted_tables:
        if other.name not in _OWN:
            yield from (key for key in other.foreign_keys if key.column.table is table)


def _parts_of_touched(
    connection: Connection, table: Table, key: ForeignKey, some: list[int], batch: int
) -> Iterator[int]:
    whole = key.column.table
    pairs = connection.execute(select(table.c.id, key.parent).where(table.c.id.in_(some))).all()
    wholes = sorted({of for _, of in pairs})
    touched = set(connection.execute(_changed_since(whole, wholes, batch)).scalars())
    touched.update(connection.execute(_met_again(whole, wholes, batch)).scalars())
    return (part for part, of in pairs if of in touched)


def _changed_since(table: Table, some: list[int], batch: int) -> Any:
    """Records that another work than the import has changed."""
    return select(history.c.record_id).where(
        history.c.kind == table.name,
        history.c.record_id.in_(some),
        history.c.action == "changed",
        or_(history.c.batch_id.is_(None), history.c.batch_id != batch),
    )


def _met_again(table: Table, some: list[int], batch: int) -> Any:
    """Records that a later import, still standing, found in its list too."""
    later = import_batch.alias("later")
    return (
        select(source_link.c.record_id)
        .join(source_row, source_row.c.id == source_link.c.source_row_id)
        .join(later, later.c.id == source_row.c.batch_id)
        .where(
            source_link.c.kind == table.name,
            source_link.c.record_id.in_(some),
            later.c.id != batch,
            later.c.undone_at.is_(None),
        )
    )


def _remove(work: Work, table: Table, records: list[int]) -> None:
    for some in _parts(records):
        work.connection.execute(
            delete(source_link).where(source_link.c.kind == table.name, source_link.c.record_id.in_(some))
        )
    work.delete_many(table, records)


def _parts(records: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(records), _AT_A_TIME):
        yield records[first : first + _AT_A_TIME]
