"""Taking an import back: what it brought goes, what it changed is put back, what was done since stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bokart_desk.i18n import _, format_moment
from bokart_desk.services.backups import take_backup
from bokart_desk.services.field_names import DERIVED, field_name
from bokart_desk.services.jobs import kind_name, record_title
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.undo import batch_state, undo_batch
from bokart_desk.storage.work import Work, unit_of_work

if TYPE_CHECKING:
    from sqlalchemy import Connection


class UnknownImport(Exception):
    """There is no such import to take back; ``message`` is a finished text for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an import back does, or would do.

    ``removed`` and ``restored`` count records by kind: those that go, and those whose fields are put back. ``kept``
    has a line for each that stays because of what was done since. ``copy_problem``: why the backup before it could not
    be copied to the second place, in words; empty when it could.
    """

    removed: Mapping[str, int]
    restored: Mapping[str, int]
    kept: tuple[str, ...]
    copy_problem: str = ""

    @property
    def records(self) -> int:
        """How many records go or are put back."""
        return sum(self.removed.values()) + sum(self.restored.values())


class _OnlyLooked(Exception):
    """Ends a unit of work that was only tried, so that nothing of it is kept."""


def foresee(register: Register, batch: int, *, now: datetime) -> TakenBack:
    """Return what taking the import back would do, and change nothing. Raise ``UnknownImport`` as ``take_back`` does.

    It is tried and undone again in one transaction: what is kept depends on what goes before it.
    """
    _refuse_unknown(register, batch)
    found: list[TakenBack] = []
    try:
        with unit_of_work(register.engine, what="undo import", who="", at=now) as work:
            found.append(_undo(work, batch, now))
            raise _OnlyLooked
    except _OnlyLooked:
        return found[0]


def take_back(register: Register, batch: int, *, who: str, now: datetime) -> TakenBack:
    """Take the import back in one transaction, after a backup. Raise ``UnknownImport`` when there is none to take."""
    _refuse_unknown(register, batch)
    backup = take_backup(register, now=now, reason=_("before taking an import back"))
    with unit_of_work(register.engine, what="undo import", who=who, at=now) as work:
        return replace(_undo(work, batch, now), copy_problem=backup.copied.problem)


def _undo(work: Work, batch: int, now: datetime) -> TakenBack:
    undone = undo_batch(work, batch, now)
    kept = tuple(_kept_line(work.connection, *one) for one in undone.kept)
    return TakenBack(_filled(undone.removed), _filled(undone.restored), kept)


def _filled(counts: Counter[str]) -> dict[str, int]:
    return {kind: count for kind, count in counts.items() if count}


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


def _kept_line(connection: Connection, kind: str, record: int, fields: tuple[str, ...]) -> str:
    name, title = kind_name(kind), record_title(connection, kind, record)
    if title == name:
        title = str(record)
    elif not title.startswith(name):
        title = _("{kind} {name}").format(kind=name, name=title)
    told = [field_name(kind, one) for one in fields if one not in DERIVED]
    if told:
        return _("{record} was changed after the import, and keeps what it has now in: {fields}").format(
            record=title, fields=", ".join(told)
        )
    return _("{record} is kept: it was changed or used after the import.").format(record=title)
