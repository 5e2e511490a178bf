"""The commands that bring lists in and take them back: ``import`` and ``undo-import``."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bokart_desk.app.cli.calling import Call, Exit, print_json, say, tell, tell_if_any
from bokart_desk.i18n import _, ngettext

if TYPE_CHECKING:
    from bokart_desk.importing.apply import Applied
    from bokart_desk.importing.choices import Overrides
    from bokart_desk.importing.mapping import ColumnPlan
    from bokart_desk.importing.outcomes import OnDuplicate
    from bokart_desk.importing.plan import FilePlan, SheetPlan
    from bokart_desk.importing.reading import Workbook
    from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of one file; without a plan, ``error`` says why it could not be read."""

    path: Path
    plan: FilePlan | None = None
    applied: Applied | None = None
    rejects: Path | None = None
    error: str = ""
    rejects_error: str = ""


def import_lists(call: Call, arguments: Namespace) -> int:
    """Bring files in, one transaction each; a file that cannot be read does not stop the others."""
    if arguments.rejects is not None and not _made(arguments.rejects):
        return Exit.REGISTER_FAILED
    from bokart_desk.importing.reading.ahead import reading_ahead  # noqa: PLC0415

    with reading_ahead(arguments.files[0]) as read, _register(call, dry_run=arguments.dry_run) as register:
        preset = _preset(register, arguments.preset)
        if preset is None:
            tell(_("There is no saved mapping called {name}.").format(name=arguments.preset))
            return Exit.WRONG_USAGE
        way = _Way(call, arguments, preset)
        told = [_told(register, path, way, read if place == 0 else None) for place, path in enumerate(arguments.files)]
    if arguments.json:
        print_json([one.record for one in told])
        tell_if_any(*(error for one in told for error in one.errors))
    tell_if_any(*dict.fromkeys(one.copy_problem for one in told))
    return max(one.exit for one in told)  # the numbers grow with what is the matter


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is to say of one file once its plan, which is large, is gone."""

    exit: Exit
    record: dict[str, Any] | None = None
    errors: tuple[str, ...] = ()
    copy_problem: str = ""


def _told(register: Register, path: Path, way: _Way, read: Callable[[], Workbook] | None) -> _Told:
    """Bring one file in and say what became of it, with ``--json`` as a record that is printed with the others."""
    done, arguments = _one(register, path, way, read), way.arguments
    problem = done.applied.copy_problem if done.applied is not None else ""
    exit_code = Exit.UNREADABLE
    if done.plan is not None:
        exit_code = Exit.NEEDS_A_LOOK if _needs_a_look(done.plan) or problem else Exit.DONE
    if arguments.json:
        record = as_record(done, dry_run=arguments.dry_run)
        return _Told(exit_code, record, (done.error, done.rejects_error), problem)
    _report(done, dry_run=arguments.dry_run)
    return _Told(exit_code, copy_problem=problem)


def _made(folder: Path) -> bool:
    """Make the folder for rejected rows before anything is imported; say so and tell False where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        tell(
            _(
                "The folder {folder} for rows that are not imported could not be made. Nothing was imported. "
                "Choose another folder, and try again."
            ).format(folder=folder)
        )
        return False
    return True


@contextmanager
def _register(call: Call, *, dry_run: bool) -> Iterator[Register]:
    """Open the register; a dry run where there is none is tried on an empty one that is thrown away."""
    if dry_run and not call.register.exists():
        with tempfile.TemporaryDirectory(prefix="bokart-") as folder:
            trial = replace(call, register=Path(folder) / "register.db")
            with trial.opened(create=True, ask=False) as register:  # nothing is kept in it
                yield register
        return
    with call.opened(create=not dry_run, writes=not dry_run) as register:
        yield register


@dataclass(frozen=True, slots=True)
class _Preset:
    """A saved mapping, as planning takes it; nothing where none was asked for."""

    overrides: Overrides | None = None
    on_duplicate: OnDuplicate | None = None


def _preset(register: Register, name: str | None) -> _Preset | None:
    """Return the saved mapping of a name; None when there is none of that name."""
    if name is None:
        return _Preset()
    from bokart_desk.importing.choices import Overrides  # noqa: PLC0415
    from bokart_desk.importing.presets import policy_of, sheets_of  # noqa: PLC0415
    from bokart_desk.services.presets import preset_named  # noqa: PLC0415

    saved = preset_named(register, name)
    if saved is None:
        return None
    return _Preset(Overrides(presets=sheets_of(saved.mapping)), policy_of(saved.mapping))


@dataclass(frozen=True, slots=True)
class _Way:
    """How all files of a call are brought in."""

    call: Call
    arguments: Namespace
    preset: _Preset


def _one(register: Register, path: Path, way: _Way, read: Callable[[], Workbook] | None) -> _Done:
    from bokart_desk.importing.apply import apply_plan  # noqa: PLC0415
    from bokart_desk.importing.outcomes import OnDuplicate  # noqa: PLC0415
    from bokart_desk.importing.plan import plan_file  # noqa: PLC0415
    from bokart_desk.importing.reading import UnreadableFile  # noqa: PLC0415
    from bokart_desk.importing.rejects import write_rejects  # noqa: PLC0415
    from bokart_desk.services.workbook import WorkbookNotWritten  # noqa: PLC0415

    call, arguments, preset = way.call, way.arguments, way.preset
    policy = arguments.on_duplicate or preset.on_duplicate or OnDuplicate.UPDATE
    try:
        plan = plan_file(register, path, today=call.today, on_duplicate=policy, overrides=preset.overrides, read=read)
    except UnreadableFile as unreadable:
        return _Done(path, error=unreadable.message)
    applied = None if arguments.dry_run else apply_plan(register, plan, who=call.who, now=call.now)
    plan = applied.plan or plan if applied is not None else plan  # made anew if the register changed in between
    if arguments.rejects is None:
        return _Done(path, plan, applied)
    try:
        return _Done(path, plan, applied, write_rejects(plan, arguments.rejects))
    except WorkbookNotWritten:
        text = _(
            "The rows of {file} that were not imported could not be written to {folder}. What was imported stands. "
            "Close the workbook if it is open, and import the list again."
        )
        return _Done(path, plan, applied, rejects_error=text.format(file=path.name, folder=arguments.rejects))


