"""Finding contracts among a hundred thousand, a page at a time, in the order of a list.

A list is walked along the index of its order. A search asks the full-text index: few answers are sorted, more are met
on the walk, and of very many not even the ids are taken: the first page is found by reading the texts on the way.
"""

from __future__ import annotations

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
_FEW = 700
_MANY = 3000
_FIRST_PAGE = 200
_NEAR = 1500
_ASKED: Select[Any] = select(column("rowid")).select_from(table("contract_search"))


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
    all_ids = select(_listing.contract_id)
    if not wanted.terms:
        return _page(connection, _ordered(all_ids, wanted), offset, limit)
    matches, listed = _matches_up_to(connection, wanted.terms, _MANY)
    if matches >= _MANY and offset + limit <= _FIRST_PAGE:
        near = _ordered(select(_listing.contract_id, _listing.search_text), wanted).limit(_NEAR).subquery()
        walked = select(near.c.contract_id).where(*wanted.terms.within(near.c.search_text))
        page = _page(connection, walked, offset, limit)
        if len(page) == limit:
            return page
    few = matches < _FEW
    among = select(_listed(listed)) if matches < _MANY else _asked(wanted.terms)
    found = _ordered(all_ids, wanted, sort_all=few).where(_in(among, collect=few))
    return _page(connection, found.where(*wanted.terms.within(_listing.search_text)), offset, limit)


def ordered_ids(wanted: Wanted) -> Select[Any]:
    """Return the statement for all ids of a list in order; the terms do not count."""
    return _ordered(select(_listing.contract_id), wanted)


def count(connection: Connection, wanted: Wanted) -> int:
    """Return how many contracts there are in all."""
    counted = _filtered(select(func.count(_listing.contract_id)), wanted)
    if wanted.terms:
        counted = counted.where(_in(_asked(wanted.terms), collect=True))
        counted = counted.where(*wanted.terms.within(_listing.search_text))
    return int(connection.execute(counted).scalar_one())


def _page(connection: Connection, statement: Select[Any], offset: int, limit: int) -> list[int]:
    return list(connection.execute(statement.offset(offset).limit(limit)).scalars())


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
    return _ASKED.where(written("contract_search").op("MATCH")(literal(terms.index_query())))


def _in(ids: Select[Any], *, collect: bool) -> ColumnElement[bool]:
    """The contract is among ``ids``; tested on the way along the order's index unless they are collected first."""
    return (_listing.contract_id if collect else _listing.contract_id + 0).in_(ids)


def _listed(ids: str) -> ColumnElement[Any]:
    """Return a JSON array of ids as a column."""
    return func.json_each(literal(ids)).table_valued("value").c.value


def _matches_up_to(connection: Connection, terms: Terms, most: int) -> tuple[int, str]:
    """Return how many the index names, at most so many, and their ids as JSON: one value, so as not to fetch each."""
    asked = _asked(terms).limit(most).subquery()
    matches, listed = connection.execute(select(func.count(), func.json_group_array(asked.c.rowid))).one()
    return int(matches), str(listed)
