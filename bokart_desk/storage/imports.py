"""Writes an import: the file, every row as it stood with its outcome, and which records came from which row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bokart_desk.storage import schema
from bokart_desk.storage.bulk import insert_rows
from bokart_desk.storage.work import Work


def begin_batch(work: Work, values: dict[str, Any]) -> int:
    """Add the record of an imported file; what ``work`` writes from now on belongs to it."""
    work.batch_id = work.insert(schema.import_batch, values)
    return work.batch_id


def write_source_rows(work: Work, rows: list[dict[str, Any]], links: Sequence[Sequence[tuple[str, int]]]) -> None:
    """Keep the rows of a file as they stood, each with the records (kind, id) that came from it."""
    if not rows:
        return
    ids = work.next_ids(schema.source_row, len(rows))
    for record_id, row in zip(ids, rows, strict=True):
        row["id"] = record_id
        row["batch_id"] = work.batch_id
    insert_rows(work.connection, schema.source_row, rows)
    linked = [
        {"kind": kind, "record_id": record_id, "source_row_id": row_id}
        for row_id, records in zip(ids, links, strict=True)
        for kind, record_id in dict.fromkeys(records)
    ]
    insert_rows(work.connection, schema.source_link, linked)


def insert_records(work: Work, kind: str, rows: list[dict[str, Any]]) -> None:
    """Add new records of one kind; ids are given and come from ``reserve_ids``."""
    work.insert_many(schema.metadata.tables[kind], rows)


def reserve_ids(work: Work, kind: str, count: int) -> range:
    """Reserve ids for new records of one kind."""
    return work.next_ids(schema.metadata.tables[kind], count)


def change_record(work: Work, kind: str, record_id: int, values: dict[str, Any]) -> None:
    """Change fields of a record."""
    work.update(schema.metadata.tables[kind], record_id, values)
