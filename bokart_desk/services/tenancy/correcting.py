"""Corrects what was recorded wrongly in a contract; the reason joins its notes, the old values stay in history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.tenancy import is_short
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.services.rules.checking import Wrong, refuse
from bokart_desk.services.tenancy.checking import Terms, check_elsewhere, check_length, claims_days, unit_withdrawn
from bokart_desk.services.tenancy.ending_early import with_line
from bokart_desk.services.tenancy.held import Held, held_contract
from bokart_desk.services.tenancy.moving_out import known_code, leave_unit, next_has_unit
from bokart_desk.services.tenancy.signing import gone, put_in_use

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.tenancy import HouseholdContract

CORRECTABLE = (
    "unit_id", "household_id", "number", "signed_on", "start_date", "end_date", "monthly_rent", "security_kind",
    "security_amount", "eviction_clause", "short_term_reason", "weighty_reason", "renews_contract_id",
    "advance_notice_on", "advance_notice_proof", "vacate_notice_on", "vacate_notice_proof", "moved_out_on",
    "moved_out_to", "moved_out_why", "notes",
)  # fmt: skip
"""The fields of a contract that a correction may change, by the names of its table."""


@dataclass(frozen=True, slots=True)
class CorrectContract:
    """New values of a contract's fields (names as in ``CORRECTABLE``) and why they are corrected.

    ``seen``: what the fields held when the user saw them. A notice or a move that is taken back is set to None;
    what belongs to it (proof, where to, why) goes with it.
    """

    contract_id: int
    values: Mapping[str, Any]
    reason: str
    seen: Mapping[str, Any] = field(default_factory=dict)
    confirm_elsewhere: bool = False


def correct(register: Register, command: CorrectContract, *, by: By) -> Done:
    """Correct a contract. The units follow when a move is taken back, its day changed, or another unit was meant.

    Raise ``Refused`` when the reason is missing, or as for signing (overlap, short term, two units);
    ``ChangedMeanwhile`` when somebody else changed one of the fields.
    """
    unknown = set(command.values) - set(CORRECTABLE)
    if unknown:
        raise ValueError(f"a correction cannot change {sorted(unknown)}")
    with doing(register, "correct", by) as it:
        connection = it.job.connection
        held = held_contract(connection, command.contract_id, by.today)
        values = _complete(command.values, held)
        changed = {name: value for name, value in values.items() if held.values[name] != value}
        if changed:
            refuse(_against(connection, command, changed, held, by.today))
            line = _("{day}: corrected. {reason}").format(day=format_date(by.today), reason=command.reason.strip())
            changed["notes"] = with_line(changed.get("notes", held.values["notes"]), line)
            it.job.update("contract", command.contract_id, changed, seen=command.seen)
            _units_follow(it.job, changed, held, by.today)
        it.job.record = command.contract_id
        it.title = _("Correction: {name}").format(name=held.household.name)
    return it.done


_GOES_WITH = {
    "advance_notice_on": ("advance_notice_proof",),
    "vacate_notice_on": ("vacate_notice_proof",),
    "moved_out_on": ("moved_out_to", "moved_out_why"),
}


def _complete(values: Mapping[str, Any], held: Held) -> dict[str, Any]:
    """Take away what belongs to a notice or a move that is taken back; texts are compared as they are kept."""
    complete = {name: (value.strip() or None) if isinstance(value, str) else value for name, value in values.items()}
    for name, parts in _GOES_WITH.items():
        if name in values and values[name] is None and held.values[name] is not None:
            complete |= dict.fromkeys(parts)
    return complete


def _against(
    connection: Connection, command: CorrectContract, changed: Mapping[str, Any], held: Held, today: date
) -> Wrong:
    from bokart_desk.storage.queries.tenancy import contracts_of  # noqa: PLC0415

    wrong: Wrong = {}
    if not command.reason.strip():
        wrong["reason"] = _("Say why it is corrected; it is kept with the contract.")
    after = {**held.values, **changed}
    for name in ("unit_id", "household_id", "start_date"):
        if after[name] is None:
            wrong[name] = _("This must be filled in.")
    if wrong:
        return wrong
    terms = Terms(
        after["unit_id"], after["household_id"], after["start_date"], after["end_date"], after["short_term_reason"],
        after["weighty_reason"], command.confirm_elsewhere, beside=command.contract_id,
    )  # fmt: skip
    homes = contracts_of(connection, terms.household_id, today)
    if is_short(terms.start, terms.end) and not is_short(held.dates.start, held.dates.end):
        check_length(wrong, terms, homes, connection)
    _check_homes(wrong, terms, changed, held, homes, connection, today)
    _check_unit(wrong, terms, changed, connection)
    if changed.get("moved_out_on") is not None:
        _check_move(wrong, changed["moved_out_on"], held)
    if changed.get("moved_out_to") is not None and not known_code(connection, changed["moved_out_to"]):
        wrong["moved_out_to"] = _("Say where the household moved; there is an answer for “not known” as well.")
    return wrong


def _check_homes(
    wrong: Wrong, terms: Terms, changed: Mapping[str, Any], held: Held, homes: list[HouseholdContract],
    connection: Connection, today: date,
) -> None:  # fmt: skip
    """A second unit at the same time is asked about only when the correction makes it so."""
    from bokart_desk.storage.queries.tenancy import household_facts  # noqa: PLC0415

    who = household_facts(connection, terms.household_id)
    if who is None or not {"unit_id", "household_id", "start_date", "end_date"} & set(changed):
        return
    before = [
        one.contract_id
        for one in homes
        if terms.household_id == held.household.id
        and one.unit_id != held.unit.id
        and claims_days(one, held.dates, today)
    ]
    check_elsewhere(wrong, terms, who, [one for one in homes if one.contract_id not in before], today)


def _check_unit(wrong: Wrong, terms: Terms, changed: Mapping[str, Any], connection: Connection) -> None:
    from bokart_desk.storage.queries.tenancy import unit_facts  # noqa: PLC0415

    unit = unit_facts(connection, terms.unit_id)
    if unit is None:
        raise Refused(gone())
    if "unit_id" in changed and unit.status is UnitStatus.WITHDRAWN:
        wrong["unit_id"] = unit_withdrawn()


def _check_move(wrong: Wrong, moved_out_on: date, held: Held) -> None:
    if held.values["moved_out_on"] is None:
        wrong["moved_out_on"] = _("No move is recorded yet. Record it as a move, so that the unit follows.")
    elif held.following is not None and moved_out_on >= held.following.dates.start:
        wrong["moved_out_on"] = next_has_unit(held.following)


def _units_follow(job: Job, changed: Mapping[str, Any], held: Held, today: date) -> None:
    """The unit stands empty from the corrected day, is in use again, or another one is in use instead."""
    moved = held.values["moved_out_on"]
    if "unit_id" in changed:
        if changed.get("moved_out_on", moved) is None:
            put_in_use(job, changed["unit_id"], changed.get("start_date", held.dates.start))
        if held.unit.status is UnitStatus.IN_USE:
            _empty(job, held, today)
    elif "moved_out_on" in changed and held.unit.vacant_from == moved and held.following is None:
        if changed["moved_out_on"] is None:
            put_in_use(job, held.unit.id, held.dates.start)
        else:
            leave_unit(job, held.unit.id, held.unit.status, changed["moved_out_on"])


def _empty(job: Job, held: Held, today: date) -> None:
    """The unit that was not meant stands empty, unless another contract has it."""
    from bokart_desk.storage.queries.tenancy import contracts_on  # noqa: PLC0415

    others = contracts_on(job.connection, held.unit.id)
    left = others[-1].dates.moved_out_on if others else min(held.dates.start, today)
    if left is not None:
        leave_unit(job, held.unit.id, UnitStatus.VACANT, left)
