"""The names of what is done to the register, as history and undo tell them, and what people call a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bokart_desk.i18n import N_, _
from bokart_desk.storage.kinds import kind_name

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["JOBS", "job_name", "kind_name", "record_title"]

JOBS = {
    "edit": N_("Changed"),
    "create": N_("Registered"),
    "delete": N_("Deleted"),
    "undo": N_("Undone"),
    "redo": N_("Done again"),
    "put_back": N_("Value put back"),
    "import": N_("Imported"),
    "undo import": N_("Import taken back"),
    "preset": N_("Mapping of a list changed"),
    "settings": N_("Settings changed"),
    "merge": N_("Households merged"),
    "sign": N_("Contract signed"),
    "review": N_("Review recorded"),
    "renew": N_("Contract renewed"),
    "advance_notice": N_("Advance notice sent"),
    "vacate_notice": N_("Notice to vacate sent"),
    "move_out": N_("Moved out"),
    "end_early": N_("Ended early"),
    "correct": N_("Corrected"),
    "offer": N_("Offer made"),
    "answer": N_("Offer answered"),
    "withdraw": N_("Offer withdrawn"),
    "decide": N_("Decision made"),
    "notify": N_("Decision notified"),
    "appeal": N_("Appeal recorded"),
    "need": N_("Need recorded"),
    "criterion": N_("Criteria changed"),
    "need_housed": N_("Need closed: has got a dwelling"),
    "need_reopened": N_("Need opened again"),
    "need_withdrawn": N_("Need closed: withdrawn"),
    "follow_up": N_("Follow-up recorded"),
    "protect": N_("Protection of the address changed"),
    "new_dwelling": N_("Dwelling entered"),
    "add_unit": N_("Unit added"),
    "unit_status": N_("Status noted"),
    "split_rooms": N_("Let room by room"),
    "join_rooms": N_("Let as a whole"),
    "move_room": N_("Changed rooms"),
    "new_head_lease": N_("Head lease entered"),
    "renew_head_lease": N_("Head lease renewed"),
    "new_landlord": N_("Landlord entered"),
    "merge_landlords": N_("Landlords merged"),
    "erase": N_("Erased"),
}
"""The words of each ``what`` in history."""


def job_name(what: str) -> str:
    """Return what was done, in words; the code itself where it has none."""
    return _(JOBS[what]) if what in JOBS else what


def record_title(connection: Connection, kind: str, record_id: int) -> str:
    """Return what people call a record: a household by its name, a unit by its place, others by their kind and owner.

    Never the address of somebody: what belongs to a household is called by the household's name.
    """
    from bokart_desk.storage.queries.titles import own_title  # noqa: PLC0415

    name = own_title(connection, kind, record_id)
    if not name:
        return kind_name(kind)
    if kind in ("household", "person", "dwelling", "unit", "landlord", "consultant", "priority_criterion"):
        return name
    return _("{kind}, {name}").format(kind=kind_name(kind), name=name)
