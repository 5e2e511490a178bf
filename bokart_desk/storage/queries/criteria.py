"""The municipality's criteria for priority, and which of them needs meet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, not_, or_, select

from bokart_desk.storage.schema import met_criterion, need, priority_criterion

_met = met_criterion.c


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion of the municipality; ``met_id`` is the record that says it is met, None when it is not."""

    id: int
    name: str
    explanation: str
    weight: int
    retired: bool
    met_id: int | None


def criteria_of(connection: Connection, need_id: int | None) -> list[CriterionLine]:
    """Return the criteria in use, heaviest first, and those no longer in use that the need meets."""
    statement = (
        select(
            priority_criterion.c.id, priority_criterion.c.name, priority_criterion.c.explanation,
            priority_criterion.c.weight, priority_criterion.c.retired, _met.id,
        )
        .outerjoin(
            met_criterion, and_(_met.priority_criterion_id == priority_criterion.c.id, _met.need_id == need_id)
        )
        .where(or_(not_(priority_criterion.c.retired), _met.id.is_not(None)))
        .order_by(priority_criterion.c.weight.desc(), func.lower(priority_criterion.c.name), priority_criterion.c.id)
    )  # fmt: skip
    return [
        CriterionLine(record, name, explanation or "", weight, bool(retired), met)
        for record, name, explanation, weight, retired, met in connection.execute(statement)
    ]


def criteria_met(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Return the names of the criteria that each open need meets, heaviest first."""
    statement = (
        select(need.c.id, priority_criterion.c.name)
        .join(met_criterion, _met.need_id == need.c.id)
        .join(priority_criterion, priority_criterion.c.id == _met.priority_criterion_id)
        .where(need.c.closed_on.is_(None))
        .order_by(priority_criterion.c.weight.desc(), func.lower(priority_criterion.c.name))
    )
    found: dict[int, tuple[str, ...]] = {}
    for need_id, name in connection.execute(statement):
        found[need_id] = (*found.get(need_id, ()), name)
    return found
