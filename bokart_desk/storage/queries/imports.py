"""The batches that were imported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bokart_desk.storage.schema import import_batch, import_preset


def read_batches(connection: Connection, limit: int | None = None) -> list[tuple[Any, ...]]:
    """Return id, file name, moment, totals by outcome and moment of undoing of each import, newest first."""
    batch = import_batch.c
    statement = select(batch.id, batch.file_name, batch.imported_at, batch.totals, batch.undone_at)
    found = connection.execute(statement.order_by(batch.imported_at.desc(), batch.id.desc()).limit(limit))
    return [(record, name, at, dict(totals or {}), undone) for record, name, at, totals, undone in found]


def last_import(connection: Connection) -> datetime | None:
    """Return when a file was last imported."""
    statement = select(import_batch.c.imported_at).order_by(import_batch.c.imported_at.desc()).limit(1)
    return connection.execute(statement).scalar()


def read_presets(connection: Connection) -> list[tuple[int, str, str, dict[str, Any]]]:
    """Return id, name, shape and mapping of the saved mappings, by name."""
    preset = import_preset.c
    found = connection.execute(select(preset.id, preset.name, preset.shape, preset.mapping).order_by(preset.name))
    return [(record, name, shape, dict(mapping)) for record, name, shape, mapping in found]
