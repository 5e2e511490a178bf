"""Words for the codes of households, offers and decisions, in the user's language."""

from __future__ import annotations

from enum import StrEnum

from bokart_desk.domain.codes import (
    AppealOutcome,
    DecisionKind,
    FollowUpKind,
    LandlordKind,
    NeedKind,
    OfferAnswer,
    Protection,
    SettlementKind,
)
from bokart_desk.domain.household_rows import CaseKind, Standing
from bokart_desk.i18n import N_, _

_WORDS: dict[type[StrEnum], dict[str, str]] = {
    Protection: {
        Protection.NONE: N_("Not protected"),
        Protection.CONFIDENTIAL: N_("Confidential"),
        Protection.STRICTLY_CONFIDENTIAL: N_("Strictly confidential"),
    },
    SettlementKind: {
        SettlementKind.RECEPTION_CENTRE: N_("Asylum seeker from a reception centre"),
        SettlementKind.RESETTLEMENT: N_("Resettlement refugee"),
        SettlementKind.FAMILY_REUNIFICATION: N_("Family reunification"),
        SettlementKind.UNACCOMPANIED_MINOR: N_("Unaccompanied minor"),
        SettlementKind.COLLECTIVE_PROTECTION: N_("Collective protection (§ 34)"),
        SettlementKind.SECONDARY: N_("Secondary settlement"),
    },
    NeedKind: {
        NeedKind.FIRST_TIME: N_("First dwelling"),
        NeedKind.CHANGE: N_("Change of dwelling"),
        NeedKind.EXTENSION: N_("Extension"),
    },
    OfferAnswer: {
        OfferAnswer.PENDING: N_("Waiting for an answer"),
        OfferAnswer.ACCEPTED: N_("Accepted"),
        OfferAnswer.DECLINED: N_("Declined"),
        OfferAnswer.NO_ANSWER: N_("No answer"),
        OfferAnswer.WITHDRAWN: N_("Withdrawn by the municipality"),
    },
    DecisionKind: {
        DecisionKind.GRANT: N_("Granted"),
        DecisionKind.REFUSE: N_("Refused"),
        DecisionKind.EXTEND: N_("Extended"),
        DecisionKind.NOT_EXTEND: N_("Not extended"),
    },
    AppealOutcome: {
        AppealOutcome.PENDING: N_("Not decided yet"),
        AppealOutcome.UPHELD: N_("The decision stands"),
        AppealOutcome.CHANGED: N_("The decision was changed"),
        AppealOutcome.DISMISSED: N_("The appeal was dismissed"),
    },
    FollowUpKind: {
        FollowUpKind.HOME_VISIT: N_("Home visit"),
        FollowUpKind.GUIDANCE: N_("Guidance at home"),
        FollowUpKind.TALK: N_("Talk"),
        FollowUpKind.OTHER: N_("Other follow-up"),
    },
    LandlordKind: {
        LandlordKind.MUNICIPALITY: N_("Municipality"),
        LandlordKind.MUNICIPAL_ENTERPRISE: N_("Municipal enterprise"),
        LandlordKind.FOUNDATION: N_("Foundation"),
        LandlordKind.COMPANY: N_("Company"),
        LandlordKind.PRIVATE_PERSON: N_("Private person"),
        LandlordKind.HOUSING_ASSOCIATION: N_("Housing association"),
    },
    Standing: {
        Standing.HOUSED: N_("Has a contract"),
        Standing.WITHOUT_DWELLING: N_("Without a dwelling"),
        Standing.FORMER: N_("Former tenant"),
    },
    CaseKind: {
        CaseKind.CONTRACT: N_("Contracts"),
        CaseKind.OFFER: N_("Offers"),
        CaseKind.DECISION: N_("Decisions"),
        CaseKind.REVIEW: N_("Reviews"),
        CaseKind.NOTICE: N_("Notices"),
        CaseKind.FOLLOW_UP: N_("Follow-ups"),
        CaseKind.NEED: N_("Needs"),
        CaseKind.IMPORT: N_("Imports"),
        CaseKind.CHANGE: N_("Changes"),
    },
}


def code_words(code: StrEnum | None) -> str:
    """Return a code in words; empty for none."""
    return _(_WORDS[type(code)][code]) if code is not None else ""


def choices_of(kind: type[StrEnum]) -> list[tuple[StrEnum, str]]:
    """Return all codes of a kind with their words, for a field to choose in."""
    return [(code, code_words(code)) for code in kind]
