"""Finding contracts among a hundred thousand, a page at a time, in the order of a list.

A list is walked along the index of its order. A search that finds few contracts collects and sorts them instead;
one that finds many tests the text on the way, because collecting them all would take longer than the page.
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
_MANY = 2500
_FIRST_PAGE = 200
_WALKED_AT_MOST = 2000
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
    matches = _matches_up_to(connection, wanted.terms, _MANY)
    if matches >= _MANY and offset + limit <= _FIRST_PAGE:
        near = _ordered(select(_listing.contract_id, _listing.search_text), wanted).limit(_WALKED_AT_MOST).subquery()
        walked = select(near.c.contract_id).where(*wanted.terms.within(near.c.search_text))
        page = _page(connection, walked, offset, limit)
        if len(page) == limit:
            return page
    collect = matches < _FEW
    found = _ordered(all_ids, wanted, sort_all=collect).where(_in_index(wanted.terms, collect=collect))
    return _page(connection, found, offset, limit)


def count(connection: Connection, wanted: Wanted) -> int:
    """Return how many contracts there are in all."""
    counted = _filtered(select(func.count(_listing.contract_id)), wanted)
    if wanted.terms:
        counted = counted.where(_in_index(wanted.terms, collect=True))
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


def _in_index(terms: Terms, *, collect: bool) -> ColumnElement[bool]:
    """The contract is among those the full-text index names; tested on the way unless they are collected first."""
    tested = _listing.contract_id if collect else _listing.contract_id + 0
    return tested.in_(_asked(terms))


def _matches_up_to(connection: Connection, terms: Terms, most: int) -> int:
    probed = select(func.count()).select_from(_asked(terms).limit(most).subquery())
    return int(connection.execute(probed).scalar_one())
