"""The consultants of the municipality: who may have cases and follow-ups. One who has had any stays, but retires."""

from __future__ import annotations

from bokart_desk.i18n import _
from bokart_desk.services import editing
from bokart_desk.services.doing import By, Done, doing
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.settings import ConsultantRow, read_consultants

__all__ = ["ConsultantRow", "add", "choices", "consultants", "remove", "retire", "take_back"]

KIND = "consultant"


def consultants(register: Register) -> tuple[ConsultantRow, ...]:
    """Return all consultants by name, the retired ones last."""
    with reading(register.engine) as connection:
        return tuple(read_consultants(connection))


def choices(register: Register) -> tuple[tuple[int, str], ...]:
    """Return the consultants who may get a case, each with the name."""
    return tuple((one.id, one.name) for one in consultants(register) if not one.retired)


def add(register: Register, name: str, *, by: By) -> Done:
    """Add a consultant. Raise ``Refused`` without a name, or when there is one of that name."""
    return editing.create(register, KIND, {"name": name}, by=by)


def retire(register: Register, consultant_id: int, *, by: By) -> Done:
    """Offer a consultant no longer for new cases; those she has stay hers."""
    return _set_retired(register, consultant_id, True, by)


def take_back(register: Register, consultant_id: int, *, by: By) -> Done:
    """Offer a retired consultant again."""
    return _set_retired(register, consultant_id, False, by)


def remove(register: Register, consultant_id: int, *, by: By) -> Done:
    """Delete a consultant who never had a case. Raise ``Refused`` for any other."""
    return editing.remove(register, KIND, consultant_id, by=by)


def _set_retired(register: Register, consultant_id: int, retired: bool, by: By) -> Done:
    with doing(register, "settings", by) as it:
        it.job.update(KIND, consultant_id, {"retired": retired})
        name = record_title(it.job.connection, KIND, consultant_id)
        it.title = (_("Retired: {name}") if retired else _("Taken back: {name}")).format(name=name)
    return it.done
