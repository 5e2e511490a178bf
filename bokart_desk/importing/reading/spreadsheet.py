"""Workbooks of spreadsheet programs, read by calamine in the reading process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from .refusal import Note, Refusal
from .zip_parts import SheetParts

_DENSE_CELLS = 1_000_000
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_MERGED_LIMIT = 100_000


def open_workbook(data: bytes) -> CalamineWorkbook:
    """Return the workbook, or refuse with "password" or "damaged"."""
    try:
        workbook = load_workbook(io.BytesIO(data))
    except PasswordError as error:
        raise Refusal("password") from error
    except CalamineError as error:
        raise Refusal("damaged") from error
    if not workbook.sheets_metadata:
        raise Refusal("damaged")
    return workbook


def skipped(workbook: CalamineWorkbook) -> list[Note]:
    """Return a note for each sheet that holds no cells: charts, dialogs, macros."""
    return [
        ("sheet_skipped", {"sheet": sheet.name})
        for sheet in workbook.sheets_metadata
        if sheet.typ != SheetTypeEnum.WorkSheet
    ]


def read_sheets(
    workbook: CalamineWorkbook, parts: list[SheetParts] | None, cell_limit: int
) -> Iterator[dict[str, Any]]:
    """Yield the message of each worksheet; ``parts`` is what calamine leaves out, in the workbook's order."""
    metadata = workbook.sheets_metadata
    known = parts if parts and len(parts) == len(metadata) else [SheetParts() for _ in metadata]
    for index, (meta, part) in enumerate(zip(metadata, known, strict=True)):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_index(index)
        except PasswordError as error:
            raise Refusal("password") from error
        except CalamineError as error:
            raise Refusal("damaged_sheet", sheet=meta.name) from error
        message = _message(sheet, part, cell_limit)
        message["hidden"] = meta.visible != SheetVisibleEnum.Visible
        yield message


def _message(sheet: CalamineSheet, part: SheetParts, cell_limit: int) -> dict[str, Any]:
    message: dict[str, Any] = {"sheet": sheet.name, "start": sheet.start or (0, 0)}
    if sheet.end and (sheet.end[0] >= _MOST_ROWS or sheet.end[1] >= _MOST_COLUMNS):
        raise Refusal("damaged_sheet", sheet=sheet.name)  # numbers that have wrapped around
    if sheet.height * sheet.width > cell_limit:
        raise Refusal("too_large")
    if sheet.height * sheet.width > _DENSE_CELLS:
        message["sparse"] = _sparse(sheet)
    else:
        message["rows"] = sheet.to_python()
    message["merged"] = (sheet.merged_cell_ranges or part.merged)[:_MERGED_LIMIT]
    message["errors"] = [(row, column, text) for (row, column), text in part.errors.items()]
    message["hidden_rows"] = [row for row in part.hidden_rows if sheet.end and row <= sheet.end[0]]
    message["hidden_columns"] = part.hidden_columns
    message["filtered"] = part.filtered
    message["uncomputed"] = part.uncomputed
    return message


def _sparse(sheet: CalamineSheet) -> list[tuple[int, list[Any]]]:
    """Return the rows that are not empty with their numbers counted from the first used row, one row at a time."""
    first = sheet.start[0] if sheet.start else 0
    rows: list[tuple[int, list[Any]]] = []
    for number, row in enumerate(sheet.iter_rows()):
        while row and row[-1] == "":
            row.pop()
        if row:
            rows.append((number - first, row))
    return rows
