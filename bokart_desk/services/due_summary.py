"""How much is due, and the most urgent of it: what the first screen needs, without making every warning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.due import DueKind, Ladder
from bokart_desk.domain.rows import DueItem
from bokart_desk.services.due import ContractWarnings, contract_item, items_apart
from bokart_desk.storage.queries import due as queries

if TYPE_CHECKING:
    from sqlalchemy import Connection


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
    told: dict[DueKind, list[tuple[date, Any, Any]]] = {}
    warnings = ContractWarnings(queries.read_done(connection), today, horizon, ladder)
    for found in queries.contracts_that_may_warn(connection, today, horizon, ladder, named=False):
        for one in warnings.of(found):
            told.setdefault(one[0], []).append((one[1], found, one))
            reached[one[0]] += one[2] <= 0
    for kind, ones in told.items():
        by_kind[kind] += len(ones)
    apart = list(items_apart(connection, today, horizon, ladder))
    for item in apart:
        by_kind[item.kind] += 1
        reached[item.kind] += item.days <= 0
    return DueSummary(
        _soonest(connection, told, apart, soonest, of_kind), dict(by_kind), {kind: reached[kind] for kind in by_kind}
    )


def _soonest(
    connection: Connection,
    told: dict[DueKind, list[tuple[date, Any, Any]]],
    apart: list[DueItem],
    soonest: int,
    of_kind: int,
) -> tuple[DueItem, ...]:
    most = max(soonest, of_kind)
    first = []
    for ones in told.values():
        first += nsmallest(most, ones, key=itemgetter(0))
        first += nsmallest(of_kind, (one for one in ones if one[2][2] > 0), key=itemgetter(0))
    names = queries.names_of(connection, {found[0] for _, found, _ in first})
    items = [*(contract_item(found, one, names[found[0]]) for _, found, one in first), *apart]
    items = sorted(set(items), key=lambda item: (item.due, item.household))
    seen: Counter[tuple[DueKind, bool]] = Counter()
    chosen = []
    for place, item in enumerate(items):
        ahead = item.days > 0
        seen[item.kind, ahead] += 1
        if place < soonest or seen[item.kind, ahead] <= of_kind:
            chosen.append(item)
    return tuple(chosen)
