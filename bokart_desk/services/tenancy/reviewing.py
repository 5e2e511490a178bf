"""Records the review of a household's need, without which nothing is renewed (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class RecordReview:
    """A review of a contract. The chances are told in words; ``talk_on``: the day the household was talked with."""

    contract_id: int
    held_on: date
    outcome: ReviewOutcome | None = None
    monthly_income: Decimal | None = None
    need: str | None = None
    chance_private_rent: str | None = None
    chance_startup_loan: str | None = None
    chance_housing_allowance: str | None = None
    talk_on: date | None = None
    next_review_on: date | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as a list shows it."""

    id: int
    contract_id: int
    held_on: date
    outcome: ReviewOutcome | None
    monthly_income: Decimal | None
    need: str | None
    chance_private_rent: str | None
    chance_startup_loan: str | None
    chance_housing_allowance: str | None
    talk_on: date | None
    next_review_on: date | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class ReviewProposal:
    """What a new review may be filled in with; ``last`` is the review before it."""

    held_on: date
    monthly_income: Decimal | None
    talk_on: date | None
    last: ReviewRow | None


def record_review(register: Register, command: RecordReview, *, by: By) -> Done:
    """Save a review; ``Done.record`` is its id.

    Raise ``Refused`` when its day has not come yet, lies before the contract's start, or the household had moved out.
    """
    raise NotImplementedError


def review_proposal(register: Register, contract_id: int, today: date) -> ReviewProposal:
    """Return what is known for a review that is held today. Raise ``Refused`` when the contract is gone."""
    raise NotImplementedError


def proposed_next_review(
    register: Register, contract_id: int, held_on: date, outcome: ReviewOutcome | None
) -> date | None:
    """Return when to review again after an outcome; None when the tenancy is to end or has no end."""
    raise NotImplementedError


def reviews(register: Register, contract_id: int) -> tuple[ReviewRow, ...]:
    """Return the reviews of a contract, the latest first."""
    raise NotImplementedError
