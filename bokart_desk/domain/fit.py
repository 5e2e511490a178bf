"""What speaks for and against a unit for a household, and the order it is shown in: advice, never a hidden score."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from bokart_desk.domain.codes import SettlementKind
from bokart_desk.domain.fit_facts import (
    NOTHING_BETWEEN,
    RULES,
    Availability,
    Between,
    FitRules,
    HouseholdNeeds,
    UnitFacts,
)
from bokart_desk.domain.fit_points import Fact, Fit, Point, PointCode
from bokart_desk.domain.text_keys import match_key

T = TypeVar("T")


@dataclass(slots=True)
class _Said:
    """Gathers points while the facts are gone through."""

    pro: list[Point] = field(default_factory=list)
    contra: list[Point] = field(default_factory=list)
    open: list[Point] = field(default_factory=list)

    def good(self, code: PointCode, **facts: Fact) -> None:
        self.pro.append(Point(code, facts))

    def bad(self, code: PointCode, **facts: Fact) -> None:
        self.contra.append(Point(code, facts))

    def unsure(self, code: PointCode, **facts: Fact) -> None:
        self.open.append(Point(code, facts))


def fit(household: HouseholdNeeds, unit: UnitFacts, between: Between = NOTHING_BETWEEN, rules: FitRules = RULES) -> Fit:
    """Return what speaks for and against the unit for the household, obstacles first among what speaks against."""
    said = _Said()
    _bedrooms(said, household, unit, rules)
    _access(said, household, unit)
    _nearness(said, household, unit)
    _rent(said, household, unit, rules)
    _settlement(said, household, unit)
    _location(said, household, unit)
    _surroundings(said, household, unit, rules)
    _available(said, unit)
    _passed_between(said, between)
    against = sorted(said.contra, key=lambda point: not point.hard)
    return Fit(tuple(said.pro), tuple(against), tuple(said.open))


_LIVED_IN = frozenset({PointCode.CONTRACT_ENDS, PointCode.PAST_END, PointCode.NO_CONTRACT})


def rank_key(found: Fit) -> tuple[int, bool, int, int]:
    """Return the key of the order: fewest obstacles, then whether somebody may stay, least against, most in favour.

    What else is unknown counts nothing.
    """
    lived_in = any(point.code in _LIVED_IN for point in found.unknown)
    return (found.obstacles, lived_in, len(found.points_against), -len(found.points_for))


def ranked(found: Iterable[T], fit_of: Callable[[T], Fit], then: Callable[[T], tuple[object, ...]]) -> tuple[T, ...]:
    """Return all of ``found`` in the order of their fits; ``then`` settles who of two equals comes first."""
    return tuple(sorted(found, key=lambda one: (*rank_key(fit_of(one)), *then(one))))


def _bedrooms(said: _Said, household: HouseholdNeeds, unit: UnitFacts, rules: FitRules) -> None:
    needed, there = household.bedrooms, unit.bedrooms
    if needed is None:
        said.unsure(PointCode.PERSONS_UNKNOWN)
    elif there is None:
        said.unsure(PointCode.BEDROOMS_UNKNOWN, needed=needed)
    elif there < needed:
        said.bad(
            PointCode.TOO_FEW_BEDROOMS, bedrooms=there, needed=needed, short=needed - there, persons=household.persons
        )
    else:
        said.good(PointCode.BEDROOMS_ENOUGH, bedrooms=there, needed=needed, persons=household.persons)
        if there - needed >= rules.spare_bedrooms:
            said.bad(PointCode.BEDROOMS_TO_SPARE, spare=there - needed)
    if household.persons is not None and unit.most_persons is not None:
        if household.persons > unit.most_persons:
            said.bad(PointCode.TOO_MANY_PERSONS, persons=household.persons, most=unit.most_persons)
        else:
            said.good(PointCode.ROOM_FOR_ALL, persons=household.persons, most=unit.most_persons)


def _access(said: _Said, household: HouseholdNeeds, unit: UnitFacts) -> None:
    if household.needs_wheelchair:
        if unit.wheelchair is None:
            said.unsure(PointCode.WHEELCHAIR_UNKNOWN)
        elif unit.wheelchair:
            said.good(PointCode.WHEELCHAIR)
        else:
            said.bad(PointCode.NO_WHEELCHAIR)
    if household.manages_stairs and not household.needs_wheelchair:
        return
    must_avoid = household.manages_stairs is False or bool(household.needs_wheelchair)
    if not must_avoid:
        if unit.floor is not None and unit.floor > 1 and unit.lift is False:
            said.unsure(PointCode.STAIRS_UNKNOWN, floor=unit.floor)
    elif unit.floor is not None and unit.floor <= 1:
        said.good(PointCode.NO_STAIRS)
    elif unit.lift:
        said.good(PointCode.LIFT)
    elif unit.floor is None:
        said.unsure(PointCode.FLOOR_UNKNOWN)
    elif unit.lift is None:
        said.unsure(PointCode.LIFT_UNKNOWN, floor=unit.floor)
    else:
        said.bad(PointCode.STAIRS, floor=unit.floor)


_NEARNESS = (
    ("near_centre", PointCode.NEAR_CENTRE, PointCode.FAR_CENTRE, PointCode.CENTRE_UNKNOWN),
    ("near_transport", PointCode.NEAR_TRANSPORT, PointCode.FAR_TRANSPORT, PointCode.TRANSPORT_UNKNOWN),
    ("near_school", PointCode.NEAR_SCHOOL, PointCode.FAR_SCHOOL, PointCode.SCHOOL_UNKNOWN),
    ("near_nursery", PointCode.NEAR_NURSERY, PointCode.FAR_NURSERY, PointCode.NURSERY_UNKNOWN),
)


def _nearness(said: _Said, household: HouseholdNeeds, unit: UnitFacts) -> None:
    for name, near, far, unknown in _NEARNESS:
        if not getattr(household, name):
            continue
        there: bool | None = getattr(unit, name)
        if there is None:
            said.unsure(unknown)
        elif there:
            said.good(near)
        else:
            said.bad(far)


def _rent(said: _Said, household: HouseholdNeeds, unit: UnitFacts, rules: FitRules) -> None:
    rent, most, income = unit.rent, household.most_rent, household.income
    if rent is None:
        said.unsure(PointCode.RENT_UNKNOWN)
    elif most is not None:
        if rent > most:
            said.bad(PointCode.RENT_ABOVE, rent=rent, most=most, over=rent - most)
        else:
            said.good(PointCode.RENT_WITHIN, rent=rent, most=most)
    elif income:
        large = rent * 100 > income * rules.most_percent_of_income
        say, code = (said.bad, PointCode.RENT_LARGE_SHARE) if large else (said.good, PointCode.RENT_SHARE)
        say(code, rent=rent, percent=round(rent * 100 / income))
    else:
        said.unsure(PointCode.CAN_PAY_UNKNOWN, rent=rent)


def _settlement(said: _Said, household: HouseholdNeeds, unit: UnitFacts) -> None:
    if not unit.reserved_first_settlement:
        return
    if household.settlement is None:
        said.unsure(PointCode.SETTLEMENT_UNKNOWN)
    elif household.settlement is SettlementKind.SECONDARY:
        said.bad(PointCode.RESERVED_FOR_OTHERS)
    else:
        said.good(PointCode.RESERVED_FOR_THEM)


@lru_cache(maxsize=512)
def _key(words: str) -> str:
    """The names of a few parts of town come again and again."""
    return match_key(words)


_NEGATIONS = frozenset({"ikke", "ikkje", "ingen", "unntatt", "unngå", "unnga", "not", "avoid", "bort", "vekk", "langt"})


def _location(said: _Said, household: HouseholdNeeds, unit: UnitFacts) -> None:
    """A wish in words is held against the area's name only where it is plain; else a person must judge it."""
    if not household.location:
        return
    wanted, area = _key(household.location), _key(unit.area_of_town)
    if not area:
        said.unsure(PointCode.AREA_UNKNOWN, wanted=household.location)
    elif f" {area} " in f" {wanted} " and not _NEGATIONS & set(wanted.split()):
        said.good(PointCode.WANTED_AREA, area=unit.area_of_town)
    else:
        said.unsure(PointCode.AREA_TO_JUDGE, wanted=household.location, area=unit.area_of_town)


