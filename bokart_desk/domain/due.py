"""What is due, and when: the warning ladder, the cliff, head leases and vacancies as pure functions of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, became_indefinite_on, status_on
from bokart_desk.domain.terms import add_months, halfway, last_day_of_notice, last_day_to_act


class DueKind(StrEnum):
    """What a warning is about."""

    REVIEW_DUE = "review_due"
    ADVANCE_NOTICE_DUE = "advance_notice_due"
    CONTRACT_ENDS = "contract_ends"
    CONTRACT_ENDED = "contract_ended"
    BECOMES_INDEFINITE = "becomes_indefinite"
    HEAD_LEASE_ENDS = "head_lease_ends"
    HEAD_LEASE_SHORTER = "head_lease_shorter"
    VACANT_TOO_LONG = "vacant_too_long"
    BEING_MADE_READY_TOO_LONG = "being_made_ready_too_long"
    ANSWER_DUE = "answer_due"
    APPEAL_DEADLINE = "appeal_deadline"
    FOLLOW_UP_DUE = "follow_up_due"
    MID_TERM_REVIEW_DUE = "mid_term_review_due"


BY_WEIGHT = (
    DueKind.BECOMES_INDEFINITE,
    DueKind.CONTRACT_ENDED,
    DueKind.CONTRACT_ENDS,
    DueKind.ADVANCE_NOTICE_DUE,
    DueKind.REVIEW_DUE,
    DueKind.HEAD_LEASE_ENDS,
    DueKind.HEAD_LEASE_SHORTER,
    DueKind.ANSWER_DUE,
    DueKind.APPEAL_DEADLINE,
    DueKind.VACANT_TOO_LONG,
    DueKind.BEING_MADE_READY_TOO_LONG,
    DueKind.FOLLOW_UP_DUE,
    DueKind.MID_TERM_REVIEW_DUE,
)
"""All kinds, by what is lost when the day passes: first rights and papers with a legal effect, last good practice."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """How long before and after things happen the user is warned (rule 5 and 7); all of it settings."""

    talk_months: int = 12
    review_months: int = 6
    advance_notice_months: int = 3
    last_chance_months: int = 1
    repeat_days_after_end: int = 14
    passed_cliff_shown_days: int = 92
    vacant_days: int = 60
    made_ready_days: int = 30

    @property
    def longest_months(self) -> int:
        """The first rung: no warning about a contract's end comes earlier than this before it."""
        return max(self.talk_months, self.review_months, self.advance_notice_months, self.last_chance_months)


