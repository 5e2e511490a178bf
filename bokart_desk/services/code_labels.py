"""Words for codes of households, landlords, needs, offers, decisions, follow-ups and cases; and choices for a form."""

from __future__ import annotations

from collections.abc import Iterable
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
from bokart_desk.i18n import N_, _, pgettext

_WORDS: dict[type[StrEnum], dict[str, str]] = {
    LandlordKind: {
        LandlordKind.MUNICIPALITY: N_("The municipality"),
        LandlordKind.MUNICIPAL_ENTERPRISE: N_("Municipal enterprise"),
        LandlordKind.FOUNDATION: N_("Foundation"),
        LandlordKind.COMPANY: N_("Company"),
        LandlordKind.PRIVATE_PERSON: N_("Private person"),
        LandlordKind.HOUSING_ASSOCIATION: N_("Housing association"),
    },
    SettlementKind: {
        SettlementKind.RECEPTION_CENTRE: N_("Asylum seeker from a reception centre"),
        SettlementKind.RESETTLEMENT: N_("Resettlement refugee"),
        SettlementKind.FAMILY_REUNIFICATION: N_("Family reunification"),
        SettlementKind.UNACCOMPANIED_MINOR: N_("Unaccompanied minor"),
        SettlementKind.COLLECTIVE_PROTECTION: N_("Collective protection (§ 34)"),
        SettlementKind.SECONDARY: N_("Secondary settlement"),
    },
    Protection: {
        Protection.NONE: N_("Not protected"),
        Protection.CONFIDENTIAL: N_("Confidential address"),
        Protection.STRICTLY_CONFIDENTIAL: N_("Strictly confidential address"),
    },
    NeedKind: {
        NeedKind.FIRST_TIME: N_("First dwelling"),
        NeedKind.CHANGE: N_("Change of dwelling"),
        NeedKind.EXTENSION: N_("Extension of the contract"),
    },
    OfferAnswer: {
        OfferAnswer.PENDING: N_("Waiting for an answer"),
        OfferAnswer.ACCEPTED: N_("Accepted"),
        OfferAnswer.DECLINED: N_("Declined"),
        OfferAnswer.NO_ANSWER: N_("Never answered"),
        OfferAnswer.WITHDRAWN: N_("Withdrawn by the municipality"),
    },
    DecisionKind: {
        DecisionKind.GRANT: N_("Dwelling granted"),
        DecisionKind.REFUSE: N_("Refusal"),
        DecisionKind.EXTEND: N_("Extension granted"),
        DecisionKind.NOT_EXTEND: N_("Extension refused"),
    },
    AppealOutcome: {
        AppealOutcome.PENDING: N_("Under consideration"),
        AppealOutcome.UPHELD: N_("The decision was upheld"),
        AppealOutcome.CHANGED: N_("The decision was changed"),
        AppealOutcome.DISMISSED: N_("The appeal was dismissed"),
    },
    FollowUpKind: {
        FollowUpKind.HOME_VISIT: N_("Home visit"),
        FollowUpKind.GUIDANCE: N_("Housing guidance"),
        FollowUpKind.TALK: N_("Talk"),
        FollowUpKind.OTHER: N_("Other follow-up"),
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


def code_label(code: StrEnum | None) -> str:
    """Return the words of a code; empty for none."""
    return "" if code is None else _(_WORDS[type(code)][code])


def label_of(kind: type[StrEnum], value: str | None) -> str:
    """Return the words of a value as the register holds it; the value itself where it has no words."""
    words = _WORDS[kind].get(value) if value is not None else ""
    return _(words) if words else value or ""


def code_choices(kind: type[StrEnum], *, without: Iterable[StrEnum] = ()) -> tuple[tuple[str, str], ...]:
    """Return all codes of a kind with their words, for a form."""
    left_out = set(without)
    return tuple((code, _(words)) for code, words in _WORDS[kind].items() if code not in left_out)


def yes_no(value: bool | None) -> str:
    """Return yes, no, or nothing where it is not known."""
    return "" if value is None else pgettext("answer", "Yes") if value else pgettext("answer", "No")
