"""What is compared when a household and a unit are held beside each other, and the rules of thumb it is done by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bokart_desk.domain.codes import SettlementKind
from bokart_desk.domain.terms import add_months

_MONTHS = 12
_HOUSE_NUMBER = re.compile(r"\s+\d+[a-z]?(?:\s.*)?$")
_FLOOR_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_UNIT_NUMBER = re.compile(r"^H(\d{2})\d{2}$")
_FLOOR_WORDS = {"første": 1, "bakkeplan": 1, "andre": 2, "annen": 2, "tredje": 3, "fjerde": 4, "femte": 5}


@dataclass(frozen=True, slots=True)
class FitRules:
    """The rules of thumb of the comparison: not law, but what an office may see otherwise.

    Bedrooms when nobody has said how many are needed: two adults share one, each other person from ``own_room_from``
    years has one, younger ones share ``children_in_a_room`` to a room. Persons whose age is not known are taken
    for the other half of a couple where there may be one, else for young: so the number is the least that is needed.
    """

    adult_from: int = 18
    own_room_from: int = 16
    adults_in_a_room: int = 2
    children_in_a_room: int = 2
    spare_bedrooms: int = 2
    """From so many bedrooms more than needed on, it is said that a larger household may need the unit."""
    most_percent_of_income: int = 40
    """Rent may take this share of the income when nobody has said what the household can pay."""
    street_least: int = 4
    street_percent: int = 25
    """So many dwellings on one street, and this share of all, is spoken of as many."""


RULES = FitRules()


class Availability(StrEnum):
    """When a unit can be moved into."""

    VACANT = "vacant"
    MOVING_OUT = "moving_out"
    CONTRACT_ENDS = "contract_ends"
    PAST_END = "past_end"
    BEING_MADE_READY = "being_made_ready"
    UNDER_REPAIR = "under_repair"
    RESERVED = "reserved"
    LET = "let"
    NO_CONTRACT = "no_contract"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class HouseholdNeeds:
    """What a household needs of a dwelling; None is "not known". Amounts are kroner a month."""

    persons: int | None = None
    bedrooms: int | None = None
    manages_stairs: bool | None = None
    needs_wheelchair: bool | None = None
    near_centre: bool | None = None
    near_transport: bool | None = None
    near_school: bool | None = None
    near_nursery: bool | None = None
    most_rent: Decimal | None = None
    income: Decimal | None = None
    location: str = ""
    settlement: SettlementKind | None = None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a unit is; None is "not known". ``floor``: 1 is level with the ground.

    ``day``: vacant since, or vacant from, as ``availability`` says. ``let_from``: somebody else has a contract from
    then on. ``street_dwellings`` of ``all_dwellings`` stand on its street, itself among them.
    """

    bedrooms: int | None = None
    most_persons: int | None = None
    floor: int | None = None
    lift: bool | None = None
    wheelchair: bool | None = None
    near_centre: bool | None = None
    near_transport: bool | None = None
    near_school: bool | None = None
    near_nursery: bool | None = None
    rent: Decimal | None = None
    reserved_first_settlement: bool | None = None
    shared_house: bool = False
    area_of_town: str = ""
    availability: Availability = Availability.VACANT
    day: date | None = None
    let_from: date | None = None
    street_dwellings: int = 1
    all_dwellings: int = 1


@dataclass(frozen=True, slots=True)
class Between:
    """What has already passed between a household and a unit; ``offered_to_others``: somebody else may still accept."""

    declined_on: date | None = None
    declined: bool = False
    offered: bool = False
    offered_to_others: bool = False


NOTHING_BETWEEN = Between()


def bedrooms_needed(
    persons: int | None, born: Sequence[date | None], today: date, rules: FitRules = RULES
) -> int | None:
    """Return the least number of bedrooms for a household; None when nobody knows how many they are.

    ``born``: the members' dates of birth as far as they are known; ``persons`` may be more than the members noted.
    """
    count = max(persons or 0, len(born))
    if not count:
        return None
    ages = [_age(day, today) for day in born if day is not None]
    adults = sum(age >= rules.adult_from for age in ages)
    older = sum(rules.own_room_from <= age < rules.adult_from for age in ages)
    young = sum(age < rules.own_room_from for age in ages)
    unknown = count - len(ages)
    couple = min(unknown, max(0, rules.adults_in_a_room - adults))
    grown = adults + couple
    rooms = (1 + max(0, grown - rules.adults_in_a_room)) if grown else 0
    return rooms + older + -(-(young + unknown - couple) // rules.children_in_a_room)


def floor_of(words: str | None, label: str = "") -> int | None:
    """Return the floor: from words ("2. etg", "andre etasje") or from a dwelling number (H0201 is the second floor).

    Basements and lofts are not known: some have a door to the ground, some have not.
    """
    text = (words or "").casefold().strip()
    if text:
        if any(word in text for word in ("under", "kjeller", "sokkel", "loft")):
            return None
        found = _FLOOR_NUMBER.search(text)
        if found:
            return int(found[1])
        return next((number for word, number in _FLOOR_WORDS.items() if word in text), None)
    numbered = _UNIT_NUMBER.match(label.strip().upper())
    return int(numbered[1]) if numbered else None


def street_of(key: str) -> str:
    """Return the street in the key of an address (``addresses.address_key``): one for "Storgata 8" and "Storgt. 12"."""
    return _HOUSE_NUMBER.sub("", key)


def dwellings_by_street(keys: Iterable[str]) -> dict[str, int]:
    """Return how many of the addresses, given by their keys, are on each street."""
    found: dict[str, int] = {}
    for key in keys:
        street = street_of(key)
        found[street] = found.get(street, 0) + 1
    return found


def _age(born: date, today: date) -> int:
    years = today.year - born.year
    return years - 1 if add_months(born, years * _MONTHS) > today else years
