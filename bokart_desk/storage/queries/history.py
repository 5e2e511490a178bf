"""Lines of history of some records, and of those that belonged to them and are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Numeric,
    and_,
    false,
    func,
    or_,
    select,
)

from bokart_desk.storage.schema import contract, history, metadata, review
from bokart_desk.storage.types import Kroner

_PARTS = {
    "household": ("person", "contract", "offer", "decision", "need", "follow_up", "housing_plan"),
    "contract": ("review",),
    "dwelling": ("unit", "head_lease"),
}
"""What belongs to a record, by its reference ``…_id``."""
_OF_HOUSEHOLD = frozenset(_PARTS["household"])


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of history as it is kept. ``household_id``: whose case the record belongs to, if anybody's."""

    at: datetime
    who: str
    what: str
    kind: str
    record_id: int
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    work: int
    household_id: int | None


def read_lines(connection: Connection, records: Mapping[str, Sequence[int]], most: int) -> list[RawLine]:
    """Return what happened to these records (ids by kind), the newest first, at most so many lines.

    Lines that were erased are left out: they hold nothing any more.
    """
    which = [
        and_(history.c.kind == kind, history.c.record_id.in_(list(ids))) for kind, ids in records.items() if list(ids)
    ]
    for kind, parts in _PARTS.items():
        for owner in records.get(kind, ()):
            gone = func.json_extract(history.c.before, f"$.{kind}_id") == owner
            which.append(and_(history.c.kind.in_(parts), history.c.action == "deleted", gone))
            if kind == "contract":
                which += [_there(part, kind, owner) for part in parts]
    found = connection.execute(
        select(
            history.c.at, history.c.who, history.c.what, history.c.kind, history.c.record_id, history.c.action,
            history.c.before, history.c.after, history.c.work,
        )
        .where(or_(false(), *which), history.c.erased.is_(None))
        .order_by(history.c.id.desc())
        .limit(most)
    ).all()  # fmt: skip
    owners: dict[tuple[str, int], int | None] = {}
    return [RawLine(*values, _owner(connection, values, owners)) for values in found]


def _there(part: str, kind: str, owner: int) -> ColumnElement[bool]:
    table = metadata.tables[part]
    ids = select(table.c.id).where(table.c[f"{kind}_id"] == owner)
    return and_(history.c.kind == part, history.c.record_id.in_(ids))


def _owner(connection: Connection, line: Any, known: dict[tuple[str, int], int | None]) -> int | None:
    key = (line.kind, line.record_id)
    if key not in known:
        known[key] = _find_owner(connection, line)
    return known[key]


def _find_owner(connection: Connection, line: Any) -> int | None:
    if line.kind == "household":
        return int(line.record_id)
    if line.kind in _OF_HOUSEHOLD:
        table = metadata.tables[line.kind]
        held = connection.execute(select(table.c.household_id).where(table.c.id == line.record_id)).scalar()
        return held if held is not None else (line.before or {}).get("household_id")
    if line.kind == "review":
        of = (line.before or {}).get("contract_id")
        statement = select(contract.c.household_id).join(review, review.c.contract_id == contract.c.id)
        held = connection.execute(statement.where(review.c.id == line.record_id)).scalar()
        if held is None and of is not None:
            held = connection.execute(select(contract.c.household_id).where(contract.c.id == of)).scalar()
        return held
    return None


def households_of(connection: Connection, records: Mapping[str, Sequence[int]]) -> set[int]:
    """Return whose cases these records (ids by kind) belong to."""
    found = set(records.get("household", ()))
    for kind in _OF_HOUSEHOLD & set(records):
        table = metadata.tables[kind]
        found.update(connection.execute(select(table.c.household_id).where(table.c.id.in_(records[kind]))).scalars())
    return found


def column_kind(kind: str, name: str) -> str:
    """Return what a field holds: "date", "amount", "number", "flag", "bytes", "json" or "text"."""
    table = metadata.tables.get(kind)
    if table is None or name not in table.c:
        return "text"
    held = table.c[name].type
    kinds: tuple[tuple[type, str], ...] = (
        (Kroner, "amount"), (Date, "date"), (Boolean, "flag"), (Integer, "number"), (Numeric, "number"),
        (LargeBinary, "bytes"), (JSON, "json"),
    )  # fmt: skip
    return next((word for column, word in kinds if isinstance(held, column)), "text")
