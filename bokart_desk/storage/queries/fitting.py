"""What is read to compare households and units: needs, facts of units, when each is vacant, and earlier offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, not_, or_, select, true

from bokart_desk.domain.codes import Disposal, OfferAnswer, Protection, SettlementKind, UnitStatus
from bokart_desk.storage.queries import states
from bokart_desk.storage.queries.plain_rows import plain_rows
from bokart_desk.storage.queries.units import is_let, select_units
from bokart_desk.storage.row_making import as_date, make_unit
from bokart_desk.storage.schema import contract, contract_listing, dwelling, household, need, offer, unit


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """What a household needs, as it was recorded."""

    id: int
    name: str
    case_number: str
    protection: Protection
    settlement: SettlementKind | None
    size: int | None
    income: Decimal | None
    bedrooms: int | None
    manages_stairs: bool | None
    needs_wheelchair: bool | None
    near_centre: bool | None
    near_transport: bool | None
    near_school: bool | None
    near_nursery: bool | None
    most_rent: Decimal | None
    location: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with the facts of its dwelling; ``units``: how many its dwelling has."""

    id: int
    dwelling_id: int
    number: str
    address: str
    address_key: str
    label: str
    place_sort: str
    kind: str | None
    disposal: Disposal
    status: UnitStatus
    let: bool
    vacant_since: date | None
    status_since: date | None
    bedrooms: int | None
    area_m2: float | None
    most_persons: int | None
    rent: Decimal | None
    floor: str | None
    lift: bool | None
    wheelchair: bool | None
    near_centre: bool | None
    near_transport: bool | None
    near_school: bool | None
    near_nursery: bool | None
    reserved_first_settlement: bool | None
    area_of_town: str
    units: int


class RunningLine(NamedTuple):
    """The dates of the contract that runs on a unit."""

    unit_id: int
    household_id: int
    start: date
    end: date | None
    moved_out_on: date | None
    vacate_notice_on: date | None


class OfferLine(NamedTuple):
    """An offer of a unit that was declined or waits for an answer."""

    household_id: int
    unit_id: int
    answer: OfferAnswer
    day: date | None


_HOUSEHOLDS = select(
    household.c.id, household.c.name, household.c.case_number, household.c.protection, household.c.settlement_kind,
    household.c.size, household.c.monthly_income, household.c.needed_bedrooms, household.c.manages_stairs,
    household.c.needs_wheelchair, household.c.needs_near_centre, household.c.needs_near_transport,
    household.c.needs_near_school, household.c.needs_near_nursery, household.c.most_monthly_rent,
    household.c.needed_location,
)  # fmt: skip


def household_lines(connection: Connection, ids: Iterable[int]) -> dict[int, HouseholdLine]:
    """Return what households need, by id; those that are gone are left out."""
    found = connection.execute(_HOUSEHOLDS.where(household.c.id.in_(list(ids))))
    return {values[0]: _household(values) for values in found}


def free_units(connection: Connection, today: date) -> list[int]:
    """Return the units nobody lives in today and that are not withdrawn, by id."""
    statement = select(unit.c.id).where(unit.c.status != UnitStatus.WITHDRAWN.value, not_(is_let(today)))
    return list(connection.execute(statement).scalars())


def ending_on(connection: Connection, today: date, until: date) -> list[RunningLine]:
    """Return contracts whose tenant moves by a day, or whose end comes by it or has come (not yet indefinite)."""
    ending = and_(contract_listing.c.last_day <= until, not_(states.became_indefinite(today)))
    moving = contract.c.moved_out_on.between(today, until)
    return _running(connection, today, or_(ending, moving))


def running_on(connection: Connection, today: date, unit_id: int) -> list[RunningLine]:
    """Return the contracts that run on one unit."""
    return _running(connection, today, contract.c.unit_id == unit_id)


def coming_on(connection: Connection, today: date, unit_id: int | None = None) -> dict[int, tuple[date, int]]:
    """Return when the next contract begins on each unit (or on one) that somebody has signed for, and whose it is."""
    statement = (
        select(contract.c.unit_id, contract.c.start_date, contract.c.household_id)
        .where(contract.c.start_date > today, contract.c.moved_out_on.is_(None))
        .order_by(contract.c.start_date.desc())
    )
    if unit_id is not None:
        statement = statement.where(contract.c.unit_id == unit_id)
    return {of: (start, household_id) for of, start, household_id in connection.execute(statement)}


