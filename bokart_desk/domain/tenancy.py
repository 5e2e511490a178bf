"""The rules of a tenancy's life: how long a term may be, what a notice leads to, and which step comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.contracts import ContractDates, ContractStatus, clock_stopped, status_on
from bokart_desk.domain.due import Ladder
from bokart_desk.domain.terms import add_months, end_of_term, halfway, last_day_to_act

SHORTEST_TERM_MONTHS = 36
"""A fixed term is at least three years (husleieloven § 9-3); a shorter one needs a reason by § 11-1."""

LONGEST_ADVISED_MONTHS = 36
"""Longer terms are allowed but advised against: the household's need is to be looked at again (rule 4)."""

_DAY = timedelta(days=1)


class ContractStep(StrEnum):
    """What can be done with a contract, in the order of its life; the values are the names of the jobs in history."""

    REVIEW = "review"
    RENEW = "renew"
    ADVANCE_NOTICE = "advance_notice"
    NOTICE_TO_VACATE = "vacate_notice"
    MOVE_OUT = "move_out"
    END_EARLY = "end_early"
    CORRECT = "correct"


class EndedBy(StrEnum):
    """Who brought a tenancy to an end before the agreed day."""

    AGREEMENT = "agreement"
    HOUSEHOLD = "household"
    LANDLORD = "landlord"


class NoticeEffect(StrEnum):
    """What a letter that demands a move leads to, by the day it was sent (husleieloven § 9-2 third paragraph)."""

    NO_END = "no_end"
    """The tenancy has no end, so there is nothing to demand."""
    BEFORE_END = "before_end"
    """Sent too early: it is an advance notice, not the demand."""
    IN_TIME = "in_time"
    """The clock stops: the tenancy does not become indefinite."""
    TOO_LATE = "too_late"
    """The tenancy had become indefinite already."""


def is_short(start: date, end: date | None) -> bool:
    """Tell whether a term is shorter than husleieloven § 9-3 allows without a reason by § 11-1."""
    return end is not None and end < end_of_term(start, SHORTEST_TERM_MONTHS)


def is_longer_than_advised(start: date, end: date | None) -> bool:
    """Tell whether a fixed term is longer than advised (rule 4)."""
    return end is not None and end > end_of_term(start, LONGEST_ADVISED_MONTHS)


def notice_effect(end: date | None, sent_on: date) -> NoticeEffect:
    """Return what a demand to move that is sent on a day leads to (rule 2)."""
    if end is None:
        return NoticeEffect.NO_END
    if sent_on <= end:
        return NoticeEffect.BEFORE_END
    return NoticeEffect.IN_TIME if sent_on <= last_day_to_act(end) else NoticeEffect.TOO_LATE


