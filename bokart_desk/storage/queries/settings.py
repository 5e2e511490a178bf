"""The municipality's settings as they are saved, with its consultants and priority criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from bokart_desk.storage.schema import (
    consultant,
    follow_up,
    household,
    met_criterion,
    metadata,
    municipality,
    priority_criterion,
)


def read_municipality(connection: Connection) -> Mapping[str, Any] | None:
    """Return the settings by column; None when none are saved."""
    return connection.execute(select(municipality)).mappings().first()  # type: ignore[return-value]


def municipality_exists(connection: Connection) -> bool:
    """Tell whether settings are saved."""
    return connection.execute(select(municipality.c.id)).first() is not None


@dataclass(frozen=True, slots=True)
class ConsultantRow:
    """A consultant; ``uses``: how many households and follow-ups are hers."""

    id: int
    name: str
    retired: bool
    uses: int


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A priority criterion; ``uses``: how many needs meet it."""

    id: int
    name: str
    explanation: str | None
    weight: int
    retired: bool
    uses: int


def read_consultants(connection: Connection) -> list[ConsultantRow]:
    """Return all consultants by name, the retired ones last."""
    mine = consultant.c
    cases = select(func.count()).where(household.c.consultant_id == mine.id).scalar_subquery()
    tasks = select(func.count()).where(follow_up.c.consultant_id == mine.id).scalar_subquery()
    statement = select(mine.id, mine.name, mine.retired, cases + tasks)
    found = connection.execute(statement.order_by(mine.retired, func.lower(mine.name), mine.id))
    return [ConsultantRow(*row) for row in found]


def read_criteria(connection: Connection) -> list[CriterionRow]:
    """Return all priority criteria, the heaviest first, the retired ones last."""
    mine = priority_criterion.c
    met = select(func.count()).where(met_criterion.c.priority_criterion_id == mine.id).scalar_subquery()
    statement = select(mine.id, mine.name, mine.explanation, mine.weight, mine.retired, met)
    found = connection.execute(statement.order_by(mine.retired, mine.weight.desc(), mine.id))
    return [CriterionRow(*row) for row in found]


def others_called(connection: Connection, kind: str, name: str, *, but: int | None) -> bool | None:
    """Return whether another record of a kind that has this name is retired; None when there is none."""
    table = metadata.tables[kind]
    for record_id, other, retired in connection.execute(select(table.c.id, table.c.name, table.c.retired)):
        if record_id != but and other.casefold() == name.casefold():
            return bool(retired)
    return None
