"""What points at a unit, so that it must stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from bokart_desk.storage.schema import contract, decision, offer


@dataclass(frozen=True, slots=True)
class UnitUses:
    """How many contracts, offers and decisions name a unit."""

    contracts: int
    offers: int
    decisions: int

    def __bool__(self) -> bool:
        return bool(self.contracts or self.offers or self.decisions)


def uses_of_unit(connection: Connection, unit_id: int) -> UnitUses:
    """Return what names the unit."""

    def number(table: Any) -> int:
        counted = select(func.count()).select_from(table).where(table.c.unit_id == unit_id)
        return int(connection.execute(counted).scalar_one())

    return UnitUses(number(contract), number(offer), number(decision))