def claimed_until(dates: ContractDates) -> date | None:
    """Return the last day a contract claims its unit: the end, or the day of moving out before it; None for none."""
    days = [day for day in (dates.end, dates.moved_out_on) if day is not None]
    return min(days) if days else None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review of a contract: when it was held and what it ended in."""

    held_on: date
    outcome: ReviewOutcome | None


@dataclass(frozen=True, slots=True)
class TenancyFacts:
    """What the next step of a contract depends on.

    ``renewed_from``: the start of the contract by which it was renewed; ``taken_from``: the start of the next contract
    on the unit when another household has it; ``extension``: how many extensions led to this contract.
    """

    dates: ContractDates
    reviews: Sequence[ReviewFacts] = ()
    advance_notice_on: date | None = None
    renewed_from: date | None = None
    taken_from: date | None = None
    extension: int = 0
    most_extensions: int = 1
    ladder: Ladder = field(default_factory=Ladder)

    @property
    def last_review(self) -> ReviewFacts | None:
        """The review that counts: the last one held during this contract; None when there is none."""
        held = [one for one in self.reviews if one.held_on >= self.dates.start]
        return max(held, key=lambda one: one.held_on, default=None)

    @property
    def may_extend(self) -> bool:
        """Whether the last review ended in an extension (rule 3)."""
        return self.last_review is not None and self.last_review.outcome is ReviewOutcome.EXTEND

    @property
    def extensions_used_up(self) -> bool:
        """Whether the settings allow no more extensions."""
        return self.extension >= self.most_extensions


class Hindrance(StrEnum):
    """Why a step cannot be taken."""

    ENDED = "ended"
    NOT_BEGUN = "not_begun"
    NO_END = "no_end"
    BECAME_INDEFINITE = "became_indefinite"
    RENEWED = "renewed"
    UNIT_TAKEN = "unit_taken"
    MOVING_OUT = "moving_out"
    NO_REVIEW = "no_review"
    NO_OUTCOME = "no_outcome"
    REVIEW_AGAINST = "review_against"
    PAST_END = "past_end"
    BEFORE_END = "before_end"
    NOTICE_GIVEN = "notice_given"


def hindrance(facts: TenancyFacts, step: ContractStep, today: date) -> Hindrance | None:
    """Return why a step cannot be taken today, None when it can."""
    if step is ContractStep.CORRECT:
        return None
    if step is ContractStep.MOVE_OUT:
        return _against_moving(facts, today)
    status = status_on(facts.dates, today)
    if status is ContractStatus.ENDED:
        return Hindrance.ENDED
    checks = {
        ContractStep.REVIEW: _against_review,
        ContractStep.RENEW: _against_renewal,
        ContractStep.ADVANCE_NOTICE: _against_advance_notice,
        ContractStep.NOTICE_TO_VACATE: _against_notice,
        ContractStep.END_EARLY: _against_ending,
    }
    return checks[step](facts, status)


def _against_moving(facts: TenancyFacts, today: date) -> Hindrance | None:
    """A move belongs to the contract that runs; a renewal that has not begun does not stand in its way."""
    if facts.dates.moved_out_on is not None and facts.dates.moved_out_on <= today:
        return Hindrance.ENDED
    return Hindrance.RENEWED if facts.renewed_from is not None and facts.renewed_from <= today else None


def _against_review(facts: TenancyFacts, status: ContractStatus) -> Hindrance | None:  # noqa: ARG001
    return Hindrance.NOT_BEGUN if status is ContractStatus.UPCOMING else None


def _against_renewal(facts: TenancyFacts, status: ContractStatus) -> Hindrance | None:
    if facts.renewed_from is not None:
        return Hindrance.RENEWED
    if status is ContractStatus.INDEFINITE or facts.dates.end is None:
        return Hindrance.NO_END
    if status is ContractStatus.BECAME_INDEFINITE:
        return Hindrance.BECAME_INDEFINITE
    if facts.dates.moved_out_on is not None:
        return Hindrance.MOVING_OUT
    if facts.taken_from is not None:
        return Hindrance.UNIT_TAKEN
    if facts.last_review is None:
        return Hindrance.NO_REVIEW
    if facts.last_review.outcome is None:
        return Hindrance.NO_OUTCOME
    return None if facts.may_extend else Hindrance.REVIEW_AGAINST


def _against_advance_notice(facts: TenancyFacts, status: ContractStatus) -> Hindrance | None:
    if facts.dates.end is None:
        return Hindrance.NO_END
    if facts.renewed_from is not None:
        return Hindrance.RENEWED
    if status is ContractStatus.BECAME_INDEFINITE:
        return Hindrance.BECAME_INDEFINITE
    before = (ContractStatus.UPCOMING, ContractStatus.RUNNING, ContractStatus.ENDS_SOON)
    return None if status in before else Hindrance.PAST_END


def _against_notice(facts: TenancyFacts, status: ContractStatus) -> Hindrance | None:
    if facts.dates.end is None:
        return Hindrance.NO_END
    if facts.renewed_from is not None:
        return Hindrance.RENEWED
    if clock_stopped(facts.dates):
        return Hindrance.NOTICE_GIVEN
    after = (ContractStatus.PAST_END, ContractStatus.BECAME_INDEFINITE)
    return None if status in after else Hindrance.BEFORE_END


def _against_ending(facts: TenancyFacts, status: ContractStatus) -> Hindrance | None:  # noqa: ARG001
    return Hindrance.RENEWED if facts.renewed_from is not None else None


def recommended_step(facts: TenancyFacts, today: date) -> ContractStep | None:
    """Return the step that the warning ladder says now (rules 2, 3 and 5); None when nothing is due."""
    wanted = _wanted_step(facts, today)
    return wanted if wanted is not None and hindrance(facts, wanted, today) is None else None


def _wanted_step(facts: TenancyFacts, today: date) -> ContractStep | None:
    end = facts.dates.end
    if end is None or facts.renewed_from is not None or facts.dates.moved_out_on is not None:
        return None
    status = status_on(facts.dates, today)
    if status is ContractStatus.NOTICE_GIVEN:
        return ContractStep.MOVE_OUT
    if status is ContractStatus.PAST_END:
        return ContractStep.RENEW if facts.may_extend else ContractStep.NOTICE_TO_VACATE
    return _step_before_end(facts, end, today)


def _step_before_end(facts: TenancyFacts, end: date, today: date) -> ContractStep | None:
    start, ladder = facts.dates.start, facts.ladder
    middle = halfway(start, end)
    review_from = add_months(end, -ladder.review_months)
    notice_from = add_months(end, -ladder.advance_notice_months)
    last = facts.last_review
    if today < review_from:
        return ContractStep.REVIEW if last is None and middle <= today else None
    fresh = last is not None and last.outcome is not None and last.held_on >= middle
    if fresh and facts.may_extend:
        return ContractStep.RENEW
    if today >= notice_from and facts.advance_notice_on is None:
        return ContractStep.ADVANCE_NOTICE
    return None if fresh else ContractStep.REVIEW


def next_review_on(
    dates: ContractDates, held_on: date, outcome: ReviewOutcome | None, extension_months: int, ladder: Ladder
) -> date | None:
    """Return when to review again: at the ladder's review day, or half-way through the period that follows (rule 5).

    None when the tenancy has no end or is to end.
    """
    if dates.end is None:
        return None
    review_from = add_months(dates.end, -ladder.review_months)
    if held_on < review_from:
        return review_from
    if outcome is not ReviewOutcome.EXTEND:
        return None
    start = dates.end + _DAY
    return halfway(start, end_of_term(start, extension_months))


def renewal_start_allowed(end: date, start: date) -> bool:
    """Tell whether a renewal may begin on a day: after the old end, and before the tenancy became indefinite."""
    return end < start <= last_day_to_act(end) + _DAY


def earliest_start(others: Sequence[ContractDates], today: date) -> date:
    """Return the first day from today on that no contract on the unit claims; those without an end are passed over."""
    ends = [last for last in map(claimed_until, others) if last is not None]
    return max([today, *(last + _DAY for last in ends)])
