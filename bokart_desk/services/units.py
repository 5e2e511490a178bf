"""Units that stand empty."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import Disposal
from bokart_desk.domain.rows import UnitRow
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import units as queries


def vacant_units(
    register: Register,
    today: date,
    *,
    text: str = "",
    disposal: Disposal | None = None,
    offset: int = 0,
    limit: int = 200,
) -> tuple[UnitRow, ...]:
    """Return the vacant units, empty longest first. ``text``: in address, label or dwelling number."""
    with reading(register.engine) as connection:
        return tuple(queries.vacant(connection, today, text=text, disposal=disposal, offset=offset, limit=limit))


def count_vacant_units(register: Register, today: date) -> int:
    """Return how many units are vacant."""
    with reading(register.engine) as connection:
        return queries.count_vacant(connection, today)