def unit_lines(connection: Connection, ids: Iterable[int], today: date) -> list[UnitLine]:
    """Return units with the facts of their dwellings, by address."""
    beside = unit.alias("beside")
    units = select(func.count()).where(beside.c.dwelling_id == dwelling.c.id).scalar_subquery()
    statement = (
        select_units(today)
        .add_columns(
            dwelling.c.address_sort, dwelling.c.address_key, unit.c.label_key, unit.c.status_since,
            unit.c.most_persons, dwelling.c.floor, dwelling.c.lift, dwelling.c.wheelchair, dwelling.c.near_centre,
            dwelling.c.near_transport, dwelling.c.near_school, dwelling.c.near_nursery,
            dwelling.c.reserved_first_settlement, dwelling.c.area_of_town, units,
        )
        .where(unit.c.id.in_(list(ids)))
        .order_by(dwelling.c.address_sort, unit.c.label_key, unit.c.id)
    )  # fmt: skip
    return [_unit(values) for values in connection.execute(statement)]


def address_keys(connection: Connection, street: str | None = None) -> list[str]:
    """Return the keys of the addresses of all dwellings, or of those whose key begins with a street's."""
    statement = select(dwelling.c.address_key)
    if street is not None:
        statement = statement.where(dwelling.c.address_key.startswith(street, autoescape=True))
    return [key for (key,) in plain_rows(connection, statement)]


def count_dwellings(connection: Connection) -> int:
    """Return how many dwellings there are."""
    return int(connection.execute(select(func.count()).select_from(dwelling)).scalar_one())


def more_than(connection: Connection, *, units: int, needs: int) -> bool:
    """Tell whether there are more units or more open needs than these; it is not counted how many more."""
    for key, condition, most in ((unit.c.id, true(), units), (need.c.id, need.c.closed_on.is_(None), needs)):
        if connection.execute(select(key).where(condition).limit(1).offset(most)).first() is not None:
            return True
    return False


def offers_of_units(connection: Connection, unit_id: int | None = None) -> list[OfferLine]:
    """Return the offers of units (or of one) that households declined or have not answered."""
    answers = (OfferAnswer.DECLINED.value, OfferAnswer.PENDING.value)
    statement = (
        select(
            offer.c.household_id, offer.c.unit_id, offer.c.answer,
            func.coalesce(offer.c.answered_on, offer.c.offered_on),
        )
        .where(offer.c.unit_id.is_not(None) if unit_id is None else offer.c.unit_id == unit_id)
        .where(offer.c.answer.in_(answers))
        .order_by(offer.c.id)
    )  # fmt: skip
    found = connection.execute(statement)
    return [OfferLine(of, where, OfferAnswer(answer), as_date(day)) for of, where, answer, day in found]


def _running(connection: Connection, today: date, which: Any) -> list[RunningLine]:
    statement = (
        select(
            contract.c.unit_id, contract.c.household_id, contract.c.start_date, contract.c.end_date,
            contract.c.moved_out_on, contract.c.vacate_notice_on,
        )
        .join(contract_listing, contract_listing.c.contract_id == contract.c.id)
        .where(states.not_ended(today), contract.c.start_date <= today, which)
    )  # fmt: skip
    return [RunningLine(*values) for values in connection.execute(statement)]


def _household(values: Any) -> HouseholdLine:
    record, name, case, protection, settled = values[:5]
    kind = SettlementKind(settled) if settled else None
    more = (*values[5:-1], values[-1] or "")
    return HouseholdLine(record, name, case, Protection(protection), kind, *more)


def _unit(values: Any) -> UnitLine:
    row = make_unit(values[:13])
    (
        address_sort, address_key, label_sort, status_since, most_persons, floor, lift, wheelchair, centre, transport,
        school, nursery, reserved, area, units,
    ) = values[13:]  # fmt: skip
    return UnitLine(
        row.id, row.dwelling_id, row.dwelling_number, row.address, address_key, row.unit,
        f"{address_sort} {label_sort}", row.kind, row.disposal, row.status, row.let, row.vacant_since, status_since,
        row.bedrooms, row.area_m2, most_persons, row.monthly_rent, floor, lift, wheelchair, centre, transport, school,
        nursery, reserved, area or "", units,
    )  # fmt: skip
