"""What can be said about a unit for a household: single points for and against, and all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Fact = int | Decimal | date | str | None


class PointCode(StrEnum):
    """What can be said about a unit for a household; the words are in ``services.fit_words``."""

    BEDROOMS_ENOUGH = "bedrooms_enough"
    ROOM_FOR_ALL = "room_for_all"
    NO_STAIRS = "no_stairs"
    LIFT = "lift"
    WHEELCHAIR = "wheelchair"
    NEAR_CENTRE = "near_centre"
    NEAR_TRANSPORT = "near_transport"
    NEAR_SCHOOL = "near_school"
    NEAR_NURSERY = "near_nursery"
    RENT_WITHIN = "rent_within"
    RENT_SHARE = "rent_share"
    RESERVED_FOR_THEM = "reserved_for_them"
    WANTED_AREA = "wanted_area"
    VACANT = "vacant"

    TOO_FEW_BEDROOMS = "too_few_bedrooms"
    TOO_MANY_PERSONS = "too_many_persons"
    STAIRS = "stairs"
    NO_WHEELCHAIR = "no_wheelchair"
    LET_FROM = "let_from"
    LET = "let"
    WITHDRAWN = "withdrawn"
    FAR_CENTRE = "far_centre"
    FAR_TRANSPORT = "far_transport"
    FAR_SCHOOL = "far_school"
    FAR_NURSERY = "far_nursery"
    RENT_ABOVE = "rent_above"
    RENT_LARGE_SHARE = "rent_large_share"
    RESERVED_FOR_OTHERS = "reserved_for_others"
    SHARED_HOUSE = "shared_house"
    BEDROOMS_TO_SPARE = "bedrooms_to_spare"
    MANY_ON_STREET = "many_on_street"
    MOVING_OUT = "moving_out"
    BEING_MADE_READY = "being_made_ready"
    UNDER_REPAIR = "under_repair"
    RESERVED = "reserved"
    DECLINED_BEFORE = "declined_before"
    OFFERED_TO_OTHERS = "offered_to_others"

    PERSONS_UNKNOWN = "persons_unknown"
    BEDROOMS_UNKNOWN = "bedrooms_unknown"
    STAIRS_UNKNOWN = "stairs_unknown"
    FLOOR_UNKNOWN = "floor_unknown"
    LIFT_UNKNOWN = "lift_unknown"
    WHEELCHAIR_UNKNOWN = "wheelchair_unknown"
    CENTRE_UNKNOWN = "centre_unknown"
    TRANSPORT_UNKNOWN = "transport_unknown"
    SCHOOL_UNKNOWN = "school_unknown"
    NURSERY_UNKNOWN = "nursery_unknown"
    RENT_UNKNOWN = "rent_unknown"
    CAN_PAY_UNKNOWN = "can_pay_unknown"
    SETTLEMENT_UNKNOWN = "settlement_unknown"
    AREA_UNKNOWN = "area_unknown"
    AREA_TO_JUDGE = "area_to_judge"
    CONTRACT_ENDS = "contract_ends"
    PAST_END = "past_end"
    NO_CONTRACT = "no_contract"
    OFFERED_ALREADY = "offered_already"


HARD = frozenset(
    {
        PointCode.TOO_FEW_BEDROOMS, PointCode.TOO_MANY_PERSONS, PointCode.STAIRS, PointCode.NO_WHEELCHAIR,
        PointCode.LET_FROM, PointCode.LET, PointCode.WITHDRAWN,
    }
)  # fmt: skip
"""What stands in the way: units with one of these come last, but they are shown."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is said, with the facts its words need."""

    code: PointCode
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def hard(self) -> bool:
        """Whether it stands in the way."""
        return self.code in HARD


@dataclass(frozen=True, slots=True)
class Fit:
    """All that is known of a unit for a household. ``unknown`` speaks neither for nor against."""

    points_for: tuple[Point, ...] = ()
    points_against: tuple[Point, ...] = ()
    unknown: tuple[Point, ...] = ()

    @property
    def obstacles(self) -> int:
        """How many points stand in the way."""
        return sum(point.hard for point in self.points_against)
