"""Finding contracts among a hundred thousand, a page at a time, in the order of a list.

A list is walked along the index of its order. A search that finds few contracts collects and sorts them instead;
one that finds very many tests the text on the way, because collecting them all would take longer than the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, exists, func, literal, select, table
from sqlalchemy import literal_column as written

from bokart_desk.domain.codes import Disposal
from bokart_desk.storage.queries.search_terms import Terms
from bokart_desk.storage.schema import contract, contract_listing, dwelling, unit

_listing = contract_listing.c
_let = contract.alias("let")
_FEW = 1500
_VERY_MANY = 12_000
_WALKED_AT_MOST = 5_000
_AT_A_TIME = 200


class ListOrder(StrEnum):
    """The column of the listing that a list is sorted by."""

    LAST_DAY = "last_day"
    HOUSEHOLD = "household_sort"
    PLACE = "place_sort"
    START = "start_date"
    RENT = "rent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contracts, in which order. ``condition`` is one on the listing (see ``states``); None for all."""

    condition: ColumnElement[bool] | None
    terms: Terms
    disposal: Disposal | None = None
    order: ListOrder = ListOrder.LAST_DAY
    descending: bool = False


def find_ids(connection: Connection, wanted: Wanted, offset: int, limit: int) -> list[int]:
    """Return the ids of a page, in order."""
    if not wanted.terms:
        page = _ordered(select(_listing.contract_id), wanted).offset(offset).limit(limit)
        return list(connection.execute(page).scalars())
    matches = _matches_up_to(connection, wanted.terms, _VERY_MANY)
    if matches >= _VERY_MANY and offset + limit < _WALKED_AT_MOST:
        walk = _ordered(_with_text(), wanted).limit(_WALKED_AT_MOST)
        page_ids = _passing(connection, walk, wanted.terms.matches(), offset, limit)
        if len(page_ids) == limit:
            return page_ids
    rest = wanted.terms.beyond_index()
    found = _ordered(_with_text() if rest else select(_listing.contract_id), wanted, sort_all=matches < _FEW)
    found = found.where(_in_index(wanted.terms, collect=matches < _FEW))
    if rest:
        return _passing(connection, found, rest, offset, limit)
    return list(connection.execute(found.offset(offset).limit(limit)).scalars())


def count(connection: Connection, wanted: Wanted) -> int:
    """Return how many contracts there are in all."""
    if not wanted.terms:
        return int(connection.execute(_filtered(select(func.count(_listing.contract_id)), wanted)).scalar_one())
    rest = wanted.terms.beyond_index()
    within = _in_index(wanted.terms, collect=True)
    if rest is None:
        counted = _filtered(select(func.count(_listing.contract_id)), wanted).where(within)
        return int(connection.execute(counted).scalar_one())
    return sum(1 for _ in _stream(connection, _filtered(_with_text(), wanted).where(within), rest))


def _with_text() -> Select[Any]:
    return select(_listing.contract_id, _listing.search_text)


def _filtered(statement: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.condition is not None:
        statement = statement.where(wanted.condition)
    if wanted.disposal is not None:
        statement = statement.where(
            exists()
            .where(_let.c.id == _listing.contract_id, unit.c.id == _let.c.unit_id, dwelling.c.id == unit.c.dwelling_id)
            .where(dwelling.c.disposal == wanted.disposal.value)
        )
    return statement


def _ordered(statement: Select[Any], wanted: Wanted, *, sort_all: bool = False) -> Select[Any]:
    """Sort by the columns of the order's index, down to the id, so that a page never depends on the plan."""
    names = dict.fromkeys((wanted.order.value, "open", "last_day", "contract_id"))
    if wanted.order is ListOrder.LAST_DAY:
        names = dict.fromkeys(("last_day", "open", "contract_id"))
    columns = [_listing[name].desc() if wanted.descending else _listing[name] for name in names]
    statement = _filtered(statement, wanted).order_by(*columns)
    if sort_all:
        return statement
    index = "_".join(list(names)[:-1])
    return statement.with_hint(contract_listing, f"INDEXED BY ix_contract_listing_{index}", "sqlite")


def _asked(terms: Terms) -> Select[Any]:
    name, query = terms.index_query()
    return select(column("rowid")).select_from(table(name)).where(written(name).op("MATCH")(literal(query)))


def _in_index(terms: Terms, *, collect: bool) -> ColumnElement[bool]:
    """The contract is among those the full-text index names; tested on the way unless they are collected first."""
    tested = _listing.contract_id if collect else _listing.contract_id + 0
    return tested.in_(_asked(terms))


def _matches_up_to(connection: Connection, terms: Terms, most: int) -> int:
    probed = select(func.count()).select_from(_asked(terms).limit(most).subquery())
    return int(connection.execute(probed).scalar_one())


def _stream(connection: Connection, statement: Select[Any], passes: Callable[[str], bool]) -> Iterator[int]:
    result = connection.execute(statement)
    try:
        while some := result.fetchmany(_AT_A_TIME):
            yield from (record for record, text in some if passes(text))
    finally:
        result.close()


def _passing(
    connection: Connection, statement: Select[Any], passes: Callable[[str], bool], offset: int, limit: int
) -> list[int]:
    page: list[int] = []
    for place, record in enumerate(_stream(connection, statement, passes)):
        if place >= offset:
            page.append(record)
            if len(page) == limit:
                break
    return page
