"""From a file to a plan: what each sheet is, and what each row would do to the register. Nothing is changed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import Protection
from bokart_desk.importing.choices import NOTHING_SAID, Overrides, SheetChoices, SheetKey
from bokart_desk.importing.facts import Change, RowFacts
from bokart_desk.importing.guesses import NO_GUESSES, SheetGuesses, guesses_of
from bokart_desk.importing.interpret import interpret_sheet
from bokart_desk.importing.known import Known
from bokart_desk.importing.mapping import ColumnPlan, SheetKind, SheetMapping, header_of, map_sheet, shape_of
from bokart_desk.importing.matching import Matcher
from bokart_desk.importing.operations import Operations
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.pause import collector_paused
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.reading import ReadingCancelled, Workbook, read_file
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.summary import summary_of
from bokart_desk.importing.tables import oldest_first, split_tables
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.matching import load_known

if TYPE_CHECKING:
    from sqlalchemy import Connection

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
_ROWS_BETWEEN_LOOKS = 500


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What one row would do. ``records`` are those it belongs to as (kind, id); ids below zero are new ones."""

    facts: RowFacts
    kind: SheetKind
    records: tuple[tuple[str, int], ...]

    @property
    def row(self) -> int:
        """The row's number as a spreadsheet program shows it."""
        return self.facts.row

    @property
    def outcome(self) -> Outcome:
        """What becomes of the row."""
        return self.facts.outcome or Outcome.INVALID

    @property
    def field(self) -> str | None:
        """The field that the reason is about."""
        return str(self.facts.field) if self.facts.field else None

    @property
    def reason(self) -> str:
        """Why the row is not taken, for people; empty when it is."""
        return self.facts.reason

    @property
    def warnings(self) -> tuple[str, ...]:
        """What somebody should look at although the row is taken."""
        return tuple(self.facts.warnings)

    @property
    def problem(self) -> Problem | None:
        """What kind of thing is wrong with the row, when it is not taken."""
        return self.facts.problem

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the row says otherwise than the register has it."""
        return tuple(self.facts.changes)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it stands in the list."""
        return self.facts.cells

    @property
    def contract_id(self) -> int | None:
        """The contract in the register that the row is about, None for a new one and for other rows."""
        return next((one for kind, one in reversed(self.records) if kind == "contract" and one > 0), None)

    @property
    def summary(self) -> str:
        """The row in words: who, where, from when to when."""
        return summary_of(self.facts, self.kind)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One list of a file, with a row plan for every row below its header that is not empty."""

    name: str
    kind: SheetKind
    header_row: int | None
    columns: tuple[ColumnPlan, ...]
    rows: tuple[RowPlan, ...]
    why: str
    headers: tuple[str, ...] = ()
    first_row: int = 1
    hidden: bool = False
    notes: tuple[str, ...] = ()
    shape: str = ""
    """What is the same for lists with the same headings (``shape_of``)."""
    choices: SheetChoices = NOTHING_SAID
    """What the user, or a saved mapping, said about the list."""
    guesses: SheetGuesses = NO_GUESSES
    hidden_rows: int = 0
    """How many rows the file hides."""

    @property
    def key(self) -> SheetKey:
        """The list among those of its file: its first table is known by the first row of the sheet."""
        return self.name, self.first_row


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a file would do to the register of that ``version``."""

    path: Path
    workbook: Workbook
    sheets: tuple[SheetPlan, ...]
    totals: dict[Outcome, int]
    operations: Operations
    version: int
    on_duplicate: OnDuplicate
    overrides: Overrides
    today: date
    notes: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of the file, without its folder."""
        return self.path.name

    @property
    def changes_register(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.operations)


def plan_file(
    register: Register,
    path: Path,
    *,
    today: date,
    on_duplicate: OnDuplicate | str = OnDuplicate.UPDATE,
    overrides: Overrides | None = None,
    cancelled: Cancelled | None = None,
    progress: Progress | None = None,
    read: Callable[[], Workbook] | None = None,
) -> FilePlan:
    """Read ``path`` and return what it would do to ``register``. ``read``: waits for a file that is being read ahead.

    Raises UnreadableFile (its ``message`` is for the user) and ReadingCancelled.
    """
    with collector_paused():
        workbook = read() if read is not None else read_file(path, cancelled=cancelled)
    with reading(register.engine) as connection, collector_paused():
        return plan_workbook(
            connection,
            workbook,
            today=today,
            on_duplicate=OnDuplicate(on_duplicate),
            overrides=overrides or Overrides(),
            cancelled=cancelled,
            progress=progress,
        )


def plan_again(
    register: Register,
    plan: FilePlan,
    *,
    on_duplicate: OnDuplicate,
    overrides: Overrides,
    cancelled: Cancelled | None = None,
    progress: Progress | None = None,
) -> FilePlan:
    """Return what the file of ``plan`` would do with other choices; the file itself is not read again."""
    with reading(register.engine) as connection, collector_paused():
        return plan_workbook(
            connection,
            plan.workbook,
            today=plan.today,
            on_duplicate=on_duplicate,
            overrides=overrides,
            cancelled=cancelled,
            progress=progress,
        )


def plan_workbook(
    connection: Connection,
    workbook: Workbook,
    *,
    today: date,
    on_duplicate: OnDuplicate,
    overrides: Overrides,
    cancelled: Cancelled | None = None,
    progress: Progress | None = None,
) -> FilePlan:
    """Return what a workbook that was read would do to the register as ``connection`` sees it.

    A row that marks an address as strictly confidential holds for the household's other rows too, also those before
    it: then the file is planned once more, with what the first time found.
    """
    given = (connection, workbook, today, on_duplicate, overrides, cancelled, progress)
    plan = _plan(*given)
    rows = (row.facts for sheet in plan.sheets for row in sheet.rows)
    marked = [facts for facts in rows if facts.protection is Protection.STRICTLY_CONFIDENTIAL]
    return _plan(*given, marked) if marked else plan


def _plan(
    connection: Connection,
    workbook: Workbook,
    today: date,
    on_duplicate: OnDuplicate,
    overrides: Overrides,
    cancelled: Cancelled | None,
    progress: Progress | None,
    marked: Iterable[RowFacts] = (),
) -> FilePlan:
    known = Known(load_known(connection))
    matcher = Matcher(known, on_duplicate, today, marked)
    tables = [table for sheet in workbook.sheets for table in split_tables(sheet)]
    watch = _Watch(sum(len(table.sheet.rows) for table in tables), cancelled, progress)
    planned: dict[int, SheetPlan] = {}
    for place, table in oldest_first(tables):
        mapping = map_sheet(
            table.sheet,
            file_name=workbook.path.stem,
            title=table.title,
            choices=choices_for(table.sheet, overrides),
        )
        planned[place] = _plan_sheet(table.sheet, mapping, matcher, watch, today, workbook.path.stem, overrides)
    plans = [planned[place] for place in sorted(planned)]
    totals = Counter(row.outcome for plan in plans for row in plan.rows)
    return FilePlan(
        path=workbook.path,
        workbook=workbook,
        sheets=tuple(plans),
        totals={outcome: totals[outcome] for outcome in Outcome},
        operations=known.operations,
        version=known.version,
        on_duplicate=on_duplicate,
        overrides=overrides,
        today=today,
        notes=workbook.notes,
    )


class _Watch:
    """Tells how far the planning is, and stops it when the user wants."""

    def __init__(self, total: int, cancelled: Cancelled | None, progress: Progress | None) -> None:
        self._total = total
        self._cancelled = cancelled
        self._progress = progress
        self._done = 0

    def step(self) -> None:
        self._done += 1
        if self._done % _ROWS_BETWEEN_LOOKS:
            return
        if self._cancelled is not None and self._cancelled():
            raise ReadingCancelled
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)


def _plan_sheet(
    sheet: Sheet,
    mapping: SheetMapping,
    matcher: Matcher,
    watch: _Watch,
    today: date,
    file_name: str,
    overrides: Overrides,
) -> SheetPlan:
    rows: list[RowPlan] = []
    guesses = NO_GUESSES
    if mapping.kind is not SheetKind.NOT_A_LIST:
        unwanted = {row for name, row in overrides.left_out if name == sheet.name}
        corrected = overrides.cells_of(sheet.name) if overrides.cells else None
        interpreted = interpret_sheet(
            sheet,
            mapping,
            today=today,
            file_name=file_name,
            corrected=corrected,
            left_out=unwanted,
            fates=overrides.notes_of(sheet.name) if overrides.notes else None,
        )
        guesses = guesses_of(interpreted)
        for facts in interpreted.rows:
            watch.step()
            kind = facts.row_kind or mapping.kind
            if overrides.on_duplicate or overrides.households:
                facts.on_duplicate = overrides.on_duplicate.get((sheet.name, facts.row))
                facts.answer_to_name = overrides.households.get((sheet.name, facts.row))
            rows.append(RowPlan(facts, kind, matcher.decide(facts, kind, sheet.name)))
    listed = mapping.kind is not SheetKind.NOT_A_LIST and mapping.header is not None
    headers = {column.index: column.header for column in mapping.columns}
    width = max(headers, default=-1) + 1
    return SheetPlan(
        name=sheet.name,
        kind=mapping.kind,
        header_row=sheet.first_row + mapping.header if listed and mapping.header is not None else None,
        columns=mapping.columns if listed else (),
        rows=tuple(rows),
        why=mapping.why,
        headers=tuple(headers.get(index, "") for index in range(width)) if listed else (),
        first_row=sheet.first_row,
        hidden=sheet.hidden,
        notes=sheet.notes,
        shape=mapping.shape,
        choices=mapping.choices,
        guesses=guesses,
        hidden_rows=len(sheet.hidden_rows),
    )


def choices_for(sheet: Sheet, overrides: Overrides) -> SheetChoices:
    """Return what the user said about a list, over what a saved mapping for lists of its shape says."""
    own = overrides.sheets.get((sheet.name, sheet.first_row), NOTHING_SAID)
    for preset in overrides.presets:
        for said in (own.over(preset.choices), replace(own.over(preset.choices), header_row=own.header_row)):
            header = header_of(sheet, said)
            if header is not None and shape_of(header.texts) == preset.shape:
                return said
    return own
