"""One unit of work: changes and their history are written together or not at all."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    Insert,
    LargeBinary,
    Table,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy import delete as delete_from
from sqlalchemy.exc import IntegrityError

from bokart_desk.storage.bulk import Columns, insert_columns
from bokart_desk.storage.engine import writing
from bokart_desk.storage.listing import among, contracts_touched, refresh_listing
from bokart_desk.storage.schema import contract, history, metadata, source_link
from bokart_desk.storage.types import Kroner, UtcMoment

Values = Mapping[str, Any]
_DELETED_AT_ONCE = 1000
SOURCES = "source rows"
"""Stands in history, in place of a field, for the rows of lists that a record came from."""


Clash = IntegrityError
"""What is written does not fit with what is there: it points at a record that is gone, or should be the only one."""


class ChangedSince(Exception):
    """A field holds something else than the user saw when he changed it; ``current`` is what it holds now."""

    def __init__(self, kind: str, record_id: int, field: str, current: Any) -> None:
        super().__init__(f"{kind} {record_id}: {field} was changed by somebody else")
        self.kind = kind
        self.record_id = record_id
        self.field = field
        self.current = current


@dataclass(slots=True)
class Changes:
    """What a unit of work changed: record ids by kind (the table's name)."""

    created: dict[str, list[int]] = field(default_factory=dict)
    changed: dict[str, set[int]] = field(default_factory=dict)
    deleted: dict[str, set[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.deleted)


class Work:
    """Changes to records inside one transaction, with their history.

    Open one with ``unit_of_work``. ``what`` names the job in history ("import", "settings"), ``who`` the user.
    """

    def __init__(
        self, connection: Connection, *, what: str, who: str, at: datetime, batch_id: int | None = None
    ) -> None:
        self.connection = connection
        self.changes = Changes()
        self.batch_id = batch_id
        self.group: int | None = None
        """The number of this work in history, once it is finished; None when nothing differed."""
        self._what = what
        self._who = who
        self._at = at.astimezone(UTC)
        self._history: list[dict[str, Any]] = []
        self._created: list[tuple[Table, int, int, int]] = []
        """Runs of new records: table, first and last id, and how many lines of history stand before them."""
        self._next: dict[str, int] = {}
        self._relist: set[int] = set()

    def next_ids(self, table: Table, count: int) -> range:
        """Reserve ``count`` ids; an id that history knows is never given to another record."""
        first = self._next.get(table.name)
        if first is None:
            used = self.connection.execute(select(func.max(table.c.id))).scalar() or 0
            known = select(func.max(history.c.record_id)).where(history.c.kind == table.name)
            first = max(used, self.connection.execute(known).scalar() or 0) + 1
        self._next[table.name] = first + count
        return range(first, first + count)

    def insert(self, table: Table, values: Values) -> int:
        """Add a record and return its id."""
        return self.insert_many(table, [dict(values)])[0]

    def insert_many(self, table: Table, rows: list[dict[str, Any]]) -> list[int]:
        """Add records, all with the same fields; those without an ``id`` get one. Return the ids in order.

        Ids that are given must come from ``next_ids`` and be one unbroken run.
        """
        if not rows:
            return []
        if "id" not in rows[0]:
            for record_id, row in zip(self.next_ids(table, len(rows)), rows, strict=True):
                row["id"] = record_id
        return self.insert_columns(table, {name: [row[name] for row in rows] for name in rows[0]})

    def insert_columns(self, table: Table, columns: Columns) -> list[int]:
        """Add records given column by column, ids among them, as ``insert_many`` wants them; return the ids."""
        ids = list(columns["id"])
        if not ids:
            return []
        insert_columns(self.connection, table, columns)
        self.changes.created.setdefault(table.name, []).extend(ids)
        self._created.append((table, min(ids), max(ids), len(self._history)))
        if table.name == "contract":
            self._relist.update(ids)
            self._relist_where(contract.c.unit_id, "unit", set(columns["unit_id"]))  # earlier ones end
        elif table.name == "person":
            self._relist_where(contract.c.household_id, "household", set(columns["household_id"]))
        return ids

    def update(self, table: Table, record_id: int, values: Values, *, seen: Values | None = None) -> bool:
        """Change fields of a record; return whether anything differed. Raise LookupError if it is gone.

        ``seen``: what the user saw in fields when he changed them. Raise ``ChangedSince`` where one holds something
        else by now, unless it is what he wants it to hold.
        """
        columns = [table.c[name] for name in values]
        current = self.connection.execute(select(*columns).where(table.c.id == record_id)).mappings().first()
        if current is None:
            raise LookupError(f"{table.name} {record_id} is gone")
        before = {name: current[name] for name, value in values.items() if current[name] != value}
        for name, was in (seen or {}).items():
            if name in before and before[name] != was:
                raise ChangedSince(table.name, record_id, name, before[name])
        if not before:
            return False
        after = {name: values[name] for name in before}
        self._touch(table, record_id)
        self.connection.execute(update(table).where(table.c.id == record_id).values(**after))
        self._touch(table, record_id)
        self.changes.changed.setdefault(table.name, set()).add(record_id)
        self._history.append(self._line(table, record_id, "changed", as_json(before), as_json(after)))
        return True

    def delete(self, table: Table, record_id: int) -> None:
        """Take a record away; what it held stays in history. Raise LookupError if it is gone."""
        current = self.connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
        if current is None:
            raise LookupError(f"{table.name} {record_id} is gone")
        self._touch(table, record_id)
        self.connection.execute(delete_from(table).where(table.c.id == record_id))
        self.changes.deleted.setdefault(table.name, set()).add(record_id)
        self._history.append(self._line(table, record_id, "deleted", as_json(dict(current)), None))

    def delete_many(self, table: Table, record_ids: Sequence[int]) -> None:
        """Take many records away at once, with a line of history for each; those that are gone are passed over.

        Nothing may point at them any more: of units, dwellings and households no contract is left to list anew.
        """
        for first in range(0, len(record_ids), _DELETED_AT_ONCE):
            some = list(record_ids[first : first + _DELETED_AT_ONCE])
            for row in self.connection.execute(select(table).where(table.c.id.in_(some))).mappings().all():
                if table.name in ("contract", "person"):
                    self._touch(table, row["id"])
                self._history.append(self._line(table, row["id"], "deleted", as_json(dict(row)), None))
            self.connection.execute(delete_from(table).where(table.c.id.in_(some)))
            self.changes.deleted.setdefault(table.name, set()).update(some)

    def relink(self, kind: str, record_id: int, to: int) -> None:
        """Have the rows of lists that a record came from count as those of another record of its kind.

        History keeps which rows moved, in a line of the record they moved to.
        """
        links = source_link
        mine = select(links.c.source_row_id).where(links.c.kind == kind, links.c.record_id == record_id)
        theirs = select(links.c.source_row_id).where(links.c.kind == kind, links.c.record_id == to)
        rows = sorted(set(self.connection.execute(mine).scalars()) - set(self.connection.execute(theirs).scalars()))
        if rows:
            self.relink_rows(kind, [record_id, rows], [to, rows])

    def relink_rows(self, kind: str, before: Sequence[Any], after: Sequence[Any]) -> None:
        """Move rows of lists from one record to another: both as [record, [row, …]] of the same rows."""
        links = source_link
        for row in before[1]:
            which = (links.c.kind == kind, links.c.record_id == before[0], links.c.source_row_id == row)
            self.connection.execute(update(links).where(*which).values(record_id=after[0]))
        self._history.append(
            self._line(metadata.tables[kind], after[0], "changed", {SOURCES: list(before)}, {SOURCES: list(after)})
        )

    def finish(self) -> None:
        """Write history and bring the listing in step; called once, before the commit."""
        if self._history or self._created:
            group = (self.connection.execute(select(func.max(history.c.work))).scalar() or 0) + 1
            self.group = group
            written = 0
            for table, first, last, before in self._created:
                self._write_lines(self._history[written:before], group)
                written = before
                self.connection.execute(self._creation_lines(table, first, last, group))
            self._write_lines(self._history[written:], group)
            self._history, self._created = [], []
        if self._relist:
            refresh_listing(self.connection, self._relist)
            self._relist = set()

    def _write_lines(self, lines: list[dict[str, Any]], group: int) -> None:
        """Write lines of history; they stand in the order in which things were done, so that undo can go back."""
        if lines:
            numbers = {"work": group, "batch_id": self.batch_id}
            self.connection.execute(insert(history), [line | numbers for line in lines])

    def _touch(self, table: Table, record_id: int) -> None:
        self._relist.update(contracts_touched(self.connection, table.name, record_id))

    def _relist_where(self, column: Column[Any], kind: str, values: set[int]) -> None:
        """Have the listing of these contracts made anew: of those on some units, or of some households.

        What this work has made itself has no other contracts.
        """
        older = values.difference(self.changes.created.get(kind, ()))
        for which in among(column, older):
            self._relist.update(self.connection.execute(select(contract.c.id).where(which)).scalars())

    def _creation_lines(self, table: Table, first: int, last: int, group: int) -> Insert:
        """Lines for a run of new records in one statement; what they held follows from the records and later lines."""
        fixed = self._line(table, 0, "created", None, None) | {"work": group, "batch_id": self.batch_id}
        del fixed["record_id"], fixed["before"], fixed["after"]
        values = [literal(value, history.c[name].type) for name, value in fixed.items()]
        rows = select(table.c.id, *values).where(table.c.id.between(first, last)).order_by(table.c.id)
        return insert(history).from_select(["record_id", *fixed], rows)

    def _line(self, table: Table, record_id: int, action: str, before: Any, after: Any) -> dict[str, Any]:
        return {
            "at": self._at,
            "what": self._what,
            "who": self._who,
            "kind": table.name,
            "record_id": record_id,
            "action": action,
            "before": before,
            "after": after,
        }


@contextmanager
def unit_of_work(engine: Engine, *, what: str, who: str, at: datetime, batch_id: int | None = None) -> Iterator[Work]:
    """Yield a ``Work``; its changes and history are committed when the block ends, undone when it raises."""
    with writing(engine) as connection:
        work = Work(connection, what=what, who=who, at=at, batch_id=batch_id)
        yield work
        work.finish()


def as_json(values: Values) -> dict[str, Any]:
    """Return the values as JSON can hold them: dates in ISO form, amounts as text, bytes in base 64."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return value


def typed(column: Column[Any], value: Any) -> Any:
    """Return a value of history (``as_json``) as the column holds it."""
    if value is None:
        return None
    if isinstance(column.type, Kroner):
        return Decimal(str(value))
    if isinstance(column.type, UtcMoment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return b64decode(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