class Rung(StrEnum):
    """The steps of the ladder around the end of a fixed term, in their order (rule 5)."""

    MID_TERM = "mid_term"
    TALK = "talk"
    REVIEW = "review"
    ADVANCE_NOTICE = "advance_notice"
    LAST_CHANCE = "last_chance"
    END = "end"
    AGAIN = "again"
    LAST_DAY_TO_ACT = "last_day_to_act"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day of the ladder of one contract."""

    day: date
    rung: Rung


def reminders(start: date, end: date, ladder: Ladder) -> tuple[Reminder, ...]:
    """Return the days of a term's ladder: before the end, at it, and every so often until the cliff (rule 5).

    Steps that would come before the start, as in a short term, are left out.
    """
    before = (
        (halfway(start, end), Rung.MID_TERM),
        (add_months(end, -ladder.talk_months), Rung.TALK),
        (add_months(end, -ladder.review_months), Rung.REVIEW),
        (add_months(end, -ladder.advance_notice_months), Rung.ADVANCE_NOTICE),
        (add_months(end, -ladder.last_chance_months), Rung.LAST_CHANCE),
    )
    review_from = add_months(end, -ladder.review_months)
    found = [
        Reminder(day, rung) for day, rung in before if day > start and (rung is not Rung.MID_TERM or day < review_from)
    ]
    found.append(Reminder(end, Rung.END))
    cliff = last_day_to_act(end)
    again = end + timedelta(days=ladder.repeat_days_after_end)
    while ladder.repeat_days_after_end > 0 and again < cliff:
        found.append(Reminder(again, Rung.AGAIN))
        again += timedelta(days=ladder.repeat_days_after_end)
    found.append(Reminder(cliff, Rung.LAST_DAY_TO_ACT))
    return tuple(sorted(found, key=lambda reminder: (reminder.day, list(Rung).index(reminder.rung))))


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What the warnings about one contract depend on. ``head_leases``: (start, end) each, end None while open."""

    dates: ContractDates
    advance_notice_on: date | None = None
    last_review_on: date | None = None
    last_talk_on: date | None = None
    head_leases: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do, and its day."""

    kind: DueKind
    due: date


def contract_warnings(facts: ContractFacts, today: date, ladder: Ladder) -> Iterator[Due]:
    """Yield what is due about a contract seen from ``today``, whenever it is due; the caller cuts at its horizon."""
    status = status_on(facts.dates, today)
    if status is ContractStatus.ENDED or facts.dates.superseded:
        return
    if facts.head_leases:
        yield from _head_lease_shorter(facts)
    end = facts.dates.end
    if end is None or status is ContractStatus.NOTICE_GIVEN:
        return
    if end < today:
        yield from _after_end(facts.dates, end, today, ladder)
    else:
        yield from _before_end(facts, end, ladder)


def _after_end(dates: ContractDates, end: date, today: date, ladder: Ladder) -> Iterator[Due]:
    passed = became_indefinite_on(dates, today)
    if passed is None:
        yield Due(DueKind.CONTRACT_ENDED, end)
        yield Due(DueKind.BECOMES_INDEFINITE, last_day_to_act(end))
    elif (today - passed).days <= ladder.passed_cliff_shown_days:
        yield Due(DueKind.BECOMES_INDEFINITE, passed)


def _before_end(facts: ContractFacts, end: date, ladder: Ladder) -> Iterator[Due]:
    start = facts.dates.start
    review_from = add_months(end, -ladder.review_months)
    reviewed = facts.last_review_on
    middle = halfway(start, end)
    if middle < review_from and (reviewed is None or reviewed < start):
        yield Due(DueKind.MID_TERM_REVIEW_DUE, middle)
    talk_from = add_months(end, -ladder.talk_months)
    talked = facts.last_talk_on is not None and facts.last_talk_on >= max(talk_from, start)
    if start < talk_from and not talked and (reviewed is None or reviewed < talk_from):
        yield Due(DueKind.FOLLOW_UP_DUE, talk_from)
    if reviewed is None or reviewed < max(start, middle):
        yield Due(DueKind.REVIEW_DUE, max(review_from, start))
    if facts.advance_notice_on is None:
        yield Due(DueKind.ADVANCE_NOTICE_DUE, max(add_months(end, -ladder.advance_notice_months), start))
    yield Due(DueKind.CONTRACT_ENDS, end)


def _head_lease_shorter(facts: ContractFacts) -> Iterator[Due]:
    ends = [end for _, end in facts.head_leases]
    last = None if None in ends else max(end for end in ends if end is not None)
    if last is not None and (facts.dates.end is None or facts.dates.end > last):
        yield Due(DueKind.HEAD_LEASE_SHORTER, last)


def head_lease_warning(end: date | None, notice_months: int | None) -> Due | None:
    """Return the head lease's own last day to give notice, or its end where no notice is agreed (rule 6)."""
    if end is None:
        return None
    return Due(DueKind.HEAD_LEASE_ENDS, last_day_of_notice(end, notice_months) if notice_months else end)


def unit_warning(status: UnitStatus, since: date | None, ladder: Ladder) -> Due | None:
    """Return the day a vacancy, or the making ready of a unit, has lasted too long (rule 7); None while unknown."""
    if since is None:
        return None
    if status is UnitStatus.VACANT:
        return Due(DueKind.VACANT_TOO_LONG, since + timedelta(days=ladder.vacant_days))
    if status is UnitStatus.BEING_MADE_READY:
        return Due(DueKind.BEING_MADE_READY_TOO_LONG, since + timedelta(days=ladder.made_ready_days))
    return None
