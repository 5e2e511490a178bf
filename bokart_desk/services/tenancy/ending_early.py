"""Ends a contract before the agreed day: the new end counts from then on, the old one stays in history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.tenancy import EndedBy
from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class EndEarly:
    """A new, earlier end of a contract: by agreement, by the household's or by the landlord's notice, and why.

    A tenancy without an end, or one that became indefinite, gets an end in this way as well.
    """

    contract_id: int
    end: date
    ended_by: EndedBy
    why: str


def end_early(register: Register, command: EndEarly, *, by: By) -> Done:
    """Set the new end. What was agreed before, who ended it and why is added to the contract's notes.

    It is no move: if the household stays on, the contract counts down to its last day to act from the new end
    (rule 2). Raise ``Refused`` when the day is before the start or not before the agreed end, the reason is missing,
    or the household has moved out.
    """
    raise NotImplementedError
