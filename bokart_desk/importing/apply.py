"""Writes a plan to the register: one transaction a file, a verified backup before it, wholly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from bokart_desk.i18n import _
from bokart_desk.importing.operations import REFERENCES, Operations, Values
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.pause import collector_paused
from bokart_desk.importing.plan import Cancelled, FilePlan, Progress, RowPlan, SheetPlan, plan_workbook
from bokart_desk.importing.reading import ReadingCancelled
from bokart_desk.services.register import Register
from bokart_desk.storage.imports import begin_batch, change_record, insert_records, reserve_ids, write_source_rows
from bokart_desk.storage.matching import register_version
from bokart_desk.storage.work import Work, unit_of_work

if TYPE_CHECKING:
    from pathlib import Path

    from bokart_desk.services.backups import Taken

_STEPS = len(REFERENCES) + 3
_ROWS_AT_ONCE = 5000
"""Rows of a list that are made ready to be written: of a long one all at once would take much room."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import brought. ``batch`` is None when the file held nothing that the register did not have.

    ``copy_problem``: why the backup before it could not be copied to the second place, in words; empty when it could.
    """

    batch: int | None
    totals: dict[Outcome, int]
    contracts: dict[tuple[str, int], int] = field(default_factory=dict)
    backup: Path | None = None
    plan: FilePlan | None = None
    copy_problem: str = ""


def apply_plan(
    register: Register,
    plan: FilePlan,
    *,
    who: str,
    now: datetime,
    cancelled: Cancelled | None = None,
    progress: Progress | None = None,
) -> Applied:
    """Write ``plan``. If the register has changed since it was made, the file is planned anew first.

    ``who``: the user's name for history; ``now``: the moment in UTC. Raises ReadingCancelled when the user stops it,
    and RegisterError when the register cannot be written; both leave the register as it was.
    """
    if not plan.changes_register:
        return Applied(None, plan.totals, _contracts_of(plan, {}), plan=plan)
    steps = _Steps(cancelled, progress)
    backup = _back_up(register, now)
    steps.done()
    with collector_paused(), unit_of_work(register.engine, what="import", who=who, at=now) as work:
        if register_version(work.connection) != plan.version:
            plan = plan_workbook(
                work.connection,
                plan.workbook,
                today=plan.today,
                on_duplicate=plan.on_duplicate,
                overrides=plan.overrides,
                cancelled=cancelled,
            )
        batch = begin_batch(work, _batch_values(plan, now))
        numbers = _write_records(work, plan.operations, steps)
        _write_rows(work, plan, numbers)
        steps.done()
    return Applied(batch, plan.totals, _contracts_of(plan, numbers), backup.path, plan, backup.copied.problem)


class _Steps:
    """Tells how far the writing is; a wish to stop is heard between the steps."""

    def __init__(self, cancelled: Cancelled | None, progress: Progress | None) -> None:
        self._cancelled = cancelled
        self._progress = progress
        self._count = 0

    def done(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise ReadingCancelled
        self._count += 1
        if self._progress is not None:
            self._progress(min(self._count, _STEPS), _STEPS)


def _back_up(register: Register, now: datetime) -> Taken:
    from bokart_desk.services.backups import take_backup  # noqa: PLC0415 - only when something is written

    return take_backup(register, now=now, reason=_("before import"))


_Numbers = dict[int, int]
"""The ids that temporary ones became; those are below zero and belong to one record each, whatever its kind."""


def _write_records(work: Work, operations: Operations, steps: _Steps) -> _Numbers:
    """Write new records, then changed ones; return the ids that temporary ones became."""
    numbers: _Numbers = {}
    for kind, references in REFERENCES.items():
        new = operations.inserts[kind]
        if new:
            ids = reserve_ids(work, kind, len(new))
            numbers.update(zip(new, ids, strict=True))
            insert_records(work, kind, _columns(list(new.values()), references, numbers) | {"id": ids})
        steps.done()
    for (kind, record_id), changed in operations.updates.items():
        pointing = {column for column, _kind in REFERENCES[kind]}
        settled = {name: numbers.get(value, value) if name in pointing else value for name, value in changed.items()}
        change_record(work, kind, record_id, settled)
    steps.done()
    return numbers


def _columns(
    rows: list[Values], references: tuple[tuple[str, str], ...], numbers: _Numbers
) -> dict[str, Sequence[Any]]:
    columns: dict[str, Sequence[Any]] = {name: list(map(itemgetter(name), rows)) for name in rows[0]}
    for name in {name for name, _kind in references} & columns.keys():
        columns[name] = [numbers.get(one, one) for one in columns[name]]
    return columns


def _batch_values(plan: FilePlan, now: datetime) -> Values:
    return {
        "file_name": plan.file_name,
        "file_sha256": plan.workbook.sha256,
        "file_size": plan.workbook.size,
        "imported_at": now,
        "sheets": [_sheet_values(sheet) for sheet in plan.sheets],
        "totals": {str(outcome): count for outcome, count in plan.totals.items()},
    }


def _sheet_values(sheet: SheetPlan) -> Values:
    return {
        "name": sheet.name,
        "kind": str(sheet.kind),
        "header_row": sheet.header_row,
        "first_row": sheet.first_row,
        "headers": list(sheet.headers),
        "columns": {column.header: str(column.field) for column in sheet.columns if column.field},
    }


def _write_rows(work: Work, plan: FilePlan, numbers: _Numbers) -> None:
    for sheet in plan.sheets:
        for first in range(0, len(sheet.rows), _ROWS_AT_ONCE):
            _write_some_rows(work, sheet.name, sheet.rows[first : first + _ROWS_AT_ONCE], numbers)


def _write_some_rows(work: Work, sheet: str, rows: Sequence[RowPlan], numbers: _Numbers) -> None:
    facts = [row.facts for row in rows]
    columns: dict[str, Sequence[Any]] = {
        "sheet": [sheet] * len(rows),
        "row": [one.row for one in facts],
        "cells": [one.cells for one in facts],
        "digest": [one.source_digest or one.digest for one in facts],
        "outcome": [row.outcome.value for row in rows],
        "field": [row.field for row in rows],
        "reason": [one.reason or None for one in facts],
    }
    links = [[(kind, numbers.get(one, one)) for kind, one in row.records] for row in rows]
    write_source_rows(work, columns, links)


def _contracts_of(plan: FilePlan, numbers: _Numbers) -> dict[tuple[str, int], int]:
    """Return the contract that each row made or met, by sheet and row number."""
    return {
        (sheet.name, row.row): numbers.get(one, one)
        for sheet in plan.sheets
        for row in sheet.rows
        for kind, one in row.records
        if kind == "contract"
    }
