"""Dwellings and their units: the list, filtered, searched and sorted, and one dwelling with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, not_, or_, select

from bokart_desk.domain.codes import Disposal, DwellingKind, UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingRow, UnitState
from bokart_desk.domain.occupants import Noted, unit_state
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key
from bokart_desk.storage.queries.occupants import tenancies_on, units_of_people
from bokart_desk.storage.queries.search_terms import typed_words
from bokart_desk.storage.queries.units import is_let, is_vacant
from bokart_desk.storage.schema import contract, dwelling, head_lease, landlord, unit

_RENTED_IN = (Disposal.MUNICIPAL_ENTERPRISE, Disposal.FOUNDATION, Disposal.COMPANY, Disposal.PRIVATE)
_MONTHS_AHEAD = 12


class DwellingFilter(StrEnum):
    """Which units the list holds."""

    ALL = "all"
    LET = "let"
    VACANT = "vacant"
    """Nobody lives there, and somebody could."""
    SHARED = "shared"
    """Rooms of shared houses."""
    RENTED_IN = "rented_in"
    """The municipality rents the dwelling itself."""
    RESERVED_FIRST = "reserved_first"
    """Reserved for first settlement."""
    LEASE_ENDS = "lease_ends"
    """The head lease ends within a year, or has ended, and none follows it."""


class DwellingSort(StrEnum):
    """What the list is sorted by."""

    ADDRESS = "address"
    NUMBER = "number"
    KIND = "kind"
    RENT = "rent"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class DwellingQuery:
    """Which units, in which order. ``status``: as it is noted, of units that are not let.

    ``dwelling_id``: the units of one dwelling, whatever the text; it is found at once among very many.
    """

    text: str = ""
    show: DwellingFilter = DwellingFilter.ALL
    status: UnitStatus | None = None
    sort: DwellingSort = DwellingSort.ADDRESS
    descending: bool = False
    dwelling_id: int | None = None


def find(connection: Connection, query: DwellingQuery, today: date, offset: int, limit: int) -> list[DwellingRow]:
    """Return the units of the list from ``offset`` on, at most ``limit``; rooms of one house stand together."""
    statement = _select_rows().where(*_conditions(connection, query, today)).order_by(*_order(query, today))
    return _rows(connection, statement.offset(offset).limit(limit), today)


def rows_of(connection: Connection, dwelling_id: int, today: date) -> list[DwellingRow]:
    """Return the rows of one dwelling's units."""
    return _rows(connection, _select_rows().where(dwelling.c.id == dwelling_id), today)


def _select_rows() -> Select[Any]:
    lease_end = _lease_end()
    units_there = select(func.count()).where(_other.c.dwelling_id == dwelling.c.id).scalar_subquery()
    return (
        select(
            dwelling.c.id, unit.c.id, dwelling.c.number, dwelling.c.address, unit.c.label, dwelling.c.place,
            dwelling.c.area_of_town, dwelling.c.kind, dwelling.c.disposal, landlord.c.name,
            dwelling.c.reserved_first_settlement, units_there, unit.c.bedrooms, unit.c.area_m2, unit.c.monthly_rent,
            lease_end, unit.c.status, unit.c.status_since, unit.c.vacant_from,
        )
        .outerjoin(unit, unit.c.dwelling_id == dwelling.c.id)
        .outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
    )  # fmt: skip


def _rows(connection: Connection, statement: Select[Any], today: date) -> list[DwellingRow]:
    found = connection.execute(statement).all()
    tenancies = tenancies_on(connection, [row[1] for row in found if row[1] is not None])
    return [_row(row, tenancies, today) for row in found]


def count(connection: Connection, query: DwellingQuery, today: date) -> int:
    """Return how many units the list holds."""
    statement = (
        select(func.count())
        .select_from(dwelling.outerjoin(unit, unit.c.dwelling_id == dwelling.c.id))
        .where(*_conditions(connection, query, today))
    )
    return int(connection.execute(statement).scalar_one())


_other = unit.alias("other_unit")
_lease = head_lease.alias("lease")


def _lease_end() -> Any:
    """The end of the head lease that lasts longest; nothing where one has no end."""
    endless = func.sum(case((_lease.c.end_date.is_(None), 1), else_=0))
    return (
        select(case((endless == 0, func.max(_lease.c.end_date))))
        .where(_lease.c.dwelling_id == dwelling.c.id)
        .correlate(dwelling)
        .scalar_subquery()
    )


def _row(values: Sequence[Any], tenancies: Any, today: date) -> DwellingRow:
    (home, record, number, address, label, place, area, kind, disposal, owner, reserved, units_there, bedrooms, size,
     rent, lease_end, status, since, vacant_from) = values  # fmt: skip
    if record is None:
        state = UnitState(UnitStatus.WITHDRAWN, None)
    else:
        state = unit_state(Noted(UnitStatus(status), since, vacant_from), tenancies.get(record, ()), today)
    return DwellingRow(
        dwelling_id=home,
        unit_id=record,
        number=number or "",
        address=address,
        unit=label or "",
        place=place or "",
        area_of_town=area or "",
        kind=None if kind is None else DwellingKind(kind),
        disposal=Disposal(disposal),
        landlord=owner or "",
        reserved_first_settlement=bool(reserved),
        shared=units_there > 1,
        bedrooms=bedrooms,
        area_m2=size,
        monthly_rent=rent,
        lease_end=date.fromisoformat(lease_end) if isinstance(lease_end, str) else lease_end,
        state=state,
    )


