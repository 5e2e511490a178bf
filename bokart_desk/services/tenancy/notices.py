"""Records the letters around a contract's end: the advance notice before it, the notice to vacate after it (rule 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class SendAdvanceNotice:
    """An advance notice that was sent before the end. ``proof``: how it was delivered and what shows it."""

    contract_id: int
    sent_on: date
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class SendNoticeToVacate:
    """A written demand to move that was sent after the end. ``proof`` is required: how it was delivered."""

    contract_id: int
    sent_on: date
    proof: str


def send_advance_notice(register: Register, command: SendAdvanceNotice, *, by: By) -> Done:
    """Record an advance notice. Raise ``Refused`` when the day is after the end or lies ahead, or there is no end."""
    raise NotImplementedError


def send_notice_to_vacate(register: Register, command: SendNoticeToVacate, *, by: By) -> Done:
    """Record a notice to vacate; one that came too late is recorded too (``words.notice_words`` tells what it means).

    Raise ``Refused`` when it was sent before the end (husleieloven § 9-2: then it is not that demand), its day lies
    ahead, its proof is missing, the household has moved out, or one was sent in time already.
    """
    raise NotImplementedError
