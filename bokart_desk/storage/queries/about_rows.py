"""Rows of imported lists as they stood, with their files and the records that came from them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from bokart_desk.storage.schema import import_batch, source_link, source_row


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of a list as it stood; ``links``: the records (kind, id) that came from it."""

    id: int
    batch_id: int
    file_name: str
    sheet: str
    row: int
    imported_at: Any
    undone_at: Any
    outcome: str
    field: str | None
    reason: str | None
    cells: Any
    sheets: Any


def linked_rows(connection: Connection, linked: Mapping[str, Collection[int]]) -> list[KeptRow]:
    """Return the rows of lists that these records (ids by kind) came from, the oldest import first."""
    which = [
        and_(source_link.c.kind == kind, source_link.c.record_id.in_(list(ids))) for kind, ids in linked.items() if ids
    ]
    if not which:
        return []
    return list(_rows(connection, source_row.c.id.in_(select(source_link.c.source_row_id).where(or_(*which)))))


def all_rows(connection: Connection) -> Iterator[KeptRow]:
    """Yield every row of every list that was imported."""
    yield from _rows(connection, None)


def _rows(connection: Connection, which: ColumnElement[bool] | None) -> Iterator[KeptRow]:
    files = {one.id: one for one in connection.execute(select(import_batch))}
    statement = select(
        source_row.c.id, source_row.c.batch_id, source_row.c.sheet, source_row.c.row, source_row.c.outcome,
        source_row.c.field, source_row.c.reason, source_row.c.cells,
    ).order_by(source_row.c.id)  # fmt: skip
    for values in connection.execute(statement if which is None else statement.where(which)):
        record, batch, sheet, row, outcome, field_name, reason, cells = values
        of = files[batch]
        yield KeptRow(
            record, batch, of.file_name, sheet, row, of.imported_at, of.undone_at, outcome, field_name, reason, cells,
            of.sheets,
        )  # fmt: skip


def links_of(connection: Connection, row_ids: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    """Return the records (kind, id) that came from each of these rows."""
    found: dict[int, list[tuple[str, int]]] = {}
    wanted = source_link.c.source_row_id.in_(list(row_ids))
    for row, kind, record in connection.execute(
        select(source_link.c.source_row_id, source_link.c.kind, source_link.c.record_id).where(wanted)
    ):
        found.setdefault(row, []).append((kind, record))
    return found


def file_names(connection: Connection) -> dict[int, str]:
    """Return the file of each import."""
    return {row[0]: row[1] for row in connection.execute(select(import_batch.c.id, import_batch.c.file_name))}
