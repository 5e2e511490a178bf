"""What rules need to know of dwellings and units that are there already."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bokart_desk.storage.schema import unit


def unit_labels(connection: Connection, dwelling_id: int) -> list[tuple[int, str]]:
    """Return id and label of each unit of a dwelling."""
    found = connection.execute(select(unit.c.id, unit.c.label).where(unit.c.dwelling_id == dwelling_id))
    return [(record, label) for record, label in found]
