"""Taking an import back: what it brought goes, what it changed is put back, what was done since stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bokart_desk.i18n import N_, _, format_moment
from bokart_desk.services.keeping import back_up
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.undo import batch_state, undo_batch
from bokart_desk.storage.work import unit_of_work

_KINDS = {
    "landlord": N_("Landlord"),
    "consultant": N_("Consultant"),
    "dwelling": N_("Dwelling"),
    "unit": N_("Unit"),
    "household": N_("Household"),
    "person": N_("Person"),
    "contract": N_("Contract"),
    "offer": N_("Offer"),
    "decision": N_("Decision"),
}


class UnknownImport(Exception):
    """There is no such import to take back; ``message`` is a finished text for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many records went or were put back, and a line for each that was kept because of what was done since."""

    records: int
    kept: tuple[str, ...]


def take_back(register: Register, batch: int, *, who: str, now: datetime) -> TakenBack:
    """Take the import back in one transaction, after a backup. Raise ``UnknownImport`` when there is none to take."""
    _refuse_unknown(register, batch)
    back_up(register, now=now, reason=_("before taking an import back"))
    with unit_of_work(register.engine, what="undo import", who=who, at=now) as work:
        undone = undo_batch(work, batch, now)
    return TakenBack(undone.removed + undone.restored, tuple(_kept_line(*one) for one in undone.kept))


def _refuse_unknown(register: Register, batch: int) -> None:
    with reading(register.engine) as connection:
        state = batch_state(connection, batch)
    if state is None:
        raise UnknownImport(_("There is no import with number {batch}. Nothing was changed.").format(batch=batch))
    if state[1] is not None:
        raise UnknownImport(
            _("The import with number {batch} was taken back {moment}. Nothing was changed.").format(
                batch=batch, moment=format_moment(state[1])
            )
        )


def _kept_line(kind: str, record: int, fields: tuple[str, ...]) -> str:
    name = _(_KINDS[kind]) if kind in _KINDS else kind
    if fields:
        return _("{kind} {number} was changed after the import, and keeps what it has now in: {fields}").format(
            kind=name, number=record, fields=", ".join(fields)
        )
    return _("{kind} {number} is kept: it was changed or used after the import.").format(kind=name, number=record)
