"""Code values the register is built on: what each field of fixed choices may hold."""

from __future__ import annotations

from enum import StrEnum


class Disposal(StrEnum):
    """How the municipality disposes of a dwelling."""

    MUNICIPAL = "municipal"
    MUNICIPAL_ENTERPRISE = "municipal_enterprise"
    FOUNDATION = "foundation"
    COMPANY = "company"
    PRIVATE = "private"
    REFERRAL_AGREEMENT = "referral_agreement"
    ALLOCATION_AGREEMENT = "allocation_agreement"
    UNKNOWN = "unknown"


class DwellingKind(StrEnum):
    """What sort of building a dwelling is."""

    APARTMENT = "apartment"
    HOUSE = "house"
    ROW_HOUSE = "row_house"
    BEDSIT = "bedsit"
    SHARED_HOUSE = "shared_house"
    CARE_HOME = "care_home"
    OTHER = "other"


class UnitStatus(StrEnum):
    """What a unit is ready for; whether it is let follows from its contracts."""

    IN_USE = "in_use"
    VACANT = "vacant"
    RESERVED = "reserved"
    BEING_MADE_READY = "being_made_ready"
    UNDER_REPAIR = "under_repair"
    WITHDRAWN = "withdrawn"


class LandlordKind(StrEnum):
    """Who owns the dwelling."""

    MUNICIPALITY = "municipality"
    MUNICIPAL_ENTERPRISE = "municipal_enterprise"
    FOUNDATION = "foundation"
    COMPANY = "company"
    PRIVATE_PERSON = "private_person"
    HOUSING_ASSOCIATION = "housing_association"


class SettlementKind(StrEnum):
    """How a household came to be settled."""

    RECEPTION_CENTRE = "reception_centre"
    RESETTLEMENT = "resettlement"
    FAMILY_REUNIFICATION = "family_reunification"
    UNACCOMPANIED_MINOR = "unaccompanied_minor"
    COLLECTIVE_PROTECTION = "collective_protection"
    SECONDARY = "secondary"


class Protection(StrEnum):
    """Protected address (rule 11): "fortrolig" and "strengt fortrolig"."""

    NONE = "none"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"


class NeedKind(StrEnum):
    """What a household applies for."""

    FIRST_TIME = "first_time"
    CHANGE = "change"
    EXTENSION = "extension"


class OfferAnswer(StrEnum):
    """What became of an offer; a withdrawn offer is not a declined one (rule 10)."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"


class DecisionKind(StrEnum):
    """What an individual decision is about (rule 9)."""

    GRANT = "grant"
    REFUSE = "refuse"
    EXTEND = "extend"
    NOT_EXTEND = "not_extend"


class AppealOutcome(StrEnum):
    """What became of an appeal."""

    PENDING = "pending"
    UPHELD = "upheld"
    CHANGED = "changed"
    DISMISSED = "dismissed"


class ReviewOutcome(StrEnum):
    """What a review of the need for the dwelling ended in."""

    EXTEND = "extend"
    PRIVATE_RENT = "private_rent"
    BUY = "buy"
    OTHER_MUNICIPAL = "other_municipal"
    END = "end"


class FollowUpKind(StrEnum):
    """What sort of follow-up is done or due."""

    HOME_VISIT = "home_visit"
    GUIDANCE = "guidance"
    TALK = "talk"
    OTHER = "other"


class CodeList(StrEnum):
    """The lists a municipality may add to."""

    DECLINED_BECAUSE = "declined_because"
    REFUSED_BECAUSE = "refused_because"
    MOVED_OUT_TO = "moved_out_to"


STANDARD_CODES: dict[CodeList, tuple[str, ...]] = {
    CodeList.DECLINED_BECAUSE: (
        "location", "size", "rent", "standard", "floor_lift", "school_nursery", "not_shared_house",
        "found_own", "health", "safety", "near_family", "no_answer", "other",
    ),
    CodeList.REFUSED_BECAUSE: (
        "conditions_not_met", "length_of_residence", "can_find_own", "owns_home", "application_incomplete",
        "no_suitable_dwelling", "others_had_priority", "earlier_breach", "other",
    ),
    CodeList.MOVED_OUT_TO: (
        "private_rent", "bought_home", "other_municipal", "left_municipality", "evicted", "institution",
        "died", "unknown",
    ),
}  # fmt: skip
"""The values every register starts with."""
