"""How much is due, and the most urgent of it: what the first screen needs, without making every warning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.due import Due, DueKind, Ladder
from bokart_desk.domain.rows import DueItem
from bokart_desk.services.due import ContractWarnings, contract_item, items_apart
from bokart_desk.storage.queries import due as queries

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class _Alike:
    """A warning, and the contracts with the same dates that it is about."""

    due: Due
    dates: ContractDates
    contracts: list[Any]


@dataclass(frozen=True, slots=True)
class DueSummary:
    """The soonest warnings, and how many there are; ``reached``: those of each kind whose day has come."""

    soonest: tuple[DueItem, ...]
    by_kind: dict[DueKind, int]
    reached: dict[DueKind, int]


def due_summary(
    connection: Connection, today: date, ladder: Ladder, *, within_days: int, soonest: int, of_kind: int
) -> DueSummary:
    """Sum up what is due until ``within_days`` from ``today``; tell the ``soonest`` of all, and
    ``of_kind`` of each kind, of those whose day has come and of those ahead.
    """
    horizon = today + timedelta(days=within_days)
    by_kind: Counter[DueKind] = Counter()
    reached: Counter[DueKind] = Counter()
    warnings = ContractWarnings(queries.read_done(connection), today, horizon, ladder)
    alike: dict[tuple[Any, ...], list[Any]] = {}
    for found in queries.contracts_that_may_warn(connection, today, horizon, ladder, named=False):
        key = warnings.key(found)
        if key in alike:
            alike[key].append(found)
        else:
            alike[key] = [found]
    told: dict[DueKind, list[_Alike]] = {}
    for key, contracts in alike.items():
        dates, warned = warnings.work_out(key)
        for due in warned:
            by_kind[due.kind] += len(contracts)
            if due.due <= today:
                reached[due.kind] += len(contracts)
            told.setdefault(due.kind, []).append(_Alike(due, dates, contracts))
    apart = list(items_apart(connection, today, horizon, ladder))
    for item in apart:
        by_kind[item.kind] += 1
        reached[item.kind] += item.days <= 0
    first: list[tuple[Any, _Alike]] = []
    for ones in told.values():
        first += _first(ones, max(soonest, of_kind))
        first += _first([one for one in ones if one.due.due > today], of_kind)
    names = queries.names_of(connection, {found[0] for found, _ in first})
    items = {contract_item(found, warnings.tell(one.due, one.dates), names[found[0]]) for found, one in first}
    return DueSummary(
        _most_urgent(items.union(apart), soonest, of_kind), dict(by_kind), {kind: reached[kind] for kind in by_kind}
    )


def _most_urgent(found: set[DueItem], soonest: int, of_kind: int) -> tuple[DueItem, ...]:
    items = sorted(found, key=lambda item: (item.due, item.household))
    seen: Counter[tuple[DueKind, bool]] = Counter()
    chosen = []
    for place, item in enumerate(items):
        ahead = item.days > 0
        seen[item.kind, ahead] += 1
        if place < soonest or seen[item.kind, ahead] <= of_kind:
            chosen.append(item)
    return tuple(chosen)


def _first(ones: list[_Alike], count: int) -> list[tuple[Any, _Alike]]:
    """Return the soonest warnings, each with its contract."""
    soonest = nsmallest(count, ones, key=lambda one: one.due.due)
    return [(found, one) for one in soonest for found in one.contracts[:count]][:count]
