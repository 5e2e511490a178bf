"""One record of any kind as its table holds it, for commands that change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from bokart_desk.storage.schema import metadata


def read_record(connection: Connection, kind: str, record_id: int) -> Mapping[str, Any] | None:
    """Return all fields of a record, by the names of its table's columns; None when it is gone."""
    table = metadata.tables[kind]
    found = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
    return None if found is None else dict(found)


def read_where(connection: Connection, kind: str, field: str, value: Any) -> list[Mapping[str, Any]]:
    """Return all fields of the records whose ``field`` holds ``value``, in the order they were made."""
    table = metadata.tables[kind]
    found = connection.execute(select(table).where(table.c[field] == value).order_by(table.c.id)).mappings()
    return [dict(row) for row in found]
