"""Keeps the contract listing in step: what lists are sorted, filtered and searched by, derived from the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, Select, and_, case, exists, func, insert, literal, select
from sqlalchemy import delete as delete_from

from bokart_desk.storage.schema import contract, contract_listing, dwelling, household, person, unit

WORD_BEGINS = "^"
"""Stands before each word of the text that is searched."""

_CHUNK = 5000
_LONG_RUN = 100


def refresh_listing(connection: Connection, contract_ids: Iterable[int]) -> None:
    """Make the listing of these contracts anew; of contracts that are gone it is taken away."""
    ids = set(contract_ids)
    for listed, held in zip(among(contract_listing.c.contract_id, ids), among(contract.c.id, ids), strict=True):
        connection.execute(delete_from(contract_listing).where(listed))
        connection.execute(_fill(held))


def among(column: ColumnElement[int], ids: Iterable[int]) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that together name all of ``ids``: unbroken runs by their ends, the others in lists."""
    single: list[int] = []
    for first, last in _runs(sorted(set(ids))):
        if last - first >= _LONG_RUN:
            yield column.between(first, last)
        else:
            single.extend(range(first, last + 1))
    for first in range(0, len(single), _CHUNK):
        yield column.in_(single[first : first + _CHUNK])


def _runs(ids: list[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for one in ids:
        if first is None or last is None:
            first = last = one
        elif one == last + 1:
            last = one
        else:
            yield first, last
            first = last = one
    if first is not None and last is not None:
        yield first, last


def rebuild_listing(connection: Connection) -> None:
    """Make the whole listing anew from the records."""
    connection.execute(delete_from(contract_listing))
    connection.execute(_fill(literal(True)))


def contracts_touched(connection: Connection, kind: str, record_id: int) -> list[int]:
    """Return the contracts whose listing depends on a record: its own, its unit's, dwelling's or household's."""
    if kind == "contract":
        on_unit = select(contract.c.unit_id).where(contract.c.id == record_id)
        found = select(contract.c.id).where(contract.c.unit_id.in_(on_unit))
    elif kind == "unit":
        found = select(contract.c.id).where(contract.c.unit_id == record_id)
    elif kind == "dwelling":
        found = select(contract.c.id).join(unit).where(unit.c.dwelling_id == record_id)
    elif kind == "household":
        found = select(contract.c.id).where(contract.c.household_id == record_id)
    elif kind == "person":
        of_household = select(person.c.household_id).where(person.c.id == record_id)
        found = select(contract.c.id).where(contract.c.household_id.in_(of_household))
    else:
        return []
    return list(connection.execute(found).scalars())


def _words_marked(text: ColumnElement[str]) -> ColumnElement[str]:
    """Put a sign before each word, so that one or two letters at its beginning can be found by their trigram."""
    return func.replace(" " + text, " ", " " + WORD_BEGINS)


def _fill(which: ColumnElement[bool]) -> Insert:
    return insert(contract_listing).from_select(list(contract_listing.c.keys()), rows_of_listing(which))


def rows_of_listing(which: ColumnElement[bool]) -> Select[Any]:
    """Return the query for what the listing must hold of the contracts that ``which`` names, in its columns' order."""
    later = contract.alias("later")
    superseded = exists().where(and_(later.c.unit_id == contract.c.unit_id, later.c.start_date > contract.c.start_date))
    people = (
        select(
            func.aggregate_strings(
                person.c.name_key
                + " "
                + func.coalesce(person.c.duf_number, "")
                + " "
                + func.coalesce(person.c.identity_number, ""),
                " ",
            )
        )
        .where(person.c.household_id == household.c.id)
        .scalar_subquery()
    )
    who = household.c.name_key + " " + func.lower(household.c.case_number) + " " + func.coalesce(people, "")
    written = func.coalesce(dwelling.c.address_search, dwelling.c.address_key)
    where = func.coalesce(dwelling.c.number_key, "") + " " + written + " " + unit.c.label_key
    openly = household.c.protection == "none"
    return (
        select(
            contract.c.id,
            household.c.name_sort,
            case((openly, dwelling.c.address_sort + " " + unit.c.label_key), else_="~"),
            func.coalesce(contract.c.end_date, date.max),
            contract.c.start_date,
            func.coalesce(contract.c.monthly_rent, 0),
            and_(contract.c.moved_out_on.is_(None), ~superseded),
            _words_marked(who + case((openly, " " + where), else_="")),
        )
        .select_from(contract)
        .join(unit, unit.c.id == contract.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .join(household, household.c.id == contract.c.household_id)
        .where(which)
    )
