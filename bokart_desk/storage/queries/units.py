"""Units and whether they are let: vacant ones, and what a unit's contracts say about it on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Exists, Select, and_, case, exists, func, not_, or_, select

from bokart_desk.domain.codes import Disposal, UnitStatus
from bokart_desk.domain.rows import UnitRow
from bokart_desk.storage.queries.search_terms import typed_words
from bokart_desk.storage.row_making import make_unit
from bokart_desk.storage.schema import contract, dwelling, unit

_running, _later = contract.alias("running"), contract.alias("taken_over_by")
_DAYS_KEPT = 8
"""Questions are kept for a few days: putting them together costs as much as the answer."""


@lru_cache(maxsize=_DAYS_KEPT)
def is_let(today: date) -> Exists:
    """The contract that began last on the unit has not ended: its tenant has not moved out."""
    taken_over = exists().where(
        _later.c.unit_id == _running.c.unit_id,
        _later.c.start_date > _running.c.start_date,
        _later.c.start_date <= today,
    )
    return exists().where(
        _running.c.unit_id == unit.c.id,
        _running.c.start_date <= today,
        or_(_running.c.moved_out_on.is_(None), _running.c.moved_out_on > today),
        not_(taken_over),
    )


@lru_cache(maxsize=_DAYS_KEPT)
def is_vacant(today: date) -> ColumnElement[bool]:
    """Noted as vacant, or in use until the last tenant moved out; and nobody lives there."""
    moved_from = select(contract.c.unit_id).where(contract.c.moved_out_on <= today)
    noted = unit.c.status == UnitStatus.VACANT.value
    left = and_(unit.c.status == UnitStatus.IN_USE.value, unit.c.id.in_(moved_from))
    return and_(or_(noted, left), not_(is_let(today)))


@lru_cache(maxsize=_DAYS_KEPT)
def select_units(today: date) -> Select[Any]:
    """Return the statement for unit rows as seen on ``today``."""
    moved_out = (
        select(func.max(contract.c.moved_out_on))
        .where(contract.c.unit_id == unit.c.id, contract.c.moved_out_on <= today)
        .scalar_subquery()
    )
    let = is_let(today)
    noted = unit.c.status == UnitStatus.VACANT.value
    since = case(
        (let, None),
        (noted, func.coalesce(unit.c.vacant_from, unit.c.status_since, moved_out)),
        else_=func.coalesce(unit.c.vacant_from, moved_out),
    ).label("vacant_since")
    return select(
        unit.c.id, unit.c.dwelling_id, dwelling.c.number, dwelling.c.address, unit.c.label, dwelling.c.kind,
        unit.c.bedrooms, unit.c.area_m2, unit.c.monthly_rent, dwelling.c.disposal, unit.c.status, let.label("let"),
        since,
    ).join(dwelling, dwelling.c.id == unit.c.dwelling_id)  # fmt: skip


def vacant(
    connection: Connection, today: date, *, text: str, disposal: Disposal | None, offset: int, limit: int
) -> list[UnitRow]:
    """Return vacant units, those that have stood empty longest first; unknown days last."""
    statement = _found(select_units(today).where(is_vacant(today)), text, disposal)
    since = statement.selected_columns["vacant_since"]
    statement = statement.order_by(since.is_(None), since, dwelling.c.address_sort, unit.c.label_key, unit.c.id)
    return [make_unit(values) for values in connection.execute(statement.offset(offset).limit(limit))]


def all_vacant(connection: Connection, today: date) -> list[UnitRow]:
    """Return every vacant unit, in no order."""
    return [make_unit(values) for values in connection.execute(select_units(today).where(is_vacant(today)))]


def on_offer(connection: Connection, today: date) -> list[UnitRow]:
    """Return the units an allocation meeting may give: vacant, reserved or being made ready, by address."""
    noted = unit.c.status.in_([UnitStatus.RESERVED.value, UnitStatus.BEING_MADE_READY.value])
    statement = select_units(today).where(or_(is_vacant(today), and_(noted, not_(is_let(today)))))
    statement = statement.order_by(dwelling.c.address_sort, unit.c.label_key, unit.c.id)
    return [make_unit(values) for values in connection.execute(statement)]


def count_vacant(connection: Connection, today: date) -> int:
    """Return how many units are vacant."""
    counted = select(func.count()).select_from(unit).where(is_vacant(today))
    return int(connection.execute(counted).scalar_one())


def all_units(connection: Connection, today: date, text: str = "") -> list[UnitRow]:
    """Return all units by address."""
    statement = _found(select_units(today), text, None).order_by(dwelling.c.address_sort, unit.c.label_key, unit.c.id)
    return [make_unit(values) for values in connection.execute(statement)]


def _found(statement: Select[Any], text: str, disposal: Disposal | None) -> Select[Any]:
    if disposal is not None:
        statement = statement.where(dwelling.c.disposal == disposal.value)
    address = func.coalesce(dwelling.c.address_search, dwelling.c.address_key)
    where = address + " " + func.lower(unit.c.label) + " " + func.coalesce(dwelling.c.number_key, "")
    for term in typed_words(text):
        statement = statement.where(where.contains(term, autoescape=True))
    return statement
