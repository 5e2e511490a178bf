"""What the dates of a contract mean, in words, before anything is saved: pure from dates, for dialogs to show live."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.tenancy import ContractStep, EndedBy


def explain(start: date, end: date | None, today: date) -> str:
    """Say when a term ends, how far that is, and the last day to demand a move (husleieloven § 9-2)."""
    raise NotImplementedError


def term_words(start: date, end: date | None) -> str:
    """Return how long a term is: "3 years", "2 years and 6 months", "without an end"."""
    raise NotImplementedError


def term_notes(start: date, end: date | None) -> tuple[str, ...]:
    """Return what the law and the advice say about a term's length: too short without a reason, or very long."""
    raise NotImplementedError


def advance_notice_words(end: date | None, sent_on: date) -> str:
    """Say what an advance notice sent on a day does and does not do."""
    raise NotImplementedError


def notice_words(end: date | None, sent_on: date) -> str:
    """Say what a demand to move sent on a day leads to: in time, too early or too late."""
    raise NotImplementedError


def move_out_words(start: date, end: date | None, moved_out_on: date, today: date) -> str:
    """Say what a day of moving out means beside the agreed end."""
    raise NotImplementedError


def end_early_words(before: date | None, end: date, today: date) -> str:
    """Say what a new, earlier end means."""
    raise NotImplementedError


def step_title(step: ContractStep) -> str:
    """Return the name of a step, as a menu or a dialog's title says it."""
    raise NotImplementedError


def ended_by_label(ended_by: EndedBy) -> str:
    """Return who ended a tenancy early, in words."""
    raise NotImplementedError