def _conditions(connection: Connection, query: DwellingQuery, today: date) -> list[ColumnElement[bool]]:
    conditions = [_shown(query.show, today)] if query.show is not DwellingFilter.ALL else []
    if query.status is UnitStatus.VACANT:
        conditions.append(is_vacant(today))
    elif query.status is not None:
        conditions += [_noted(query.status, today), not_(is_let(today)), not_(is_vacant(today))]
    if query.dwelling_id is not None:
        return [*conditions, dwelling.c.id == query.dwelling_id]
    return [*conditions, *(_says(connection, word, today) for word in typed_words(query.text))]


def _noted(status: UnitStatus, today: date) -> ColumnElement[bool]:
    """Noted so; where the first tenant is still to come, a unit noted as in use is reserved."""
    coming = exists().where(contract.c.unit_id == unit.c.id, contract.c.start_date > today)
    if status is UnitStatus.IN_USE:
        return and_(unit.c.status == status.value, not_(coming))
    if status is UnitStatus.RESERVED:
        return or_(unit.c.status == status.value, and_(unit.c.status == UnitStatus.IN_USE.value, coming))
    return unit.c.status == status.value


def _shown(show: DwellingFilter, today: date) -> ColumnElement[bool]:
    if show is DwellingFilter.LET:
        return is_let(today)
    if show is DwellingFilter.VACANT:
        return is_vacant(today)
    if show is DwellingFilter.SHARED:
        several = select(_other.c.dwelling_id).group_by(_other.c.dwelling_id).having(func.count() > 1)
        return or_(dwelling.c.kind == DwellingKind.SHARED_HOUSE.value, dwelling.c.id.in_(several))
    if show is DwellingFilter.RENTED_IN:
        runs = and_(_lease.c.start_date <= today, or_(_lease.c.end_date.is_(None), _lease.c.end_date >= today))
        rented = select(_lease.c.dwelling_id).where(runs)
        return or_(dwelling.c.disposal.in_([one.value for one in _RENTED_IN]), dwelling.c.id.in_(rented))
    if show is DwellingFilter.RESERVED_FIRST:
        return dwelling.c.reserved_first_settlement.is_(True)
    ends, later = head_lease.alias("ends"), head_lease.alias("follows")
    horizon = add_months(today, _MONTHS_AHEAD)
    followed = exists().where(
        later.c.dwelling_id == ends.c.dwelling_id, or_(later.c.end_date.is_(None), later.c.end_date > horizon)
    )
    return dwelling.c.id.in_(select(ends.c.dwelling_id).where(ends.c.end_date <= horizon, not_(followed)))


def _says(connection: Connection, word: str, today: date) -> ColumnElement[bool]:
    """A word stands in the address, label, number, postcode, place, area of town, landlord's or resident's name."""
    written: ColumnElement[str] = func.coalesce(dwelling.c.address_search, dwelling.c.address_key)
    for part in (unit.c.label_key, dwelling.c.number_key, dwelling.c.postcode):
        written = written + " " + func.coalesce(part, "")
    places = [dwelling.c.place.in_(_alike(connection, dwelling.c.place, word))]
    places.append(dwelling.c.area_of_town.in_(_alike(connection, dwelling.c.area_of_town, word)))
    owners = select(landlord.c.id).where(func.instr(landlord.c.name_key, word) > 0)
    return or_(
        func.instr(written, word) > 0,
        *places,
        dwelling.c.landlord_id.in_(owners),
        unit.c.id.in_(units_of_people(word, today)),
    )


def _alike(connection: Connection, column: Any, word: str) -> list[str]:
    """The few writings of a place that have the word in them; they are not folded in the database."""
    known = connection.execute(select(column).where(column.is_not(None)).distinct()).scalars()
    return [text for text in known if word in search_key(text)]


def _order(query: DwellingQuery, today: date) -> list[Any]:
    usual: list[Any] = [dwelling.c.address_sort, dwelling.c.id, unit.c.label_key, unit.c.id]
    if query.sort is DwellingSort.ADDRESS:
        keys: list[Any] = []
        usual = [dwelling.c.address_sort.desc() if query.descending else dwelling.c.address_sort, *usual[1:]]
    elif query.sort is DwellingSort.NUMBER:
        keys = [func.length(dwelling.c.number_key), dwelling.c.number_key]
    elif query.sort is DwellingSort.KIND:
        keys = [dwelling.c.kind]
    elif query.sort is DwellingSort.RENT:
        keys = [unit.c.monthly_rent]
    else:
        keys = [_status_order(today)]
    empty_last = [key.is_(None) for key in keys]
    return [*empty_last, *(key.desc() if query.descending else key for key in keys), *usual]


def _status_order(today: date) -> ColumnElement[int]:
    """What somebody can move into first, then what is on its way there, then what is let."""
    noted = unit.c.status
    order = (UnitStatus.RESERVED, UnitStatus.BEING_MADE_READY, UnitStatus.UNDER_REPAIR)
    steps = [(noted == status.value, place + 1) for place, status in enumerate(order)]
    return case((is_vacant(today), 0), (is_let(today), 5), *steps, (noted == UnitStatus.IN_USE.value, 6), else_=7)
