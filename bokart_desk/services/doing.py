"""How every command is carried out: in one transaction with its history, refused whole by a rule, or done whole."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bokart_desk.i18n import _, format_moment
from bokart_desk.services.register import Register
from bokart_desk.services.writing import in_use

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.work import Work


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class By:
    """Who gives a command, the moment in UTC (for history) and the user's own day (for the rules)."""

    who: str
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Done:
    """What a command changed. ``title`` says it in the user's words, for undo: "Move out: Amina Hussein".

    ``work`` is its number in history, None when nothing differed. ``record``: the record that was made or changed.
    ``records``: the ids of all that were made, changed or taken away, by kind (the table's name).
    """

    what: str
    title: str
    work: int | None
    record: int | None = None
    records: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.work is not None


class Refused(Exception):
    """A rule does not allow the command, and nothing was changed.

    ``message`` is a finished text for the user; ``fields`` tells what is wrong with single fields, by their names.
    """

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})


class ChangedMeanwhile(Refused):
    """Somebody changed the same field after the user saw it; ``theirs`` is what it holds now."""

    def __init__(self, message: str, field_name: str, theirs: Any) -> None:
        super().__init__(message, {field_name: message})
        self.field = field_name
        self.theirs = theirs


class Job:
    """A command under way: records are made, changed and taken away through the rules of their kind."""

    def __init__(self, work: Work, by: By) -> None:
        self._work = work
        self.by = by
        self.record: int | None = None

    @property
    def connection(self) -> Connection:
        """The connection that the command reads and writes on."""
        return self._work.connection

    @property
    def work(self) -> Work:
        """The unit of work itself, for what has no rules of its own."""
        return self._work

    def insert(self, kind: str, values: Mapping[str, Any]) -> int:
        """Make a record and return its id. Raise ``Refused`` when a rule of its kind is against it."""
        from bokart_desk.services.rules import prepare  # noqa: PLC0415 - loaded with the first change
        from bokart_desk.storage.schema import metadata  # noqa: PLC0415

        made = self._work.insert(metadata.tables[kind], prepare(kind, values, None, self))
        self.record = self.record or made
        return made

    def update(
        self, kind: str, record_id: int, values: Mapping[str, Any], *, seen: Mapping[str, Any] | None = None
    ) -> bool:
        """Change fields of a record; tell whether anything differed.

        ``seen``: what the user saw in the fields. Raise ``Refused`` by a rule or when the record is gone,
        ``ChangedMeanwhile`` when a field holds something else than was seen.
        """
        from bokart_desk.services.rules import prepare  # noqa: PLC0415
        from bokart_desk.storage.schema import metadata  # noqa: PLC0415
        from bokart_desk.storage.work import ChangedSince  # noqa: PLC0415

        self.record = self.record or record_id
        current = self.held(kind, record_id)
        try:
            return self._work.update(metadata.tables[kind], record_id, prepare(kind, values, current, self), seen=seen)
        except ChangedSince as error:
            raise self._changed_meanwhile(error) from error

    def delete(self, kind: str, record_id: int) -> None:
        """Take a record away. Raise ``Refused`` by a rule, or when it is gone already."""
        from bokart_desk.services.rules import refuse_to_go  # noqa: PLC0415
        from bokart_desk.storage.schema import metadata  # noqa: PLC0415

        refuse_to_go(kind, self.held(kind, record_id), self)
        self._work.delete(metadata.tables[kind], record_id)

    def held(self, kind: str, record_id: int) -> Mapping[str, Any]:
        """Return what a record holds now. Raise ``Refused`` when it is gone."""
        from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

        current = read_record(self.connection, kind, record_id)
        if current is None:
            raise Refused(_("This was deleted meanwhile, so nothing was saved. Go back to the list and look again."))
        return current

    def _changed_meanwhile(self, error: Any) -> ChangedMeanwhile:
        from bokart_desk.storage.reverse import last_change  # noqa: PLC0415

        by = last_change(self.connection, error.kind, error.record_id, error.field)
        if by is None:
            message = _("This was changed in another window meanwhile. Your change is not saved yet.")
        else:
            message = _("{who} changed this {when}, after you saw it. Your change is not saved yet.").format(
                who=by[0] or _("Somebody"), when=format_moment(by[1])
            )
        return ChangedMeanwhile(message, error.field, error.current)


class _Ending:
    """Carries what a command did out of its block."""

    def __init__(self, job: Job, what: str, title: str) -> None:
        self.job = job
        self.what = what
        self.title = title
        self._done: Done | None = None

    @property
    def done(self) -> Done:
        """What the command changed; only after its block has ended."""
        if self._done is None:
            raise RuntimeError("the command has not ended")
        return self._done

    def finish(self) -> None:
        """Note what was changed, after the commit."""
        work = self.job.work
        records: dict[str, frozenset[int]] = {}
        for part in (work.changes.created, work.changes.changed, work.changes.deleted):
            for kind, ids in part.items():
                records[kind] = records.get(kind, frozenset()) | frozenset(ids)
        self._done = Done(self.what, self.title, work.group, self.job.record, records)


@contextmanager
def doing(register: Register, what: str, by: By, title: str = "") -> Iterator[_Ending]:
    """Yield a command to fill: ``with doing(register, "move_out", by) as it: it.job.update(...); it.title = ...``.

    ``what``: the job's name in history, a short code (``services.jobs`` has its words). All is committed when the
    block ends, with its history, and undone when it raises. Afterwards ``it.done`` tells what was changed.
    """
    from bokart_desk.storage.work import Clash, unit_of_work  # noqa: PLC0415 - loaded with the first change

    if register.in_use_by is not None:
        raise Refused(in_use(register.path, register.in_use_by).message)
    if register.read_only:
        raise Refused(_("This register is open for reading only, so nothing was changed."))
    try:
        with unit_of_work(register.engine, what=what, who=by.who, at=by.now) as work:
            ending = _Ending(Job(work, by), what, title)
            yield ending
    except Clash as error:
        _log.warning("%s did not fit with the register: %s", what, error.orig)
        raise Refused(
            _(
                "This does not fit with what is in the register by now: something it needs was deleted meanwhile, or "
                "is there already. Nothing was saved. Go back to the list and look again."
            )
        ) from error
    ending.finish()
