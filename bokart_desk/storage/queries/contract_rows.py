"""Contracts as lists show them: the columns they are made from, and the address rule for protected households."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from bokart_desk.domain.rows import ContractRow
from bokart_desk.storage.queries.states import begun_later
from bokart_desk.storage.row_making import make_row
from bokart_desk.storage.schema import contract, dwelling, household, unit

__all__ = ["ROW_COLUMNS", "make_row", "rows_by_id", "select_rows"]


@lru_cache(maxsize=8)
def select_rows(today: date, *more: ColumnElement[Any]) -> Select[Any]:
    """Return the statement for contract rows as seen on ``today``; ``more`` columns come after the row's own."""
    return (
        select(
            contract.c.id,
            contract.c.unit_id,
            contract.c.household_id,
            household.c.name,
            household.c.case_number,
            household.c.protection,
            dwelling.c.number,
            dwelling.c.address,
            unit.c.label,
            contract.c.start_date,
            contract.c.end_date,
            contract.c.monthly_rent,
            dwelling.c.disposal,
            contract.c.moved_out_on,
            contract.c.vacate_notice_on,
            contract.c.advance_notice_on,
            begun_later(today),
            *more,
        )
        .join(household, household.c.id == contract.c.household_id)
        .join(unit, unit.c.id == contract.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
    )


ROW_COLUMNS = 17
"""How many columns ``make_row`` takes."""


def rows_by_id(connection: Connection, ids: Iterable[int], today: date) -> list[ContractRow]:
    """Return the contracts in the order of ``ids``; those that are gone are left out."""
    wanted = list(ids)
    if not wanted:
        return []
    found = connection.execute(select_rows(today).where(contract.c.id.in_(wanted)))
    rows = {values[0]: make_row(values) for values in found}
    return [rows[record] for record in wanted if record in rows]
