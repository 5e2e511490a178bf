"""One who waits for a dwelling, as lists show it, and the ways to look at the waiting list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bokart_desk.domain.codes import NeedKind, Protection

MONTHS_TO_DECIDE = 1
"""An application not decided within this many months: the applicant must be told (rule 9, forvaltningsloven § 11 a)."""


class WaitingShow(StrEnum):
    """Which waiting households are listed."""

    ALL = "all"
    NOT_ASSESSED = "not_assessed"
    GRANTED = "granted"
    LATE = "late"
    NOT_RECORDED = "not_recorded"
    CLOSED = "closed"


class WaitingSort(StrEnum):
    """What the list is sorted by; equals stand by priority and by how long they have waited."""

    PRIORITY = "priority"
    SINCE = "since"
    HOUSEHOLD = "household"
    BEDROOMS = "bedrooms"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A household that waits. ``need_id`` is None where its need is not recorded.

    ``bedrooms``: what somebody has said is needed, else the least, counted from the persons (``bedrooms_counted``).
    ``own_priority``: what the user set; ``weights``: the sum of the weights of the criteria that are met.
    ``decided``: the latest decision about it, a ``DecisionKind``'s code. ``housed_from``: a contract of the household
    that began (or begins) after it applied.
    """

    need_id: int | None
    household_id: int
    household: str
    case_number: str
    protection: Protection
    kind: NeedKind | None
    applied_on: date | None
    waiting_since: date | None
    bedrooms: int | None
    bedrooms_counted: bool
    persons: int | None
    own_priority: int | None
    weights: int
    criteria: int
    assessed: bool
    decided: str | None
    decided_on: date | None
    offers_open: int
    housed_from: date | None
    closed_on: date | None

    @property
    def id(self) -> int:
        """Return the need's id; a household whose need is not recorded has the negative of its own."""
        return -self.household_id if self.need_id is None else self.need_id

    @property
    def priority(self) -> int | None:
        """Return what the user set, else the sum of weights; None while no criterion is met."""
        if self.own_priority is not None:
            return self.own_priority
        return self.weights if self.criteria else None

    @property
    def since(self) -> date | None:
        """Return since when it waits: the day noted, else the day it applied."""
        return self.waiting_since or self.applied_on


@dataclass(frozen=True, slots=True)
class WaitingQuery:
    """Which waiting households are wanted, and in what order. ``text``: in names and case numbers."""

    text: str = ""
    kind: NeedKind | None = None
    show: WaitingShow = WaitingShow.ALL
    sort: WaitingSort = WaitingSort.PRIORITY
    descending: bool = True
