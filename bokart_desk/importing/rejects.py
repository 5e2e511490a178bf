"""Writes the rows that were not taken to a workbook of the same layout, ready to be corrected and imported again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.importing.outcomes import outcome_label
from bokart_desk.importing.plan import FilePlan, RowPlan, SheetPlan
from bokart_desk.importing.reading import Cell
from bokart_desk.services.workbook import PlainTable, write_tables


def rejected_rows(sheet: SheetPlan) -> list[RowPlan]:
    """Return the rows of a sheet that were not taken and need a look."""
    return [row for row in sheet.rows if row.outcome.rejected]


def write_rejects(plan: FilePlan, folder: Path) -> Path | None:
    """Write the rejected rows of a file to a workbook in ``folder`` and return it; None when there are none.

    The cells stand as in the list, with one column more that says what is wrong; the cell in question is coloured.
    Raises WorkbookNotWritten.
    """
    if not has_rejects(plan):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return write_rejects_as(plan, folder / rejects_name(plan))


def has_rejects(plan: FilePlan) -> bool:
    """Tell whether any row of a file was not taken and needs a look."""
    return any(row.outcome.rejected for sheet in plan.sheets for row in sheet.rows)


def rejects_name(plan: FilePlan) -> str:
    """Return the name that the workbook of a file's rejected rows gets by itself."""
    return _("{name} - not imported.xlsx").format(name=plan.path.stem)


def write_rejects_as(plan: FilePlan, path: Path) -> Path:
    """Write the rejected rows of a file, which has some, to the workbook ``path`` and return it.

    Raises WorkbookNotWritten.
    """
    tables = [_table(sheet, rejected, plan) for sheet in plan.sheets if (rejected := rejected_rows(sheet))]
    write_tables(path, tables)
    return path


def _table(sheet: SheetPlan, rejected: list[RowPlan], plan: FilePlan) -> PlainTable:
    width = max(len(sheet.headers), *(len(row.cells) for row in rejected))
    headings = [*sheet.headers, *[""] * (width - len(sheet.headers)), _("What is wrong")]
    columns = {str(column.field): column.index for column in sheet.columns if column.field}
    originals = {
        one.first_row + index: cells
        for one in plan.workbook.sheets
        if one.name == sheet.name
        for index, cells in enumerate(one.rows)
    }
    corrected = plan.overrides.cells_of(sheet.name)
    rows: list[list[Any]] = []
    marked: set[tuple[int, int]] = set()
    for number, row in enumerate(rejected):
        said = corrected.get(row.row, {})
        rows.append(
            [*_cells(row, originals.get(row.row, []), said), *[None] * (width - len(row.cells)), _what_is_wrong(row)]
        )
        column = columns.get(row.field or "")
        marked.add((number, width if column is None else column))
    return PlainTable(sheet.name or _("List"), headings, rows, frozenset(marked))


def _cells(row: RowPlan, original: list[Cell], corrected: Mapping[int, str]) -> list[Any]:
    """The cells as the file holds them, with what the user wrote instead; of a hidden address what was kept."""
    if row.facts.protection is Protection.STRICTLY_CONFIDENTIAL:
        return list(row.cells)
    cells = list(row.cells if len(original) != len(row.cells) else original)
    for index, text in corrected.items():
        if index < len(cells):
            cells[index] = text or None
    return cells


def _what_is_wrong(row: RowPlan) -> str:
    return _("Row {row}, {outcome}: {reason}").format(
        row=row.row, outcome=outcome_label(row.outcome), reason=row.reason
    )
