"""The list of households as one types: what it is searched by is kept, and brought in step with each change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from threading import Lock

from sqlalchemy import Connection, Engine

from bokart_desk.domain.household_rows import HouseholdRow, Standing
from bokart_desk.storage.kept_connection import KeptConnection, version
from bokart_desk.storage.queries.household_facts import Facts, first_facts, households_changed, last_line, read_facts
from bokart_desk.storage.queries.households import household_rows
from bokart_desk.storage.queries.kept_texts import KeptTexts
from bokart_desk.storage.queries.search_terms import Terms

_MOST_LISTS = 4
_MOST_CHANGED = 500


class HouseholdOrder(StrEnum):
    """What a list of households is sorted by."""

    NAME = "name"
    SETTLED = "settled"
    SIZE = "size"
    CONSULTANT = "consultant"


@dataclass(frozen=True, slots=True)
class HouseholdsWanted:
    """Which households, in which order; what is None does not count."""

    standing: Standing | None = None
    waiting: bool | None = None
    protected: bool | None = None
    consultant_id: int | None = None
    order: HouseholdOrder = HouseholdOrder.NAME
    descending: bool = False

    def takes(self, one: Facts) -> bool:
        """Tell whether a household is in the list."""
        return (
            (self.standing is None or one.standing is self.standing)
            and (self.waiting is None or one.waiting is self.waiting)
            and (self.protected is None or (one.protection != "none") is self.protected)
            and (self.consultant_id is None or one.consultant_id == self.consultant_id)
        )


_KEYS: dict[HouseholdOrder, Callable[[Facts], tuple[object, ...]]] = {
    HouseholdOrder.NAME: lambda one: (one.name_sort, one.id),
    HouseholdOrder.SETTLED: lambda one: (one.settled_on, one.name_sort, one.id),
    HouseholdOrder.SIZE: lambda one: (one.size, one.name_sort, one.id),
    HouseholdOrder.CONSULTANT: lambda one: (one.consultant_sort, one.name_sort, one.id),
}
_UNKNOWN: dict[HouseholdOrder, Callable[[Facts], bool]] = {
    HouseholdOrder.SETTLED: lambda one: not one.settled_on,
    HouseholdOrder.CONSULTANT: lambda one: not one.consultant_sort,
}
"""What is not known stands last, whichever way the list is sorted."""


class KeptHouseholds:
    """Answers for one register, on a connection of its own. Several threads may ask; they are answered in turn."""

    def __init__(self, engine: Engine) -> None:
        self._kept = KeptConnection(engine)
        self._lock = Lock()
        self._version = -1
        self._line = -1
        self._today = date.min
        self._facts: dict[int, Facts] = {}
        self._lists: dict[Hashable, _OrderedHouseholds] = {}

    def page(
        self, wanted: HouseholdsWanted, terms: Terms, today: date, offset: int, limit: int
    ) -> tuple[tuple[HouseholdRow, ...], bool]:
        """Return a page of what ``terms`` find, and whether there is more. Raise a ``RegisterError``.

        The very first page of all does not wait until all households are read; counting them reads them.
        """
        with self._lock:
            try:
                with self._kept.reading() as connection:
                    if self._version < 0 and not terms and wanted == HouseholdsWanted():
                        facts = first_facts(connection, today, offset, limit + 1)
                    else:
                        ids = self._list(connection, wanted, today).found(terms, offset, limit + 1)
                        facts = [self._facts[record] for record in ids]
                    return household_rows(connection, facts[:limit], today), len(facts) > limit
            except BaseException:
                self._let_go()
                raise

    def count(self, wanted: HouseholdsWanted, terms: Terms, today: date) -> int:
        """Return how many there are in all. Raise a ``RegisterError``."""
        with self._lock:
            try:
                with self._kept.reading() as connection:
                    return self._list(connection, wanted, today).count(terms)
            except BaseException:
                self._let_go()
                raise

    def close(self) -> None:
        """Close the connection and forget everything; what is asked afterwards begins anew."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        self._kept.close()
        self._version = self._line = -1
        self._facts.clear()
        self._lists.clear()

    def _list(self, connection: Connection, wanted: HouseholdsWanted, today: date) -> _OrderedHouseholds:
        self._catch_up(connection, today)
        kept = self._lists.pop(wanted, None) or _OrderedHouseholds(self._facts.values(), wanted)
        self._lists[wanted] = kept
        while len(self._lists) > _MOST_LISTS:
            del self._lists[next(iter(self._lists))]
        return kept

    def _catch_up(self, connection: Connection, today: date) -> None:
        now = version(connection)
        if now == self._version and today == self._today:
            return
        line = last_line(connection)
        changed: set[int] | None = None
        if self._version >= 0 and today == self._today and line >= self._line:
            changed = households_changed(connection, self._line, _MOST_CHANGED)
        if changed is None:
            self._facts = {one.id: one for one in read_facts(connection, today)}
            self._lists.clear()
        elif changed:
            self._bring_in_step(changed, read_facts(connection, today, changed))
        self._version, self._today, self._line = now, today, line

    def _bring_in_step(self, changed: set[int], facts: list[Facts]) -> None:
        """Most changes, as of a note, change nothing that lists hang on."""
        before = {record: self._facts.pop(record) for record in changed if record in self._facts}
        after = {one.id: one for one in facts}
        self._facts.update(after)
        if before != after:
            self._lists.clear()


class _OrderedHouseholds:
    """The ids of a list in order, with their texts."""

    def __init__(self, facts: Iterable[Facts], wanted: HouseholdsWanted) -> None:
        taken: list[Facts] = [one for one in facts if wanted.takes(one)]
        taken.sort(key=_KEYS[wanted.order], reverse=wanted.descending)
        if wanted.order in _UNKNOWN:
            taken.sort(key=_UNKNOWN[wanted.order])
        self._ids = [one.id for one in taken]
        self._texts = KeptTexts([one.text for one in taken])
        self._terms = Terms((), ())
        self._found: list[int] = []
        self._more: Iterator[int] = iter(())

    def found(self, terms: Terms, offset: int, limit: int) -> list[int]:
        """Return the ids on a page; what was found for the same terms before is kept."""
        if not terms:
            return self._ids[offset : offset + limit]
        self._search(terms)
        self._found += islice(self._more, max(0, offset + limit - len(self._found)))
        return self._found[offset : offset + limit]

    def count(self, terms: Terms) -> int:
        """Return how many there are."""
        if not terms:
            return len(self._ids)
        self._search(terms)
        self._found += self._more
        return len(self._found)

    def _search(self, terms: Terms) -> None:
        if terms != self._terms:
            self._terms, self._found = terms, []
            self._more = (self._ids[place] for place in self._texts.places(terms.parts()))
