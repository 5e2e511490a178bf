"""How long a case may be kept, and what keeps it from being erased: by days and counts alone, without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.terms import add_months

LONGEST_YEARS = 100
READING_LOG_YEARS = 2
"""How long the lines of the reading log are kept where the municipality has not decided otherwise (check)."""
LONGEST_READING_LOG_YEARS = 10


class RetentionKind(StrEnum):
    """What the years are counted from."""

    TENANCY = "tenancy"
    """The last day of the last tenancy."""
    CASE = "case"
    """The last day that anything happened, of a household that never had a contract."""


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """How many years a case is kept; None: no rule, and nothing is proposed.

    The law gives no number: personal data may not be kept longer than they are needed (personvernforordningen art. 5
    no. 1 e and art. 17), and a case file not go before the archive has it (arkivlova). The municipality decides.
    Lines of the reading log are no part of a case: they tell of the reader too, and always have an end.
    """

    tenancy_years: int | None = None
    case_years: int | None = None
    reading_log_years: int = READING_LOG_YEARS

    @property
    def of_cases(self) -> bool:
        """Whether any rule says how long a case is kept."""
        return self.tenancy_years is not None or self.case_years is not None

    def years(self, kind: RetentionKind) -> int | None:
        """Return the years of one rule."""
        return self.tenancy_years if kind is RetentionKind.TENANCY else self.case_years


class Hindrance(StrEnum):
    """Why a case cannot be erased now."""

    RUNNING_CONTRACT = "running_contract"
    OPEN_NEED = "open_need"
    OPEN_OFFER = "open_offer"
    APPEAL_LIMIT = "appeal_limit"
    OPEN_APPEAL = "open_appeal"
    NOT_NOTIFIED = "not_notified"
    PLANNED_FOLLOW_UP = "planned_follow_up"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is going on in a case, and when it ended.

    ``appeal_until``: the last time limit for an appeal. ``unnotified``: the day of the last decision that the household
    was not told of, as far as is known. ``lived_until``: the last day of the last tenancy, None where
    there was none; ``last_day``: of anything else that has a day.
    """

    household_id: int
    case_number: str
    protection: Protection = Protection.NONE
    running_contracts: int = 0
    open_needs: int = 0
    open_offers: int = 0
    open_follow_ups: int = 0
    appeal_until: date | None = None
    open_appeal: bool = False
    unnotified: date | None = None
    lived_until: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose time is over: by which rule, since when it lies still, and the day the years were over."""

    household_id: int
    case_number: str
    kind: RetentionKind
    years: int
    since: date
    due_on: date


def hindrances(facts: CaseFacts, today: date) -> tuple[Hindrance, ...]:
    """Return why a case may not be erased on a day; nothing when it may."""
    asked = (
        (Hindrance.RUNNING_CONTRACT, facts.running_contracts > 0),
        (Hindrance.OPEN_NEED, facts.open_needs > 0),
        (Hindrance.OPEN_OFFER, facts.open_offers > 0),
        (Hindrance.APPEAL_LIMIT, facts.appeal_until is not None and facts.appeal_until >= today),
        (Hindrance.OPEN_APPEAL, facts.open_appeal),
        (Hindrance.NOT_NOTIFIED, facts.unnotified is not None and facts.unnotified > add_months(today, -12)),
        (Hindrance.PLANNED_FOLLOW_UP, facts.open_follow_ups > 0),
    )
    return tuple(one for one, holds in asked if holds)


def due(facts: CaseFacts, rules: RetentionRules, today: date) -> Due | None:
    """Return by which rule a case should be erased by now; None when by none, or when it may not be.

    The years are counted from the last day of all: of the last tenancy or of anything that happened after it.
    """
    kind = RetentionKind.CASE if facts.lived_until is None else RetentionKind.TENANCY
    years = rules.years(kind)
    since = max((day for day in (facts.lived_until, facts.last_day) if day is not None), default=None)
    if years is None or since is None or hindrances(facts, today):
        return None
    due_on = add_months(since, 12 * years)
    return Due(facts.household_id, facts.case_number, kind, years, since, due_on) if due_on <= today else None
