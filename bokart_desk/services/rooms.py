"""Shared houses: a dwelling let as a whole becomes rooms, rooms become one again, and a tenant changes rooms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import DwellingKind, Protection, UnitStatus
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.dwellings import check_rooms, room_name, state_on, who_lives
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy.moving_out import leave_unit
from bokart_desk.services.tenancy.signing import put_in_use

if TYPE_CHECKING:
    from bokart_desk.storage.queries.overlaps import Claim

_OTHER_MUNICIPAL = "other_municipal"
_CARRIED = ("signed_on", "security_kind", "security_amount", "eviction_clause", "short_term_reason", "weighty_reason")
"""What a tenant's contract takes along to another room."""


def split_into_rooms(register: Register, dwelling_id: int, rooms: int, *, by: By) -> Done:
    """Let a dwelling room by room from now on. Raise ``Refused`` when somebody has it as a whole.

    The unit it was let as becomes the first room; one that has contracts, offers or decisions is kept for its
    history, as withdrawn.
    """
    with doing(register, "split_rooms", by) as it:
        check_rooms(rooms)
        it.job.held("dwelling", dwelling_id)
        whole = _units(it.job, dwelling_id)
        if len([one for one in whole if one["status"] != UnitStatus.WITHDRAWN]) > 1:
            raise Refused(_("This dwelling has several units already. Add another room instead."))
        _refuse_let(it.job, whole)
        names = [room_name(number) for number in range(1, rooms + 1)]
        spare = next((one for one in whole if not _used(it.job, one["id"])), None)
        for unit in whole:
            if unit is not spare and unit["status"] != UnitStatus.WITHDRAWN:
                it.job.update("unit", unit["id"], {"status": UnitStatus.WITHDRAWN, "status_since": by.today})
        if spare is not None:
            it.job.update("unit", spare["id"], {"label": names.pop(0), "status": UnitStatus.VACANT})
        for name in names:
            it.job.insert("unit", {"dwelling_id": dwelling_id, "label": name, "status": UnitStatus.VACANT})
        it.job.update("dwelling", dwelling_id, {"kind": DwellingKind.SHARED_HOUSE})
        it.title = _("Let room by room: {dwelling}").format(dwelling=_name(it.job, dwelling_id))
        it.job.record = dwelling_id
    return it.done


def join_rooms(
    register: Register,
    dwelling_id: int,
    *,
    kind: DwellingKind = DwellingKind.HOUSE,
    monthly_rent: Decimal | None,
    by: By,
) -> Done:
    """Let a shared house as a whole from now on. Raise ``Refused`` while somebody has a room, or will have one.

    Rooms that have contracts, offers or decisions are kept for their history, as withdrawn; the others go.
    """
    with doing(register, "join_rooms", by) as it:
        it.job.held("dwelling", dwelling_id)
        rooms = _units(it.job, dwelling_id)
        if len(rooms) < 2:
            raise Refused(_("This dwelling is let as a whole already."))
        _refuse_let(it.job, rooms)
        whole = next((one for one in rooms if not one["label"]), None)
        counted = [one for one in rooms if one is not whole and one["status"] != UnitStatus.WITHDRAWN]
        for room in rooms:
            if room is whole:
                continue
            if not _used(it.job, room["id"]):
                it.job.delete("unit", room["id"])
            elif room["status"] != UnitStatus.WITHDRAWN:
                it.job.update("unit", room["id"], {"status": UnitStatus.WITHDRAWN, "status_since": by.today})
        values: dict[str, Any] = {"status": UnitStatus.VACANT, "status_since": by.today, "monthly_rent": monthly_rent}
        if whole is None:
            bedrooms = sum(one["bedrooms"] or 1 for one in counted)
            it.job.insert("unit", values | {"dwelling_id": dwelling_id, "label": "", "bedrooms": bedrooms})
        else:
            it.job.update("unit", whole["id"], values)
        it.job.update("dwelling", dwelling_id, {"kind": kind})
        it.title = _("Let as a whole: {dwelling}").format(dwelling=_name(it.job, dwelling_id))
        it.job.record = dwelling_id
    return it.done


