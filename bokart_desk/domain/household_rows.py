"""What queries return of households: rows of the list, and the case with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bokart_desk.domain.codes import (
    AppealOutcome,
    DecisionKind,
    FollowUpKind,
    NeedKind,
    OfferAnswer,
    Protection,
    ReviewOutcome,
)
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.rows import ContractRow, PersonLine, SourceLine


class Standing(StrEnum):
    """Where a household stands as to dwellings of the register."""

    HOUSED = "housed"
    """It has a contract that has not ended."""
    WITHOUT_DWELLING = "without_dwelling"
    """It has none, and never had one or has asked for another."""
    FORMER = "former"
    """All its contracts have ended."""


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household as lists show it. ``contract``: the one it lives by now, or the next; no address when protected.

    ``size``: how many persons, as noted or by its members. ``waiting``: an application of it is open.
    """

    id: int
    name: str
    case_number: str
    protection: Protection
    size: int
    settled_on: date | None
    consultant: str
    standing: Standing
    waiting: bool
    contract: ContractRow | None

    @property
    def place(self) -> str:
        """Address and unit; empty without a contract and for a protected household (rule 11)."""
        return f"{self.contract.address} {self.contract.unit}".strip() if self.contract is not None else ""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer of the household. ``place`` is empty when its address is protected."""

    id: int
    place: str
    offered_on: date | None
    answer_by: date | None
    answer: OfferAnswer
    answered_on: date | None
    reason_code: str | None
    reason: str | None
    reasonable_ground: bool | None

    @property
    def day(self) -> date | None:
        """The day it is known by."""
        return self.offered_on or self.answered_on


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision on the household."""

    id: int
    kind: DecisionKind
    decided_on: date | None
    reason_code: str | None
    reason: str | None
    assessment: str | None
    legal_basis: str | None
    notified_on: date | None
    appeal_by: date | None
    appealed_on: date | None
    appeal_outcome: AppealOutcome | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review of one of the household's contracts."""

    id: int
    contract_id: int
    held_on: date
    talk_on: date | None
    outcome: ReviewOutcome | None
    next_review_on: date | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class NeedLine:
    """What the household has applied for."""

    id: int
    kind: NeedKind
    applied_on: date | None
    waiting_since: date | None
    bedrooms: int | None
    priority: int | None
    need: str | None
    assessment: str | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A visit, a talk: planned (``due_on``), done, or both."""

    id: int
    kind: FollowUpKind
    due_on: date | None
    done_on: date | None
    notes: str | None
    consultant: str

    def overdue(self, today: date) -> bool:
        """Tell whether its day has passed and it is not done."""
        return self.done_on is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan for the household's housing career."""

    id: int
    goal: str
    steps: str | None
    housing_school_on: date | None
    result: str | None


@dataclass(frozen=True, slots=True)
class ContractTexts:
    """What the case view tells of a contract beside its dates."""

    contract_id: int
    signed_on: date | None
    moved_out_to: str | None
    moved_out_why: str | None
    renews_contract_id: int | None


@dataclass(frozen=True, slots=True)
class HouseholdDetail:
    """A household with all that belongs to it, for the one who opens the case.

    ``address`` is told of a confidential household too, never of a strictly confidential one (rule 11); it is where
    the household lives now, empty when it lives nowhere in the register. ``erased``: the case is only counted.
    """

    row: HouseholdRow
    consultant_id: int | None
    address: str
    persons: tuple[PersonLine, ...]
    contracts: tuple[ContractRow, ...]
    contract_texts: tuple[ContractTexts, ...]
    offers: tuple[OfferLine, ...]
    decisions: tuple[DecisionLine, ...]
    reviews: tuple[ReviewLine, ...]
    needs: tuple[NeedLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    plans: tuple[PlanLine, ...]
    sources: tuple[SourceLine, ...]
    erased: bool = False

    @property
    def protection(self) -> Protection:
        """How the household's address is protected."""
        return self.row.protection

    def open_contracts(self, today: date) -> tuple[ContractRow, ...]:
        """Return the contracts that have not ended, the newest first."""
        return tuple(row for row in self.contracts if row.status(today) is not ContractStatus.ENDED)

    def records(self) -> dict[str, tuple[int, ...]]:
        """Return the ids of all records of the case by kind, for its history."""
        return {
            "household": (self.row.id,),
            "person": tuple(one.id for one in self.persons),
            "contract": tuple(one.id for one in self.contracts),
            "offer": tuple(one.id for one in self.offers),
            "decision": tuple(one.id for one in self.decisions),
            "review": tuple(one.id for one in self.reviews),
            "need": tuple(one.id for one in self.needs),
            "follow_up": tuple(one.id for one in self.follow_ups),
            "housing_plan": tuple(one.id for one in self.plans),
        }


class CaseKind(StrEnum):
    """What a line of the case view tells of."""

    CONTRACT = "contract"
    OFFER = "offer"
    DECISION = "decision"
    REVIEW = "review"
    NOTICE = "notice"
    FOLLOW_UP = "follow_up"
    NEED = "need"
    IMPORT = "import"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One line of the case view, in words. ``day`` None: not known. ``record``: (kind, id) to open, if any.

    Never tells an address (rule 11): the case view is copied and read to others.
    """

    day: date | None
    kind: CaseKind
    title: str
    text: str
    record: tuple[str, int] | None = None
    planned: bool = False
