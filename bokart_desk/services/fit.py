"""What fits: vacant and soon vacant units for a household, and waiting households for a unit. It only advises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import NeedKind, OfferAnswer, Protection, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, status_on
from bokart_desk.domain.fit import fit, rank_key
from bokart_desk.domain.fit_facts import (
    Availability,
    Between,
    HouseholdNeeds,
    UnitFacts,
    bedrooms_needed,
    dwellings_by_street,
    floor_of,
    street_of,
)
from bokart_desk.domain.fit_points import Fit
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.waiting import WaitingRow
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import fitting as queries
from bokart_desk.storage.queries import waiting as waiting_queries
from bokart_desk.storage.queries.fitting import HouseholdLine, OfferLine, RunningLine, UnitLine

if TYPE_CHECKING:
    from sqlalchemy import Connection

SOON_MONTHS = 6
"""A unit whose contract ends within this many months is looked at as soon vacant."""


MANY_UNITS, MANY_NEEDS = 3000, 500
"""Up to so many are compared within a tenth of a second."""


@dataclass(frozen=True, slots=True)
class UnitFit:
    """A unit with what speaks for and against it."""

    unit_id: int
    dwelling_id: int
    place: str
    number: str
    line: UnitLine
    facts: UnitFacts
    fit: Fit


@dataclass(frozen=True, slots=True)
class UnitsThatFit:
    """All units that are or soon become vacant, best first. ``needs``: what they were compared with.

    ``bedrooms_counted``: nobody has said how many bedrooms are needed; they are counted from the persons.
    ``withheld``: the household's address is strictly confidential, so no unit is proposed by its address (rule 11).
    """

    household: HouseholdLine
    need_id: int | None
    needs: HouseholdNeeds
    bedrooms_counted: bool
    units: tuple[UnitFit, ...]
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdFit:
    """A waiting household with what speaks for and against a unit for it; no address of its own is told."""

    row: WaitingRow
    needs: HouseholdNeeds
    fit: Fit


@dataclass(frozen=True, slots=True)
class HouseholdsThatFit:
    """All households that wait for a dwelling, best first. ``left_out``: how many are strictly confidential."""

    place: str
    facts: UnitFacts
    households: tuple[HouseholdFit, ...]
    left_out: int = 0


@dataclass(slots=True)
class _Market:
    """What is known of units on a day."""

    today: date
    until: date
    lines: Sequence[UnitLine]
    running: dict[int, RunningLine]
    coming: dict[int, tuple[date, int]]
    streets: dict[str, int]
    dwellings: int
    offers: dict[int, list[OfferLine]]

    def facts(self, line: UnitLine) -> UnitFacts:
        """Return the facts of a unit as the comparison takes them."""
        availability, day = self._availability(line)
        coming = self.coming.get(line.id)
        return UnitFacts(
            bedrooms=line.bedrooms,
            most_persons=line.most_persons,
            floor=floor_of(line.floor, line.label),
            lift=line.lift,
            wheelchair=line.wheelchair,
            near_centre=line.near_centre,
            near_transport=line.near_transport,
            near_school=line.near_school,
            near_nursery=line.near_nursery,
            rent=line.rent,
            reserved_first_settlement=line.reserved_first_settlement,
            shared_house=line.units > 1 and line.kind == "shared_house",
            area_of_town=line.area_of_town,
            availability=availability,
            day=day,
            let_from=coming[0] if coming is not None else None,
            street_dwellings=self.streets.get(street_of(line.address_key), 1),
            all_dwellings=self.dwellings,
        )

    def _availability(self, line: UnitLine) -> tuple[Availability, date | None]:
        running = self.running.get(line.id)
        if line.status is UnitStatus.WITHDRAWN:
            return Availability.WITHDRAWN, line.status_since
        if running is not None:
            return _ending(running, self.today, self.until)
        if line.let:
            return Availability.LET, None
        noted = _NOTED.get(line.status)
        if noted is not None:
            return noted, line.status_since
        return Availability.VACANT, line.vacant_since

    def between(self, household_id: int, unit_id: int) -> Between:
        """Return what has passed between a household and a unit."""
        declined: list[date | None] = []
        offered = others = False
        for one in self.offers.get(unit_id, ()):
            if one.answer is OfferAnswer.PENDING:
                offered = offered or one.household_id == household_id
                others = others or one.household_id != household_id
            elif one.household_id == household_id:
                declined.append(one.day)
        return Between(declined[-1] if declined else None, bool(declined), offered, others)


_NOTED = {
    UnitStatus.IN_USE: Availability.NO_CONTRACT,
    UnitStatus.RESERVED: Availability.RESERVED,
    UnitStatus.BEING_MADE_READY: Availability.BEING_MADE_READY,
    UnitStatus.UNDER_REPAIR: Availability.UNDER_REPAIR,
}


def takes_a_while(register: Register) -> bool:
    """Tell whether there is so much to compare that a person would see the wait."""
    with reading(register.engine) as connection:
        return queries.more_than(connection, units=MANY_UNITS, needs=MANY_NEEDS)


def units_for_household(
    register: Register, household_id: int, today: date, *, months: int = SOON_MONTHS, need_id: int | None = None
) -> UnitsThatFit | None:
    """Return the units that are vacant, or may be within ``months``, for a household; None when it is gone.

    The bedrooms come from the need (``need_id``, else the open one that was recorded last), else from the household,
    else they are counted from the persons. Where the household lives itself is left out.
    """
    with reading(register.engine) as connection:
        line = queries.household_lines(connection, [household_id]).get(household_id)
        if line is None:
            return None
        rows = waiting_queries.needs_of(connection, household_id, today)
        row = next((one for one in rows if need_id in (None, one.need_id)), None)
        born = waiting_queries.members_born(connection, [household_id]).get(household_id, [])
        needs, counted = _needs(line, born, row, today)
        need = row.need_id if row is not None else None
        if line.protection is Protection.STRICTLY_CONFIDENTIAL:
            return UnitsThatFit(line, need, needs, counted, (), withheld=True)
        market = _market(connection, today, add_months(today, months))
    own = {unit_id for unit_id, running in market.running.items() if running.household_id == household_id}
    own |= {unit_id for unit_id, (_start, who) in market.coming.items() if who == household_id}
    found = [_unit_fit(market, line, needs, household_id) for line in market.lines if line.id not in own]
    found.sort(key=lambda one: (*rank_key(one.fit), one.facts.day or today, one.line.place_sort, one.unit_id))
    return UnitsThatFit(line, need, needs, counted, tuple(found))


def households_for_unit(register: Register, unit_id: int, today: date) -> HouseholdsThatFit | None:
    """Return the households with an open need of a dwelling, for a unit; None when the unit is gone.

    First those nothing stands in the way of, by priority and then by how long they have waited. Strictly confidential
    households are not shown beside an address; how many there are is told.
    """
    with reading(register.engine) as connection:
        market = _market_of_one(connection, today, unit_id)
        if market is None:
            return None
        rows = [row for row in waiting_queries.open_needs(connection, today) if row.kind is not NeedKind.EXTENSION]
        ids = {row.household_id for row in rows}
        households = queries.household_lines(connection, ids)
        born = waiting_queries.members_born(connection, ids)
    (line,) = market.lines
    facts = market.facts(line)
    found: list[HouseholdFit] = []
    left_out = 0
    for row in rows:
        if row.protection is Protection.STRICTLY_CONFIDENTIAL:
            left_out += 1
            continue
        needs, _counted = _needs(households[row.household_id], born.get(row.household_id, []), row, today)
        found.append(HouseholdFit(row, needs, fit(needs, facts, market.between(row.household_id, unit_id))))
    found.sort(key=lambda one: _among_households(one, today))
    return HouseholdsThatFit(f"{line.address} {line.label}".strip(), facts, tuple(found), left_out)


def _among_households(found: HouseholdFit, today: date) -> tuple[object, ...]:
    """By obstacles, then by the municipality's own priority and the waiting; the other points settle what is left."""
    row = found.row
    priority = row.priority if row.priority is not None else -1
    obstacles, _lived_in, against, in_favour = rank_key(found.fit)
    return (obstacles, -priority, row.since or today, against, in_favour, row.household, row.id)


