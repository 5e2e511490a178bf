"""The municipality's settings as they are saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from bokart_desk.storage.schema import municipality


def read_municipality(connection: Connection) -> Mapping[str, Any] | None:
    """Return the settings by column; None when none are saved."""
    return connection.execute(select(municipality)).mappings().first()  # type: ignore[return-value]


def municipality_exists(connection: Connection) -> bool:
    """Tell whether settings are saved."""
    return connection.execute(select(municipality.c.id)).first() is not None
