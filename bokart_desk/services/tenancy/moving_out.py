"""Records that a household moved out, or will, and what becomes of the unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import STANDARD_CODES, CodeList, UnitStatus
from bokart_desk.domain.tenancy import ContractStep, Hindrance
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.services.rules.checking import Wrong, refuse
from bokart_desk.services.rules.claims import claimant
from bokart_desk.services.tenancy.held import Held, held_contract
from bokart_desk.services.tenancy.why_not import moved_already, why_not

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.overlaps import Claim


@dataclass(frozen=True, slots=True)
class MoveOut:
    """A household moves out; the day may lie ahead. ``to``: a code of the list MOVED_OUT_TO.

    ``unit_becomes``: VACANT, BEING_MADE_READY or another status, from the day on; None leaves it as it is. Where
    another household has the unit by a later contract, it stays in use.
    """

    contract_id: int
    moved_out_on: date
    to: str
    why: str | None = None
    unit_becomes: UnitStatus | None = UnitStatus.VACANT


def move_out(register: Register, command: MoveOut, *, by: By) -> Done:
    """Record the day a household moves out. A renewal that would begin after that day is taken back.

    Raise ``Refused`` when the day is before the start or on a day that the next contract has, the code is not known,
    or the household has moved out already (then the contract is to be corrected).
    """
    with doing(register, "move_out", by) as it:
        held = held_contract(it.job.connection, command.contract_id, by.today)
        refuse(_against(it.job.connection, command, held, by.today))
        values = {"moved_out_on": command.moved_out_on, "moved_out_to": command.to, "moved_out_why": command.why}
        it.job.update("contract", command.contract_id, values)
        if held.following is not None and held.facts.renewed_from is not None:
            take_back_renewal(it.job, held.following.contract_id)
        if command.unit_becomes is not None and held.facts.taken_from is None:
            leave_unit(it.job, held.unit.id, command.unit_becomes, command.moved_out_on)
        it.title = _("Move out: {name}").format(name=held.household.name)
    return it.done


def take_back_renewal(job: Job, contract_id: int) -> None:
    """Take a renewal away that never begins, because the household moves before it; history keeps it."""
    from bokart_desk.storage.reverse import needed_by  # noqa: PLC0415

    if needed_by(job.connection, "contract", contract_id):
        raise Refused(
            _(
                "The contract is renewed, and the renewal is used in decisions or reviews already. Record the move "
                "with the renewed contract once it has begun."
            )
        )
    job.delete("contract", contract_id)


def leave_unit(job: Job, unit_id: int, becomes: UnitStatus, since: date) -> None:
    """Note what a unit becomes on the day its tenant moves out, which is the day it stands empty from."""
    job.update("unit", unit_id, {"status": becomes, "status_since": since, "vacant_from": since})


def _against(connection: Connection, command: MoveOut, held: Held, today: date) -> Wrong:
    moved = held.dates.moved_out_on
    if moved is not None and moved <= today:
        return {"moved_out_on": moved_already(moved)}
    renewed = held.facts.renewed_from
    if renewed is not None and (renewed <= today or command.moved_out_on >= renewed):
        return {"moved_out_on": why_not(held, ContractStep.MOVE_OUT, Hindrance.RENEWED)}
    return check_move(connection, command, held)


def check_move(connection: Connection, command: MoveOut, held: Held) -> Wrong:
    """The day lies within what the contract claims of the unit, and the code says where they moved."""
    following = held.following
    wrong: Wrong = {}
    if command.moved_out_on < held.dates.start:
        wrong["moved_out_on"] = _("Must not be before {day}.").format(day=format_date(held.dates.start))
    elif following is not None and command.moved_out_on >= following.dates.start:
        wrong["moved_out_on"] = next_has_unit(following)
    if not known_code(connection, command.to):
        wrong["to"] = _("Say where the household moved; there is an answer for “not known” as well.")
    return wrong


def next_has_unit(following: Claim) -> str:
    """Say that the next contract has the unit, so that the move was before it."""
    return _("{who} has the unit from {day}. The move was before that.").format(
        who=claimant(following), day=format_date(following.dates.start)
    )


def known_code(connection: Connection, code: str) -> bool:
    """Tell whether a code says where somebody moved: one of the standard ones or one that was added."""
    from bokart_desk.storage.queries.tenancy import code_added  # noqa: PLC0415

    return code in STANDARD_CODES[CodeList.MOVED_OUT_TO] or code_added(connection, CodeList.MOVED_OUT_TO, code)
