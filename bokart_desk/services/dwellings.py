"""Dwellings and their units: the list, one dwelling with all that is its own, and the commands that change them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.addresses import address_key, split_address
from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingDetail, DwellingRow, UnitState
from bokart_desk.domain.occupants import Noted, unit_state
from bokart_desk.domain.text_keys import sort_key
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.jobs import record_title
from bokart_desk.services.labels import unit_status_label
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import dwelling_detail as details
from bokart_desk.storage.queries import dwellings as queries
from bokart_desk.storage.queries.dwellings import DwellingFilter, DwellingQuery, DwellingSort

if TYPE_CHECKING:
    from bokart_desk.storage.queries.uses import UnitUses

__all__ = [
    "DwellingFilter",
    "DwellingQuery",
    "DwellingSort",
    "add_unit",
    "count_dwellings",
    "dwelling_detail",
    "dwelling_of_unit",
    "dwelling_rows",
    "dwellings_at",
    "find_dwellings",
    "new_dwelling",
    "remove_dwelling",
    "remove_unit",
    "set_status",
]

MOST_ROOMS = 40
"""No shared house has more rooms; a larger number is a typing error."""

NOT_WHILE_LET = frozenset({UnitStatus.VACANT, UnitStatus.BEING_MADE_READY, UnitStatus.WITHDRAWN})
"""What a unit cannot be noted as while somebody lives there."""


def find_dwellings(
    register: Register, query: DwellingQuery, today: date, *, offset: int = 0, limit: int = 100
) -> tuple[DwellingRow, ...]:
    """Return the units of the list with who has each, from ``offset`` on, at most ``limit``.

    ``query.text`` is looked for in address, label, dwelling number, postcode, place, area of town, the landlord's name
    and that of who lives there, unless their address is protected (rule 11).
    """
    with reading(register.engine) as connection:
        return tuple(queries.find(connection, query, today, offset, limit))


def count_dwellings(register: Register, query: DwellingQuery, today: date) -> int:
    """Return how many units the list holds."""
    with reading(register.engine) as connection:
        return queries.count(connection, query, today)


def dwelling_rows(register: Register, dwelling_id: int, today: date) -> tuple[DwellingRow, ...]:
    """Return the rows of a dwelling's units by their labels; empty when it is gone."""
    with reading(register.engine) as connection:
        found = queries.rows_of(connection, dwelling_id, today)
    return tuple(sorted(found, key=lambda row: (sort_key(row.unit), row.id)))


def dwelling_detail(register: Register, dwelling_id: int, today: date) -> DwellingDetail | None:
    """Return a dwelling with its units, their histories and its head leases; None when it is gone."""
    with reading(register.engine) as connection:
        return details.read_dwelling(connection, dwelling_id, today)


def dwelling_of_unit(register: Register, unit_id: int) -> int | None:
    """Return the dwelling a unit belongs to; None when the unit is gone."""
    with reading(register.engine) as connection:
        return details.dwelling_of(connection, unit_id)


def dwellings_at(register: Register, address: str, postcode: str | None = None) -> tuple[tuple[int, str], ...]:
    """Return id and address of the dwellings that are at an address already, however it is spelled."""
    key = address_key(split_address(address).address)
    if not key:
        return ()
    with reading(register.engine) as connection:
        return tuple(details.dwellings_at(connection, key, postcode))


def new_dwelling(
    register: Register,
    values: Mapping[str, Any],
    *,
    unit: Mapping[str, Any] | None = None,
    rooms: int | None = None,
    by: By,
) -> Done:
    """Enter a dwelling with its unit; ``rooms``: a shared house, with so many rooms ("Rom 1" and on).

    ``unit``: what its unit, or each room, holds (rent, bedrooms, status). A unit, postcode and place inside the
    address go where they belong. ``Done.record`` is the dwelling's id.
    """
    with doing(register, "new_dwelling", by) as it:
        place = split_address(values.get("address") or "")
        taken = {"address": place.address, "postcode": place.postcode, "place": place.place}
        stated = {name: value for name, value in values.items() if value not in (None, "") and name != "address"}
        home = it.job.insert("dwelling", {name: value for name, value in taken.items() if value} | stated)
        if rooms is not None:
            check_rooms(rooms)
            for number in range(1, rooms + 1):
                it.job.insert("unit", {**(unit or {}), "dwelling_id": home, "label": room_name(number)})
        else:
            it.job.insert("unit", {"label": place.unit, **(unit or {}), "dwelling_id": home})
        it.title = _("New dwelling: {dwelling}").format(dwelling=record_title(it.job.connection, "dwelling", home))
    return it.done


def add_unit(register: Register, dwelling_id: int, values: Mapping[str, Any], *, by: By) -> Done:
    """Add a unit to a dwelling; ``Done.record`` is its id. Without a label it gets the next room's name."""
    with doing(register, "add_unit", by) as it:
        it.job.held("dwelling", dwelling_id)
        label = (values.get("label") or "").strip() or next_room(it.job, dwelling_id)
        made = it.job.insert("unit", {**values, "label": label, "dwelling_id": dwelling_id})
        it.title = _("New unit: {unit}").format(unit=record_title(it.job.connection, "unit", made))
    return it.done


def set_status(register: Register, unit_id: int, status: UnitStatus, since: date, *, by: By) -> Done:
    """Note what a unit is ready for, and since when. Raise ``Refused`` when somebody lives there and it cannot be so.

    A unit that is being made ready and becomes vacant is counted as vacant from ``since`` (rule 7).
    """
    with doing(register, "unit_status", by) as it:
        held = it.job.held("unit", unit_id)
        _check_status(it.job, held, status, since)
        it.job.update("unit", unit_id, {"status": status, "status_since": since})
        it.title = _("{status}: {unit}").format(
            status=unit_status_label(status), unit=record_title(it.job.connection, "unit", unit_id)
        )
    return it.done


