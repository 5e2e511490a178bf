"""A change of long ago looked up in history and put back: one field, or all that one command did."""

from __future__ import annotations

from collections.abc import Iterable

from bokart_desk.i18n import _
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.field_names import field_name
from bokart_desk.services.history import HistoryEntry
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.earlier_values import FieldOfWork, differing, value_before

__all__ = ["FieldOfWork", "can_be_taken_back", "fields_to_put_back", "put_back", "take_back"]

_BELONGS = frozenset({"household_id", "contract_id", "dwelling_id", "need_id", "renews_contract_id"})
"""Whose a record is changes with a whole command, not by itself."""
_FOLLOWS = {("contract", "indefinite")}
_OTHER_WAYS = frozenset({"import", "undo import", "erase", "undo", "redo"})
"""Works with a way back of their own, or with none."""


def fields_to_put_back(register: Register, entries: Iterable[HistoryEntry]) -> frozenset[FieldOfWork]:
    """Return which fields of these changes hold something else now than before, and can be put back one by one.

    What history hides of a protected household is not among them (rule 11).
    """
    asked = [
        FieldOfWork(entry.work, entry.kind, entry.record_id, change.field)
        for entry in entries
        if entry.action == "changed"
        for change in entry.changes
        if change.field and change.field not in _BELONGS and (entry.kind, change.field) not in _FOLLOWS
    ]
    if register.read_only or not asked:
        return frozenset()
    with reading(register.engine) as connection:
        return differing(connection, asked)


def put_back(register: Register, which: FieldOfWork, by: By) -> Done:
    """Let a field hold again what it held before a work; one command, with history, that undo takes back.

    Raise ``Refused`` when the record is gone, a rule of today is against the old value, or history does not know it.
    """
    from bokart_desk.services.undo import keep_rules  # noqa: PLC0415 - loaded with the first one

    with doing(register, "put_back", by) as it:
        name = record_title(it.job.connection, which.kind, which.record_id)
        it.title = _("Put back: {field}, {record}").format(field=field_name(which.kind, which.field), record=name)
        it.job.held(which.kind, which.record_id)
        try:
            value = value_before(it.job.connection, which)
        except LookupError as error:
            raise Refused(_("What this field held before is no longer known. Nothing was changed.")) from error
        it.job.update(which.kind, which.record_id, {which.field: value})
        keep_rules(it.job)
    return it.done


def can_be_taken_back(entry: HistoryEntry) -> bool:
    """Tell whether all that the entry's command did may be taken back at once (undo then says whether it can)."""
    return entry.job not in _OTHER_WAYS


def take_back(register: Register, entry: HistoryEntry, by: By) -> Done:
    """Take back all that the command of an entry did, however long ago, as undo does.

    Raise ``Refused`` when something was built on it or changed since.
    """
    from bokart_desk.services.undo import undo  # noqa: PLC0415

    title = _("{what}: {record}").format(what=entry.what, record=entry.record)
    try:
        return undo(register, Done(entry.job, title, entry.work), by)
    except ValueError as error:
        raise Refused(
            _("This came with an import. Take back the whole import on the import screen, or change it by hand.")
        ) from error
