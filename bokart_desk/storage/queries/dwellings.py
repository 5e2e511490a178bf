"""Dwellings and their units: the list, filtered, searched and sorted, and one dwelling with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, not_, or_, select

from bokart_desk.domain.codes import Disposal, DwellingKind, UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingDetail, DwellingRow, UnitDetail, UnitState
from bokart_desk.domain.occupants import Noted, unit_history, unit_state
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.storage.queries.head_leases import leases_of_dwelling
from bokart_desk.storage.queries.occupants import tenancies_on, units_of_people
from bokart_desk.storage.queries.search_terms import typed_words
from bokart_desk.storage.queries.units import is_let, is_vacant
from bokart_desk.storage.schema import dwelling, head_lease, landlord, unit

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
    """Which units, in which order. ``status``: as it is noted, of units that are not let."""

    text: str = ""
    show: DwellingFilter = DwellingFilter.ALL
    status: UnitStatus | None = None
    sort: DwellingSort = DwellingSort.ADDRESS
    descending: bool = False


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
        conditions += [unit.c.status == query.status.value, not_(is_let(today)), not_(is_vacant(today))]
    conditions += [_says(connection, word, today) for word in typed_words(query.text)]
    return conditions


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


def read_dwelling(connection: Connection, dwelling_id: int, today: date) -> DwellingDetail | None:
    """Return a dwelling with its units and head leases; None when it is gone."""
    statement = (
        select(
            dwelling.c.number, dwelling.c.address, dwelling.c.postcode, dwelling.c.place, dwelling.c.kind,
            dwelling.c.disposal, dwelling.c.landlord_id, landlord.c.name, dwelling.c.reserved_first_settlement,
        )
        .outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
        .where(dwelling.c.id == dwelling_id)
    )  # fmt: skip
    found = connection.execute(statement).first()
    if found is None:
        return None
    number, address, postcode, place, kind, disposal, landlord_id, owner, reserved = found
    return DwellingDetail(
        id=dwelling_id,
        number=number or "",
        address=address,
        postcode=postcode or "",
        place=place or "",
        kind=None if kind is None else DwellingKind(kind),
        disposal=Disposal(disposal),
        landlord_id=landlord_id,
        landlord=owner or "",
        reserved_first_settlement=bool(reserved),
        units=_units(connection, select(unit).where(unit.c.dwelling_id == dwelling_id), today),
        head_leases=tuple(leases_of_dwelling(connection, dwelling_id)),
    )


def _units(connection: Connection, statement: Select[Any], today: date) -> tuple[UnitDetail, ...]:
    found = list(connection.execute(statement).mappings())
    tenancies = tenancies_on(connection, [row["id"] for row in found])
    units = []
    for row in sorted(found, key=lambda one: (sort_key(one["label"]), one["id"])):
        noted = Noted(UnitStatus(row["status"]), row["status_since"], row["vacant_from"])
        contracts = tenancies.get(row["id"], [])
        units.append(
            UnitDetail(
                id=row["id"],
                label=row["label"],
                bedrooms=row["bedrooms"],
                area_m2=row["area_m2"],
                most_persons=row["most_persons"],
                monthly_rent=row["monthly_rent"],
                rent_includes=row["rent_includes"] or "",
                notes=row["notes"] or "",
                state=unit_state(noted, contracts, today),
                occupancy=unit_history(noted, contracts, today),
            )
        )
    return tuple(units)


def dwelling_of(connection: Connection, unit_id: int) -> int | None:
    """Return the dwelling a unit belongs to; None when the unit is gone."""
    return connection.execute(select(unit.c.dwelling_id).where(unit.c.id == unit_id)).scalar()


def dwellings_at(connection: Connection, key: str, postcode: str | None) -> list[tuple[int, str]]:
    """Return id and address of the dwellings at an address (its key); without a postcode it may be any."""
    statement = select(dwelling.c.id, dwelling.c.address).where(dwelling.c.address_key == key)
    if postcode:
        statement = statement.where(or_(dwelling.c.postcode.is_(None), dwelling.c.postcode == postcode))
    return [(record, address) for record, address in connection.execute(statement.order_by(dwelling.c.id))]
