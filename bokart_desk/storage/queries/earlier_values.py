"""What a field held before a work of history, to be put back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from bokart_desk.storage.queries.records import read_record
from bokart_desk.storage.schema import history, metadata
from bokart_desk.storage.work import as_json, typed


class FieldOfWork(NamedTuple):
    """A field that a work changed: the work's number, the record's kind and id, and the field's name."""

    work: int
    kind: str
    record_id: int
    field: str


def value_before(connection: Connection, which: FieldOfWork) -> Any:
    """Return what the field held before the work, as its column holds it.

    Raise LookupError when history does not know (any more).
    """
    lines = connection.execute(
        select(history.c.before)
        .where(
            history.c.work == which.work,
            history.c.kind == which.kind,
            history.c.record_id == which.record_id,
            history.c.action == "changed",
            history.c.erased.is_not(True),
        )
        .order_by(history.c.id)
    ).scalars()
    for before in lines:
        if before is not None and which.field in before:
            return typed(metadata.tables[which.kind].c[which.field], before[which.field])
    raise LookupError(f"history does not know {which.field} of {which.kind} {which.record_id}")


def differing(connection: Connection, asked: Iterable[FieldOfWork]) -> frozenset[FieldOfWork]:
    """Return those fields of records that are still there and hold something else than before the work."""
    records: dict[tuple[str, int], dict[str, Any] | None] = {}
    found = set()
    for which in asked:
        key = (which.kind, which.record_id)
        if key not in records:
            held = read_record(connection, *key) if "id" in metadata.tables[which.kind].c else None
            records[key] = None if held is None else as_json(held)
        now = records[key]
        if now is None or which.field not in now:
            continue
        try:
            before = value_before(connection, which)
        except LookupError:
            continue
        if now[which.field] != as_json({which.field: before})[which.field]:
            found.add(which)
    return frozenset(found)
