"""Records that a household moved out, or will, and what becomes of the unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class MoveOut:
    """A household moves out; the day may lie ahead. ``to``: a code of the list MOVED_OUT_TO.

    ``unit_becomes``: VACANT, BEING_MADE_READY or another status, from the day on; None leaves it as it is. Where
    a later contract has the unit, it stays in use.
    """

    contract_id: int
    moved_out_on: date
    to: str
    why: str | None = None
    unit_becomes: UnitStatus | None = UnitStatus.VACANT


def move_out(register: Register, command: MoveOut, *, by: By) -> Done:
    """Record the day a household moves out.

    Raise ``Refused`` when the day is before the start or on a day that the next contract has, the code is not known,
    or the household has moved out already (then the contract is to be corrected).
    """
    raise NotImplementedError
