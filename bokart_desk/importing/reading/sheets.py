"""What reading gives: a workbook of sheets of cells, the limits it is read under, and the two ways it can end badly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""The value of a cell as the file holds it; None is an empty one (a cell of blanks counts as empty)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: all rows have the same width, and empty rows inside the list are kept.

    ``rows[i]`` is the row that a spreadsheet program numbers ``first_row + i``; the first cell of each row is in
    column ``first_column`` (A = 1). ``merged`` holds (row0, col0, row1, col1) as indexes into rows, inclusive.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 1
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    notes: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    """Indexes into rows of the rows that the spreadsheet hides (by hand or by a filter)."""
    hidden_columns: tuple[int, ...] = ()
    """Indexes into the cells of a row, of the columns that the spreadsheet hides."""
    filtered: bool = False
    """Whether a filter was on when the list was saved; all rows are here all the same."""
    uncomputed: int = 0
    """How many cells hold a formula without its value; they are empty here."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read: ``kind`` tells by its content what it is ("xlsx", "xls", "ods", "csv" ...)."""

    path: Path
    kind: str
    sheets: list[Sheet]
    sha256: str
    size: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may cost before reading it is given up."""

    seconds: float = 20.0
    memory_bytes: int = 768 * 1024**2
    """Memory of the reading process; with what the program itself needs then, it stays below 1 GiB."""
    file_bytes: int = 128 * 1024**2
    unpacked_bytes: int = 512 * 1024**2
    """What a compressed workbook says it unpacks to, pictures not counted."""
    cells: int = 20_000_000
    """Rows times columns of one sheet, from its first used cell to its last."""
    rows: int = 100_500
    """Rows with anything in them, of all sheets together."""
    filled_cells: int = 4_000_000
    """Cells with anything in them, of all sheets together."""
    result_bytes: int = 64 * 1024**2
    """What the reading process may send back."""


class UnreadableFile(Exception):
    """A file that could not be read; ``message`` is for the user, ``reason`` for programs and logs."""

    def __init__(self, path: Path, reason: str, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.reason = reason
        self.message = message


class ReadingCancelled(Exception):
    """The user stopped the reading; nothing came of it."""
