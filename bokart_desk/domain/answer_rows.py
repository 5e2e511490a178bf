"""What queries return of offers and decisions: rows of the lists, and counts for the overview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.codes import AppealOutcome, DecisionKind, NeedKind, OfferAnswer, Protection
from bokart_desk.domain.decisions import appeal_by


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer as lists show it. Of a protected household no ``place``, ``area``, ``landlord`` or ``unit_id``."""

    id: int
    household_id: int
    household: str
    case_number: str
    protection: Protection
    unit_id: int | None
    place: str
    area: str
    landlord: str
    offered_on: date | None
    answer_by: date | None
    answer: OfferAnswer
    answered_on: date | None
    reason_code: str | None
    reason: str
    reasonable_ground: bool | None

    @property
    def day(self) -> date | None:
        """The day of the answer, or of the offer while there is none: the day its year is counted by."""
        return self.answered_on or self.offered_on

    def overdue(self, today: date) -> bool:
        """Tell whether the answer should have come."""
        return self.answer is OfferAnswer.PENDING and self.answer_by is not None and self.answer_by < today


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as lists show it. Of a protected household no ``place``, ``area``, ``landlord`` or ``unit_id``."""

    id: int
    household_id: int
    household: str
    case_number: str
    protection: Protection
    unit_id: int | None
    contract_id: int | None
    place: str
    area: str
    landlord: str
    kind: DecisionKind
    decided_on: date | None
    reason_code: str | None
    reason: str
    assessed: bool
    notified_on: date | None
    noted_appeal_by: date | None
    appealed_on: date | None
    appeal_outcome: AppealOutcome | None

    @property
    def appeal_by(self) -> date | None:
        """The last day to appeal: as noted, or three weeks from the notice (forvaltningsloven § 29)."""
        if self.noted_appeal_by is not None or self.notified_on is None:
            return self.noted_appeal_by
        return appeal_by(self.notified_on)

    def open_to_appeal(self, today: date) -> bool:
        """Tell whether the limit for an appeal runs and none has come."""
        limit = self.appeal_by
        return self.notified_on is not None and self.appealed_on is None and limit is not None and limit >= today


@dataclass(frozen=True, slots=True)
class UndecidedNeed:
    """An application that no decision answers. ``decide_by``: the last day to decide or to tell the applicant."""

    need_id: int
    household_id: int
    household: str
    kind: NeedKind
    applied_on: date
    decide_by: date


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """How many offers or decisions have the same year, outcome, reason, area and landlord.

    ``outcome``: the answer or the kind of decision. Of protected households (``hidden``) no area or landlord.
    """

    year: int | None
    outcome: str
    reason_code: str | None
    reasonable_ground: bool | None
    area: str
    landlord: str
    hidden: bool
    count: int
