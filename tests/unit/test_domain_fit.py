"""What fits: everything known is said, nothing is left out, and more in favour never means further down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.addresses import address_key
from bokart_desk.domain.codes import SettlementKind
from bokart_desk.domain.fit import fit, rank_key, ranked
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
from bokart_desk.domain.fit_points import HARD, Fit, PointCode

TODAY = date(2026, 11, 22)
FLAG = st.none() | st.booleans()
COUNT = st.none() | st.integers(0, 8)
KRONER = st.none() | st.integers(1, 30_000).map(Decimal)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))

needs = st.builds(
    HouseholdNeeds,
    persons=st.none() | st.integers(1, 9),
    bedrooms=COUNT,
    manages_stairs=FLAG,
    needs_wheelchair=FLAG,
    near_centre=FLAG,
    near_transport=FLAG,
    near_school=FLAG,
    near_nursery=FLAG,
    most_rent=KRONER,
    income=KRONER,
    location=st.sampled_from(["", "Sentrum", "helst Nordbyen", "ikke Sentrum"]),
    settlement=st.none() | st.sampled_from(SettlementKind),
)
units = st.builds(
    UnitFacts,
    bedrooms=COUNT,
    most_persons=COUNT,
    floor=st.none() | st.integers(0, 6),
    lift=FLAG,
    wheelchair=FLAG,
    near_centre=FLAG,
    near_transport=FLAG,
    near_school=FLAG,
    near_nursery=FLAG,
    rent=KRONER,
    reserved_first_settlement=FLAG,
    shared_house=st.booleans(),
    area_of_town=st.sampled_from(["", "Sentrum", "Nordbyen"]),
    availability=st.sampled_from(Availability),
    day=DAYS,
    let_from=DAYS,
    street_dwellings=st.integers(1, 9),
    all_dwellings=st.integers(9, 30),
)
betweens = st.builds(Between, DAYS, st.booleans(), st.booleans(), st.booleans())


def codes(found: Fit) -> set[PointCode]:
    return {point.code for part in (found.points_for, found.points_against, found.unknown) for point in part}


def test_too_few_bedrooms_says_how_many_too_few() -> None:
    found = fit(HouseholdNeeds(persons=4, bedrooms=3), UnitFacts(bedrooms=2))
    (point, *_) = found.points_against
    assert point.code is PointCode.TOO_FEW_BEDROOMS
    assert dict(point.facts) == {"bedrooms": 2, "needed": 3, "short": 1, "persons": 4}
    assert point.hard


@pytest.mark.parametrize(
    ("manages", "floor", "lift", "expected"),
    [
        (False, 3, False, PointCode.STAIRS),
        (False, 3, True, PointCode.LIFT),
        (False, 1, None, PointCode.NO_STAIRS),
        (False, None, None, PointCode.FLOOR_UNKNOWN),
        (False, None, True, PointCode.LIFT),
        (False, 2, None, PointCode.LIFT_UNKNOWN),
        (None, 3, False, PointCode.STAIRS_UNKNOWN),
    ],
)
def test_stairs(manages: bool | None, floor: int | None, lift: bool | None, expected: PointCode) -> None:
    assert expected in codes(fit(HouseholdNeeds(manages_stairs=manages), UnitFacts(floor=floor, lift=lift)))


def test_one_who_manages_stairs_is_told_nothing_of_them() -> None:
    found = codes(fit(HouseholdNeeds(manages_stairs=True), UnitFacts(floor=4, lift=False)))
    assert not found & {PointCode.STAIRS, PointCode.STAIRS_UNKNOWN, PointCode.LIFT}


def test_rent_above_what_they_can_pay_says_by_how_much() -> None:
    found = fit(HouseholdNeeds(most_rent=Decimal(8000)), UnitFacts(rent=Decimal(9500)))
    assert found.points_against[0].facts["over"] == 1500


@pytest.mark.parametrize(("rent", "expected"), [(8000, PointCode.RENT_SHARE), (8001, PointCode.RENT_LARGE_SHARE)])
def test_income_alone_is_held_against_the_rent(rent: int, expected: PointCode) -> None:
    assert expected in codes(fit(HouseholdNeeds(income=Decimal(20000)), UnitFacts(rent=Decimal(rent))))


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        (SettlementKind.SECONDARY, PointCode.RESERVED_FOR_OTHERS),
        (SettlementKind.RESETTLEMENT, PointCode.RESERVED_FOR_THEM),
        (None, PointCode.SETTLEMENT_UNKNOWN),
    ],
)
def test_reserved_for_first_settlement(settled: SettlementKind | None, expected: PointCode) -> None:
    assert expected in codes(fit(HouseholdNeeds(settlement=settled), UnitFacts(reserved_first_settlement=True)))


@pytest.mark.parametrize(
    ("wish", "area", "expected"),
    [
        ("Helst Sentrum", "Sentrum", PointCode.WANTED_AREA),
        ("ikke Sentrum", "Sentrum", PointCode.AREA_TO_JUDGE),
        ("nær bestemor", "Sentrum", PointCode.AREA_TO_JUDGE),
        ("Sentrum", "", PointCode.AREA_UNKNOWN),
    ],
)
def test_a_wish_in_words_is_left_to_people_unless_it_is_plain(wish: str, area: str, expected: PointCode) -> None:
    assert expected in codes(fit(HouseholdNeeds(location=wish), UnitFacts(area_of_town=area)))


def test_many_dwellings_on_one_street() -> None:
    found = fit(HouseholdNeeds(), UnitFacts(street_dwellings=4, all_dwellings=9))
    assert dict(found.points_against[-1].facts) == {"here": 4, "all": 9}
    assert PointCode.MANY_ON_STREET not in codes(fit(HouseholdNeeds(), UnitFacts(street_dwellings=4, all_dwellings=17)))


def test_what_has_passed_between_them_is_told() -> None:
    between = Between(date(2026, 10, 1), declined=True, offered_to_others=True)
    found = codes(fit(HouseholdNeeds(), UnitFacts(), between))
    assert {PointCode.DECLINED_BEFORE, PointCode.OFFERED_TO_OTHERS} <= found


def test_a_contract_that_ends_is_not_a_vacant_unit_and_not_against_it() -> None:
    found = fit(HouseholdNeeds(), UnitFacts(availability=Availability.CONTRACT_ENDS, day=TODAY))
    assert PointCode.CONTRACT_ENDS in {point.code for point in found.unknown}


def born(*years: int) -> list[date | None]:
    return [date(year, 1, 1) for year in years]


@pytest.mark.parametrize(
    ("persons", "members", "expected"),
    [
        (None, [], None),
        (1, [], 1),
        (2, [], 1),
        (4, [], 2),
        (7, [], 4),
        (None, born(1990), 1),
        (None, born(1990, 1992), 1),
        (None, born(1990, 1992, 2020), 2),
        (None, born(1990, 1992, 2020, 2018, 2016), 3),
        (None, born(1990, 2020), 2),
        (None, born(1990, 1992, 2009), 2),
        (None, born(1990, 1992, 2009, 2020), 3),
        (None, born(1960, 1962, 1990), 2),
        (5, born(1990), 3),
        (None, [date(2010, 11, 22), date(2010, 11, 23)], 2),
    ],
)
def test_bedrooms_counted_from_the_members(
    persons: int | None, members: list[date | None], expected: int | None
) -> None:
    assert bedrooms_needed(persons, members, TODAY) == expected


@given(st.integers(0, 9), st.lists(st.none() | st.dates(date(1930, 1, 1), TODAY), max_size=9))
def test_one_more_person_never_needs_fewer_bedrooms(persons: int, members: list[date | None]) -> None:
    needed = bedrooms_needed(persons, members, TODAY) or 0
    assert needed <= max(persons, len(members))
    assert (bedrooms_needed(persons, [*members, date(2020, 1, 1)], TODAY) or 0) >= needed or persons > len(members)


@pytest.mark.parametrize(
    ("words", "label", "floor"),
    [
        ("2. etg", "", 2),
        ("2", "", 2),
        ("andre etasje", "", 2),
        ("Underetasje", "H0101", None),
        (None, "H0302", 3),
        (None, "Rom 2", None),
        ("", "U0101", None),
        ("loft, 3. etg", "", None),
    ],
)
def test_the_floor_as_people_write_it(words: str | None, label: str, floor: int | None) -> None:
    assert floor_of(words, label) == floor


def test_streets_are_the_same_however_they_are_written() -> None:
    assert street_of(address_key("Storgata 8 B")) == street_of(address_key("Storgt. 12"))
    keys = [address_key(address) for address in ("Storgata 8", "Storgaten 10 A", "Parkveien 1")]
    assert dwellings_by_street(keys) == {"storgate": 2, "parkvei": 1}


# --- the order


@given(needs, units, betweens)
def test_everything_known_is_said_once_and_in_one_place(
    household: HouseholdNeeds, unit: UnitFacts, between: Between
) -> None:
    found = fit(household, unit, between)
    said = [point.code for part in (found.points_for, found.points_against, found.unknown) for point in part]
    assert len(said) == len(set(said))
    assert all(point.code not in HARD for point in (*found.points_for, *found.unknown))
    hard = [point.hard for point in found.points_against]
    assert hard == sorted(hard, reverse=True)


_BETTER = {
    "lift": True,
    "wheelchair": True,
    "near_centre": True,
    "near_transport": True,
    "near_school": True,
    "near_nursery": True,
    "floor": 1,
    "most_persons": 9,
    "rent": Decimal(1),
    "availability": Availability.VACANT,
    "let_from": None,
    "shared_house": False,
    "street_dwellings": 1,
}


@given(needs, units, betweens, st.sampled_from(sorted(_BETTER)))
def test_a_fact_in_favour_never_moves_a_unit_down(
    household: HouseholdNeeds, unit: UnitFacts, between: Between, name: str
) -> None:
    better = replace(unit, **{name: _BETTER[name]})
    assert rank_key(fit(household, better, between)) <= rank_key(fit(household, unit, between))


@given(needs, units)
def test_as_many_bedrooms_as_needed_never_moves_a_unit_down(household: HouseholdNeeds, unit: UnitFacts) -> None:
    better = replace(unit, bedrooms=household.bedrooms)
    if household.bedrooms is not None:
        assert rank_key(fit(household, better)) <= rank_key(fit(household, unit))


def test_a_unit_sure_to_be_vacant_comes_before_one_whose_tenant_may_stay() -> None:
    vacant = fit(HouseholdNeeds(near_school=True), UnitFacts(near_school=False))
    stays = fit(HouseholdNeeds(near_school=True), UnitFacts(near_school=True, availability=Availability.PAST_END))
    assert rank_key(vacant) < rank_key(stays)


@given(needs, st.lists(units, max_size=6), st.randoms())
def test_the_order_is_the_same_whatever_the_order_before_and_nothing_is_left_out(
    household: HouseholdNeeds, found: list[UnitFacts], chance: object
) -> None:
    pairs = list(enumerate(found))
    shuffled = pairs[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    def order(of: list[tuple[int, UnitFacts]]) -> list[int]:
        ordered = ranked(of, lambda pair: fit(household, pair[1]), lambda pair: (pair[0],))
        return [number for number, _ in ordered]

    assert order(pairs) == order(shuffled)
    assert sorted(order(pairs)) == [number for number, _ in pairs]


@given(needs, units, units)
def test_what_has_an_obstacle_comes_after_what_has_none(
    household: HouseholdNeeds, first: UnitFacts, second: UnitFacts
) -> None:
    fits = [fit(household, first), fit(household, second)]
    ordered = ranked(fits, lambda one: one, lambda one: ())
    assert [bool(one.obstacles) for one in ordered] == sorted(bool(one.obstacles) for one in ordered)