def _surroundings(said: _Said, household: HouseholdNeeds, unit: UnitFacts, rules: FitRules) -> None:
    if unit.shared_house and (household.persons or 1) > 1:
        said.bad(PointCode.SHARED_HOUSE, persons=household.persons)
    here, everywhere = unit.street_dwellings, unit.all_dwellings
    if here >= rules.street_least and here * 100 >= everywhere * rules.street_percent:
        said.bad(PointCode.MANY_ON_STREET, here=here, all=everywhere)


_AVAILABLE = {
    Availability.MOVING_OUT: PointCode.MOVING_OUT,
    Availability.BEING_MADE_READY: PointCode.BEING_MADE_READY,
    Availability.UNDER_REPAIR: PointCode.UNDER_REPAIR,
    Availability.RESERVED: PointCode.RESERVED,
    Availability.LET: PointCode.LET,
    Availability.WITHDRAWN: PointCode.WITHDRAWN,
}
_NOT_DECIDED = {
    Availability.CONTRACT_ENDS: PointCode.CONTRACT_ENDS,
    Availability.PAST_END: PointCode.PAST_END,
    Availability.NO_CONTRACT: PointCode.NO_CONTRACT,
}


def _available(said: _Said, unit: UnitFacts) -> None:
    if unit.let_from is not None:
        said.bad(PointCode.LET_FROM, day=unit.let_from)
    if unit.availability is Availability.VACANT:
        said.good(PointCode.VACANT, day=unit.day)
    elif unit.availability in _NOT_DECIDED:
        said.unsure(_NOT_DECIDED[unit.availability], day=unit.day)
    else:
        said.bad(_AVAILABLE[unit.availability], day=unit.day)


def _passed_between(said: _Said, between: Between) -> None:
    if between.declined:
        said.bad(PointCode.DECLINED_BEFORE, day=between.declined_on)
    if between.offered:
        said.unsure(PointCode.OFFERED_ALREADY)
    if between.offered_to_others:
        said.bad(PointCode.OFFERED_TO_OTHERS)