def move_to_room(
    register: Register,
    contract_id: int,
    unit_id: int,
    on: date,
    *,
    monthly_rent: Decimal | None = None,
    correction: bool = False,
    left_room: UnitStatus = UnitStatus.VACANT,
    by: By,
) -> Done:
    """Move a tenant to another room of the house from ``on``: one contract ends the day before, the next begins.

    The new contract keeps the agreed end, the security and the rent (unless ``monthly_rent`` is given).
    ``left_room``: what the room they leave is noted as. ``correction``: they lived in the other
    room all along, so the contract itself is put right and ``on`` does not matter. Raise ``Refused`` when somebody
    has the room on a common day (rule 8), or the day does not fit. ``Done.record`` is the contract that counts.
    """
    with doing(register, "move_room", by) as it:
        held, room = it.job.held("contract", contract_id), it.job.held("unit", unit_id)
        old = it.job.held("unit", held["unit_id"])
        if room["dwelling_id"] != old["dwelling_id"] or unit_id == held["unit_id"]:
            raise Refused(_("Choose another room of the same house."), {"unit_id": _("Choose another room.")})
        it.title = _("Change of rooms: {household}").format(
            household=record_title(it.job.connection, "household", held["household_id"])
        )
        if correction:
            _refuse_claimed(it.job, unit_id, _dates(held))
            it.job.update("contract", contract_id, {"unit_id": unit_id})
            it.job.record = contract_id
        else:
            if fault := why_not_on(_dates(held), on):
                raise Refused(fault, {"on": fault})
            _refuse_claimed(it.job, unit_id, ContractDates(on, held["end_date"], held["moved_out_on"]))
            it.job.record = _go_on(it.job, held, unit_id, on, monthly_rent)
        since = held["start_date"] if correction else on
        if state_on(it.job, old).upcoming is None:
            leave_unit(it.job, old["id"], left_room, since)
        put_in_use(it.job, unit_id, since)
    return it.done


def _go_on(job: Job, held: Mapping[str, Any], unit_id: int, on: date, monthly_rent: Decimal | None) -> int:
    """End one contract the day before, and begin the one that goes on from it."""
    before = on - timedelta(days=1)
    why = _("Changed rooms in the same house.")
    ending = {"moved_out_on": before, "moved_out_to": _OTHER_MUNICIPAL, "moved_out_why": why}
    job.update("contract", held["id"], ending)
    values = {name: held[name] for name in _CARRIED} | {
        "household_id": held["household_id"],
        "unit_id": unit_id,
        "start_date": on,
        "end_date": held["end_date"],
        "monthly_rent": held["monthly_rent"] if monthly_rent is None else monthly_rent,
        "moved_out_on": held["moved_out_on"],
        "moved_out_to": held["moved_out_to"],
        "moved_out_why": held["moved_out_why"],
    }
    return job.insert("contract", values)


def why_not_on(dates: ContractDates, on: date) -> str:
    """Say why a tenant cannot change rooms on a day, by the dates of their contract; empty when they can."""
    if dates.moved_out_on is not None and dates.moved_out_on <= on:
        return _("The tenant moved out {day}.").format(day=format_date(dates.moved_out_on))
    if on <= dates.start:
        return _(
            "The contract began {day}. If they lived in the other room from the start, choose to correct it instead."
        ).format(day=format_date(dates.start))
    if dates.end is not None and on > dates.end:
        return _("The contract ended {day}. Renew it first.").format(day=format_date(dates.end))
    return ""


def _dates(held: Mapping[str, Any]) -> ContractDates:
    return ContractDates(held["start_date"], held["end_date"], held["moved_out_on"], held["vacate_notice_on"])


def _refuse_claimed(job: Job, unit_id: int, dates: ContractDates) -> None:
    from bokart_desk.storage.queries.overlaps import claims_on  # noqa: PLC0415

    claims = claims_on(job.connection, unit_id, dates)
    if claims:
        message = _("{who} has the room from {day}, so it is taken. Nothing was changed.").format(
            who=_claimant(claims[0]), day=format_date(claims[0].dates.start)
        )
        raise Refused(message, {"unit_id": message})


def _claimant(claim: Claim) -> str:
    return claim.household if claim.protection is Protection.NONE else _("Protected household")


def _units(job: Job, dwelling_id: int) -> list[Mapping[str, Any]]:
    from bokart_desk.storage.queries.places import unit_labels  # noqa: PLC0415

    return [job.held("unit", record) for record, _label in unit_labels(job.connection, dwelling_id)]


def _used(job: Job, unit_id: int) -> bool:
    from bokart_desk.storage.queries.uses import uses_of_unit  # noqa: PLC0415

    return bool(uses_of_unit(job.connection, unit_id))


def _refuse_let(job: Job, units: list[Mapping[str, Any]]) -> None:
    for unit in units:
        state = state_on(job, unit)
        name = record_title(job.connection, "unit", unit["id"])
        if state.resident is not None:
            raise Refused(
                _("{who} lives in {unit}. Register the move-out first. Nothing was changed.").format(
                    who=who_lives(state), unit=name
                )
            )
        if state.upcoming is not None:
            raise Refused(
                _("A contract on {unit} begins {day}. Nothing was changed.").format(
                    unit=name, day=format_date(state.upcoming.since)
                )
            )


def _name(job: Job, dwelling_id: int) -> str:
    return record_title(job.connection, "dwelling", dwelling_id)