def _needs_a_look(plan: FilePlan) -> bool:
    """Rows were not taken, or the file held no list at all."""
    from bokart_desk.importing.mapping import SheetKind  # noqa: PLC0415

    rejected = any(count for outcome, count in plan.totals.items() if outcome.rejected)
    return rejected or all(sheet.kind is SheetKind.NOT_A_LIST for sheet in plan.sheets)


def as_record(done: _Done, *, dry_run: bool) -> dict[str, Any]:
    """Return what became of a file as ``import --json`` prints it."""
    if done.plan is None:
        return {
            "file": str(done.path),
            "error": done.error,
            "batch": None,
            "dry_run": dry_run,
            "sheets": [],
            "totals": {},
        }
    contracts = done.applied.contracts if done.applied is not None else {}
    return {
        "file": str(done.path),
        "batch": done.applied.batch if done.applied is not None else None,
        "dry_run": dry_run,
        "sheets": [_sheet(sheet, contracts) for sheet in done.plan.sheets],
        "totals": {outcome.value: count for outcome, count in done.plan.totals.items()},
        "notes": list(done.plan.notes),
        "rejects": str(done.rejects) if done.rejects is not None else None,
    }


def _sheet(sheet: SheetPlan, contracts: dict[tuple[str, int], int]) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "kind": str(sheet.kind),
        "header_row": sheet.header_row,
        "columns": _named(sheet.columns),
        "unmapped": [column.header for column in sheet.columns if column.field is None and column.header],
        "why": sheet.why,
        "notes": list(sheet.notes),
        "rows": [
            {
                "row": row.row,
                "outcome": row.outcome.value,
                "field": row.field,
                "reason": row.reason or None,
                "contract": contracts.get((sheet.name, row.row), row.contract_id),
                "warnings": list(row.warnings),
            }
            for row in sheet.rows
        ],
    }


def _named(columns: tuple[ColumnPlan, ...]) -> dict[str, str]:
    """Return heading to field; a heading that stands twice gets its column's place the second time."""
    named: dict[str, str] = {}
    for column in columns:
        if column.field is not None:
            unique = column.header and column.header not in named
            named[column.header if unique else f"{column.header} ({column.index + 1})"] = str(column.field)
    return named


def _report(done: _Done, *, dry_run: bool) -> None:
    if done.plan is None:
        tell(done.error)
        return
    say(done.path.name + (" " + _("(only tried)") if dry_run else ""))
    for note in done.plan.notes:
        say(f"  {note}")
    for sheet in done.plan.sheets:
        say(f"  {sheet.name}: {sheet.why}" if sheet.name else f"  {sheet.why}")
        for note in sheet.notes:
            say(f"    {note}")
    say("  " + totals_in_words(done.plan))
    for sheet in done.plan.sheets:
        for row in sheet.rows:
            if row.outcome.rejected:
                say("  " + _row_in_words(sheet.name, row.row, row.reason))
    pointed_out = sum(1 for sheet in done.plan.sheets for row in sheet.rows if row.warnings)
    if pointed_out:
        text = ngettext("{count} row has something to look at.", "{count} rows have something to look at.", pointed_out)
        say("  " + text.format(count=pointed_out))
    if done.applied is not None and done.applied.batch is not None:
        say("  " + _("Take it back with: undo-import {batch}").format(batch=done.applied.batch))
    if done.rejects is not None:
        say("  " + _("Rows that were not imported: {file}").format(file=done.rejects))
    tell_if_any(done.rejects_error)


def _row_in_words(sheet: str, row: int, reason: str) -> str:
    if sheet:
        return _("{sheet}, row {row}: {reason}").format(sheet=sheet, row=row, reason=reason)
    return _("Row {row}: {reason}").format(row=row, reason=reason)


def totals_in_words(plan: FilePlan) -> str:
    """Return how many rows had which outcome: "148 nye, 2 hoppet over"."""
    from bokart_desk.importing.outcomes import outcome_count  # noqa: PLC0415

    parts = [outcome_count(outcome, count) for outcome, count in plan.totals.items() if count]
    return ", ".join(parts) or _("nothing to import")


def undo_import(call: Call, arguments: Namespace) -> int:
    """Take back what an import brought; what was changed by hand since is kept and listed."""
    from bokart_desk.services.undo_import import UnknownImport, take_back  # noqa: PLC0415

    with call.opened(writes=True) as register:
        try:
            undone = take_back(register, arguments.batch, who=call.who, now=call.now)
        except UnknownImport as unknown:
            tell(unknown.message)
            return Exit.WRONG_USAGE
    say(
        ngettext(
            "{count} record was taken back from import {batch}.",
            "{count} records were taken back from import {batch}.",
            undone.records,
        ).format(count=undone.records, batch=arguments.batch)
    )
    for line in undone.kept:
        tell(line)
    tell_if_any(undone.copy_problem)
    return Exit.NEEDS_A_LOOK if undone.kept or undone.copy_problem else Exit.DONE