def _unit_fit(market: _Market, line: UnitLine, needs: HouseholdNeeds, household_id: int) -> UnitFit:
    facts = market.facts(line)
    found = fit(needs, facts, market.between(household_id, line.id))
    return UnitFit(line.id, line.dwelling_id, f"{line.address} {line.label}".strip(), line.number, line, facts, found)


def _market(connection: Connection, today: date, until: date) -> _Market:
    running = {one.unit_id: one for one in queries.ending_on(connection, today, until)}
    ids = {*queries.free_units(connection, today), *running}
    lines = [line for line in queries.unit_lines(connection, ids, today) if line.status is not UnitStatus.WITHDRAWN]
    streets = dwellings_by_street(queries.address_keys(connection))
    return _Market(
        today, until, lines, running, queries.coming_on(connection, today), streets, sum(streets.values()),
        _by_unit(queries.offers_of_units(connection)),
    )  # fmt: skip


def _market_of_one(connection: Connection, today: date, unit_id: int) -> _Market | None:
    """Read what is known of a single unit, and no more."""
    lines = queries.unit_lines(connection, [unit_id], today)
    if not lines:
        return None
    street = street_of(lines[0].address_key)
    return _Market(
        today,
        add_months(today, SOON_MONTHS),
        lines,
        {one.unit_id: one for one in queries.running_on(connection, today, unit_id)},
        queries.coming_on(connection, today, unit_id),
        dwellings_by_street(queries.address_keys(connection, street)),
        queries.count_dwellings(connection),
        _by_unit(queries.offers_of_units(connection, unit_id)),
    )


def _by_unit(offers: Iterable[OfferLine]) -> dict[int, list[OfferLine]]:
    found: dict[int, list[OfferLine]] = {}
    for one in offers:
        found.setdefault(one.unit_id, []).append(one)
    return found


def _ending(running: RunningLine, today: date, until: date) -> tuple[Availability, date | None]:
    if running.moved_out_on is not None:
        return Availability.MOVING_OUT, running.moved_out_on
    dates = ContractDates(running.start, running.end, running.moved_out_on, running.vacate_notice_on)
    status = status_on(dates, today)
    if status in (ContractStatus.PAST_END, ContractStatus.NOTICE_GIVEN):
        return Availability.PAST_END, running.end
    soon = running.end is not None and today <= running.end <= until
    return (Availability.CONTRACT_ENDS if soon else Availability.LET), running.end


def _needs(
    line: HouseholdLine, born: Iterable[date | None], row: WaitingRow | None, today: date
) -> tuple[HouseholdNeeds, bool]:
    members = list(born)
    said = None if row is None or row.bedrooms_counted else row.bedrooms
    said = said if said is not None else line.bedrooms
    needs = HouseholdNeeds(
        persons=max(line.size or 0, len(members)) or None,
        bedrooms=said if said is not None else bedrooms_needed(line.size, members, today),
        manages_stairs=line.manages_stairs,
        needs_wheelchair=line.needs_wheelchair,
        near_centre=line.near_centre,
        near_transport=line.near_transport,
        near_school=line.near_school,
        near_nursery=line.near_nursery,
        most_rent=line.most_rent,
        income=line.income,
        location=line.location,
        settlement=line.settlement,
    )
    return needs, said is None
