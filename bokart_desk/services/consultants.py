"""The consultants of the municipality: who may have cases and follow-ups. One who has had any stays, but retires."""

from __future__ import annotations

from bokart_desk.services import editing
from bokart_desk.services.doing import By, Done
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
    return editing.set_retired(register, KIND, consultant_id, True, by=by)


def take_back(register: Register, consultant_id: int, *, by: By) -> Done:
    """Offer a retired consultant again."""
    return editing.set_retired(register, KIND, consultant_id, False, by=by)


def remove(register: Register, consultant_id: int, *, by: By) -> Done:
    """Delete a consultant who never had a case. Raise ``Refused`` for any other."""
    return editing.remove(register, KIND, consultant_id, by=by)
