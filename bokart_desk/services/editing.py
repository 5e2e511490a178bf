"""Changing single fields of a record as the user leaves them: saved at once, never over somebody else's change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bokart_desk.i18n import _
from bokart_desk.services.doing import By, Done, doing
from bokart_desk.services.field_names import field_name
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading


def record(register: Register, kind: str, record_id: int) -> Mapping[str, Any] | None:
    """Return what a record holds, by the names of its fields, for a form; None when it is gone."""
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    with reading(register.engine) as connection:
        return read_record(connection, kind, record_id)


def change(
    register: Register, kind: str, record_id: int, values: Mapping[str, Any], *, seen: Mapping[str, Any], by: By
) -> Done:
    """Save what was typed in fields of a record. ``seen``: what the fields held when the user saw them.

    Raise ``Refused`` when a rule is against it, ``ChangedMeanwhile`` when a field was changed by somebody else since.
    """
    with doing(register, "edit", by) as it:
        it.job.update(kind, record_id, values, seen=seen)
        it.title = _change_title(record_title(it.job.connection, kind, record_id), kind, tuple(values))
    return it.done


def _change_title(name: str, kind: str, fields: tuple[str, ...]) -> str:
    if len(fields) == 1:
        return _("Change: {field}, {record}").format(field=field_name(kind, fields[0]), record=name)
    return _("Change: {record}").format(record=name)


def create(register: Register, kind: str, values: Mapping[str, Any], *, by: By) -> Done:
    """Make a record; ``Done.record`` is its id. Raise ``Refused`` when a rule is against it."""
    with doing(register, "create", by) as it:
        made = it.job.insert(kind, values)
        it.title = _("New: {record}").format(record=record_title(it.job.connection, kind, made))
    return it.done


def set_retired(register: Register, kind: str, record_id: int, retired: bool, *, by: By) -> Done:
    """Offer an entry of the settings no longer for new work, or again; whatever uses it keeps it."""
    with doing(register, "settings", by) as it:
        it.job.update(kind, record_id, {"retired": retired})
        name = record_title(it.job.connection, kind, record_id)
        it.title = (_("Retired: {name}") if retired else _("Taken back: {name}")).format(name=name)
    return it.done


def remove(register: Register, kind: str, record_id: int, *, by: By) -> Done:
    """Take a record away that nothing else needs; undo brings it back. Raise ``Refused`` when something needs it."""
    from bokart_desk.services.doing import Refused  # noqa: PLC0415
    from bokart_desk.storage.reverse import needed_by  # noqa: PLC0415

    with doing(register, "delete", by) as it:
        it.title = _("Delete: {record}").format(record=record_title(it.job.connection, kind, record_id))
        if needed_by(it.job.connection, kind, record_id):
            raise Refused(_("This is used elsewhere in the register and cannot be deleted. Nothing was changed."))
        if kind == "person":
            from bokart_desk.services.households.members import take_out  # noqa: PLC0415

            take_out(it.job, record_id)
        else:
            it.job.delete(kind, record_id)
    return it.done