def remove_unit(register: Register, unit_id: int, *, by: By) -> Done:
    """Take a unit away that nothing needs and that is not the dwelling's only one; undo brings it back."""
    from bokart_desk.storage.queries.places import unit_labels  # noqa: PLC0415

    with doing(register, "delete", by) as it:
        held = it.job.held("unit", unit_id)
        name = record_title(it.job.connection, "unit", unit_id)
        it.title = _("Delete: {record}").format(record=name)
        refuse_used(it.job, unit_id, name)
        if len(unit_labels(it.job.connection, held["dwelling_id"])) == 1:
            raise Refused(_("This is the dwelling's only unit. Delete the dwelling instead."))
        it.job.delete("unit", unit_id)
    return it.done


def remove_dwelling(register: Register, dwelling_id: int, *, by: By) -> Done:
    """Take a dwelling away with its units and head leases, when nothing needs its units; undo brings all back."""
    from bokart_desk.storage.queries.head_leases import leases_of_dwelling  # noqa: PLC0415
    from bokart_desk.storage.queries.places import unit_labels  # noqa: PLC0415

    with doing(register, "delete", by) as it:
        it.job.held("dwelling", dwelling_id)
        it.title = _("Delete: {record}").format(record=record_title(it.job.connection, "dwelling", dwelling_id))
        for unit_id, _label in unit_labels(it.job.connection, dwelling_id):
            refuse_used(it.job, unit_id, record_title(it.job.connection, "unit", unit_id))
            it.job.delete("unit", unit_id)
        for lease in leases_of_dwelling(it.job.connection, dwelling_id):
            it.job.delete("head_lease", lease.id)
        it.job.delete("dwelling", dwelling_id)
    return it.done


def room_name(number: int) -> str:
    """Return the name of a room in a shared house: "Rom 1"."""
    return _("Room {number}").format(number=number)


def next_room(job: Job, dwelling_id: int) -> str:
    """Return the first room's name that no unit of the dwelling has; empty for the first unit."""
    from bokart_desk.storage.queries.places import unit_labels  # noqa: PLC0415

    labels = {label.casefold() for _unit, label in unit_labels(job.connection, dwelling_id)}
    if not labels:
        return ""
    names = (room_name(number) for number in range(1, len(labels) + 2))
    return next(name for name in names if name.casefold() not in labels)


def check_rooms(rooms: int) -> None:
    """Raise ``Refused`` unless a shared house can have so many rooms."""
    if not 1 <= rooms <= MOST_ROOMS:
        message = _("Say how many rooms there are, from 1 to {most}.").format(most=MOST_ROOMS)
        raise Refused(message, {"rooms": message})


def state_on(job: Job, unit: Mapping[str, Any]) -> UnitState:
    """Return what a unit is on the command's day. ``unit``: what its record holds."""
    from bokart_desk.storage.queries.occupants import tenancies_on  # noqa: PLC0415

    noted = Noted(UnitStatus(unit["status"]), unit["status_since"], unit["vacant_from"])
    return unit_state(noted, tenancies_on(job.connection, [unit["id"]]).get(unit["id"], ()), job.by.today)


def who_lives(state: UnitState) -> str:
    """Return who has a unit, as it may be told beside an address (rule 11)."""
    if state.resident is None:
        return ""
    return _("Protected household") if state.resident.protected else state.resident.name


def refuse_used(job: Job, unit_id: int, name: str) -> None:
    """Raise ``Refused`` with what needs a unit, when something does."""
    from bokart_desk.storage.queries.uses import uses_of_unit  # noqa: PLC0415

    uses = uses_of_unit(job.connection, unit_id)
    if uses:
        raise Refused(
            _(
                "{unit} cannot be deleted, because these belong to it: {what}. Nothing was changed. "
                "If nobody is to live there any more, note it as withdrawn."
            ).format(unit=name, what=_uses_in_words(uses))
        )


def _uses_in_words(uses: UnitUses) -> str:
    from bokart_desk.i18n import ngettext  # noqa: PLC0415

    parts = []
    if uses.contracts:
        parts.append(ngettext("{count} contract", "{count} contracts", uses.contracts).format(count=uses.contracts))
    if uses.offers:
        parts.append(ngettext("{count} offer", "{count} offers", uses.offers).format(count=uses.offers))
    if uses.decisions:
        parts.append(ngettext("{count} decision", "{count} decisions", uses.decisions).format(count=uses.decisions))
    return ", ".join(parts)


def _check_status(job: Job, held: Mapping[str, Any], status: UnitStatus, since: date) -> None:
    if since > job.by.today:
        message = _("This day has not come yet.")
        raise Refused(message, {"status_since": message})
    state = state_on(job, held)
    if state.resident is not None and status in NOT_WHILE_LET:
        message = _(
            "{who} lives here since {day}. Register the move-out first; then the unit can be noted as {status}."
        ).format(who=who_lives(state), day=format_date(state.resident.since), status=unit_status_label(status).lower())
        raise Refused(message, {"status": message})
    if status is UnitStatus.VACANT and (left := _last_move_out(job, held["id"])) is not None and since < left:
        message = _("The last tenant moved out {day}; it cannot be vacant before that.").format(day=format_date(left))
        raise Refused(message, {"status_since": message})


def _last_move_out(job: Job, unit_id: int) -> date | None:
    from bokart_desk.storage.queries.occupants import tenancies_on  # noqa: PLC0415

    tenancies = tenancies_on(job.connection, [unit_id]).get(unit_id, ())
    days = [one.dates.moved_out_on for one in tenancies if one.dates.moved_out_on is not None]
    return max((day for day in days if day <= job.by.today), default=None)
