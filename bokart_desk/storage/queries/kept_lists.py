"""Pages of the list of contracts as one types: the order of a list is kept while the register does not change."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, column, func, select, table
from sqlalchemy import literal_column as written

from bokart_desk.domain.rows import ContractRow
from bokart_desk.storage.kept_connection import KeptConnection, version
from bokart_desk.storage.queries.contract_rows import make_row, select_rows
from bokart_desk.storage.queries.contracts import Wanted, ordered_ids
from bokart_desk.storage.queries.kept_texts import KeptTexts
from bokart_desk.storage.queries.plain_rows import plain_rows
from bokart_desk.storage.queries.search_terms import Terms
from bokart_desk.storage.schema import contract, contract_listing

HEAD = 2000
"""So many texts from the head of a list are kept: what is common is found there without asking the index."""
_MOST_LISTS = 2
_MOST_ROWS = 512
_FEW_NAMED = 1000
_FEW_TEXTS = 40
_MANY_TEXTS = 2000

_IDS = func.json_each(bindparam("ids")).table_valued("value").c.value
_TEXTS = select(contract_listing.c.contract_id, contract_listing.c.search_text).where(
    contract_listing.c.contract_id.in_(select(_IDS))
)
_NAMED: Select[Any] = (
    select(column("rowid"))
    .select_from(table("contract_search"))
    .where(written("contract_search").op("MATCH")(bindparam("asked")))
)


class KeptLists:
    """Reads lists of one register on a connection of its own. Several threads may ask; they are answered in turn."""

    def __init__(self, engine: Engine, *, head: int = HEAD) -> None:
        self._kept = KeptConnection(engine)
        self._head = head
        self._lock = Lock()
        self._version = -1
        self._lists: dict[Hashable, _KeptList] = {}
        self._today = date.min
        self._rows: dict[int, ContractRow] = {}

    def page(
        self, name: Hashable, wanted: Callable[[], Wanted], terms: Terms, today: date, offset: int, limit: int
    ) -> tuple[tuple[ContractRow, ...], bool]:
        """Return a page of what ``terms`` find in a list, and whether there is more.

        ``name`` stands for the list and for what ``wanted`` gives; the terms in that do not count. Raise a
        ``RegisterError`` when the environment fails.
        """
        with self._lock:
            try:
                with self._kept.reading() as connection:
                    self._forget_what_changed(connection, today)
                    ids = self._list(connection, name, wanted).found(connection, terms, offset, limit + 1)
                    return tuple(self._rows_of(connection, ids[:limit])), len(ids) > limit
            except BaseException:
                self._let_go()
                raise

    def close(self) -> None:
        """Close the connection and forget everything; what is asked afterwards begins anew."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        self._kept.close()
        self._version = -1
        self._lists.clear()
        self._rows.clear()

    def _forget_what_changed(self, connection: Connection, today: date) -> None:
        now = version(connection)
        if now != self._version:
            self._lists.clear()
        if now != self._version or today != self._today or len(self._rows) > _MOST_ROWS:
            self._rows.clear()
        self._version, self._today = now, today

    def _list(self, connection: Connection, name: Hashable, wanted: Callable[[], Wanted]) -> _KeptList:
        kept = self._lists.pop(name, None) or _KeptList(connection, ordered_ids(wanted()), self._head)
        self._lists[name] = kept
        while len(self._lists) > _MOST_LISTS:
            del self._lists[next(iter(self._lists))]
        return kept

    def _rows_of(self, connection: Connection, ids: Sequence[int]) -> list[ContractRow]:
        missing = [record for record in ids if record not in self._rows]
        if missing:
            for values in connection.execute(_rows_asked(self._today), {"ids": json.dumps(missing)}):
                self._rows[values[0]] = make_row(values)
        return [self._rows[record] for record in ids]


class _KeptList:
    """The ids of a list in order, and the texts at its head."""

    def __init__(self, connection: Connection, statement: Select[Any], head: int) -> None:
        self._ids = [record for (record,) in plain_rows(connection, statement)]
        self._head = KeptTexts(list(_texts(connection, self._ids[:head])))
        self._places: dict[int, int] = {}
        self._terms = Terms((), ())
        self._found: list[int] = []
        self._named: list[int] | None = None
        self._more: Iterator[int] = iter(())

    def found(self, connection: Connection, terms: Terms, offset: int, limit: int) -> list[int]:
        """Return the ids on a page of what the terms find; what was found for the terms before is kept."""
        if not terms:
            return self._ids[offset : offset + limit]
        if terms != self._terms:
            if self._named is not None and (len(self._named) > _FEW_NAMED or not terms.narrow(self._terms)):
                self._named = None
            self._terms, self._found, self._more = terms, [], self._search(connection, terms)
        self._found += islice(self._more, max(0, offset + limit - len(self._found)))
        return self._found[offset : offset + limit]

    def _search(self, connection: Connection, terms: Terms) -> Iterator[int]:
        parts = terms.parts()
        for place in self._head.places(parts):
            yield self._ids[place]
        if len(self._head) == len(self._ids):
            return
        if self._named is None:
            self._named = self._beyond_head(connection, terms)
        named = self._named
        begin, size = 0, _FEW_TEXTS
        while begin < len(named):
            some = named[begin : begin + size]
            for record, text in zip(some, _texts(connection, some), strict=True):
                if all(part in text for part in parts):
                    yield record
            begin, size = begin + size, min(2 * size, _MANY_TEXTS)

    def _beyond_head(self, connection: Connection, terms: Terms) -> list[int]:
        """Return what the full-text index names behind the head, in order: all that the terms can find there."""
        if not self._places:
            self._places = {record: place for place, record in enumerate(self._ids)}
        place_of = self._places.get
        named = connection.execute(_NAMED, {"asked": terms.index_query()}).scalars()
        places = sorted(place for record in named if (place := place_of(record, -1)) >= len(self._head))
        return [self._ids[place] for place in places]


def _texts(connection: Connection, ids: Sequence[int]) -> Iterator[str]:
    """Return the searched texts in the order of ``ids``."""
    found: dict[int, str] = dict(connection.execute(_TEXTS, {"ids": json.dumps(ids)}).all())
    return map(found.__getitem__, ids)


@lru_cache(maxsize=2)
def _rows_asked(today: date) -> Select[Any]:
    return select_rows(today).where(contract.c.id.in_(select(_IDS)))
