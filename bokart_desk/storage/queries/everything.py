"""The whole register, table by table, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from bokart_desk.storage.schema import contract_listing, metadata


def tables(connection: Connection) -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Yield name, columns and rows of each kind of record; what is derived from others is left out."""
    for table in metadata.sorted_tables:
        if table is contract_listing:
            continue
        columns = [column.name for column in table.columns]
        found = connection.execute(select(table).order_by(*table.primary_key.columns))
        yield table.name, columns, [tuple(values) for values in found]
