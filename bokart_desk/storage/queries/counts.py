"""How many there are: the numbers of the first screen."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bokart_desk.storage.queries import states
from bokart_desk.storage.schema import contract_listing


def count_rows(connection: Connection, table: Table) -> int:
    """Return how many records a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def count_listed(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    """Return how many contracts meet the conditions on the listing."""
    counted = select(func.count()).select_from(contract_listing).where(*conditions)
    return int(connection.execute(counted).scalar_one())


def ends_by_month(connection: Connection, today: date, until: date) -> dict[str, int]:
    """Return how many contracts that have not ended end in each month ("2027-08"), from ``today`` to ``until``."""
    month = func.substr(contract_listing.c.last_day, 1, 7)
    counted = (
        select(month, func.count()).where(states.not_ended(today), states.ends_between(today, until)).group_by(month)
    )
    return {name: int(number) for name, number in connection.execute(counted)}
