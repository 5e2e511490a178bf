"""From the reading process's answer to sheets of cells: dates, whole numbers, empty cells, trimmed edges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from . import messages, mojibake
from .sheets import Cell, Sheet

_EXACT = 2**53
_PARTS_OF_A_DAY = 3
_REMEMBERED = 20_000


class TooLargeError(Exception):
    """A sheet whose used area holds more cells than the limit."""


def _number(value: float) -> Cell:
    return int(value) if value.is_integer() and abs(value) <= _EXACT else value


def _moment(parts: list[Any]) -> Cell:
    if len(parts) == _PARTS_OF_A_DAY:
        return date(*parts)
    match parts:
        case ["time", *rest]:
            return time(*rest)
        case ["duration", days, seconds, micros]:
            return timedelta(days, seconds, micros)
        case [*_]:
            return _whole_second(datetime(*parts))  # noqa: DTZ001 - lists hold local dates
    return None


def _whole_second(moment: datetime) -> Cell:
    """Undo the rounding of serial numbers; midnight is a plain date."""
    if moment.microsecond:
        micros = moment.microsecond
        if micros >= 500_000 and moment.year == 9999:
            micros = 0
        moment = moment.replace(microsecond=0) + timedelta(seconds=1 if micros >= 500_000 else 0)
    return moment.date() if moment.time() == time() else moment


_CONVERT: dict[type, Callable[[Any], Cell]] = {
    str: lambda text: text if text and not text.isspace() else None,
    float: _number,
    int: lambda number: number,
    bool: lambda truth: truth,
    list: _moment,
    type(None): lambda _nothing: None,
}


class _Rows:
    """Makes the cells of rows; a text that comes again, as most of a list do, is kept once."""

    def __init__(self) -> None:
        self._met: dict[str, str] = {}

    def row(self, values: list[Any]) -> list[Cell]:
        if len(self._met) > _REMEMBERED:
            self._met.clear()
        keep = self._met.setdefault
        return [
            keep(value, value) if type(value) is str and value and not value.isspace() else _CONVERT[type(value)](value)
            for value in values
        ]


@dataclass(slots=True)
class _Edges:
    """Where the used area lies in rows that are not trimmed yet."""

    height: int
    width: int


def to_sheet(message: dict[str, Any], cell_limit: int, *, suspect: bool) -> Sheet:
    """Make a sheet of one message; ``suspect``: its text may hold broken letters. Raises TooLargeError."""
    first_row, first_column = (int(number) for number in message.get("start", (0, 0)))
    rows = _dense(message, cell_limit)
    for row, column, text in message.get("errors", ()):
        _put(rows, row - first_row, column - first_column, str(text))
    _trim(rows, cell_limit)
    height, width = len(rows), len(rows[0]) if rows else 0
    repaired = _repair(rows) if suspect else 0
    hidden_rows = _inside(message.get("hidden_rows", ()), first_row, height)
    hidden_columns = _inside(message.get("hidden_columns", ()), first_column, width)
    sheet = Sheet(
        name=str(message["sheet"]),
        rows=rows,
        first_row=first_row + 1,
        first_column=first_column + 1,
        hidden=bool(message.get("hidden", False)),
        merged=_merged(message.get("merged", ()), first_row, first_column, _Edges(height, width)),
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        filtered=bool(message.get("filtered", False)),
        uncomputed=int(message.get("uncomputed", 0)),
    )
    object.__setattr__(sheet, "notes", messages.sheet_notes(sheet, repaired))
    return sheet


def _dense(message: dict[str, Any], cell_limit: int) -> list[list[Cell]]:
    """Make the rows; each goes in the place of what was sent, since freeing all of it at the end holds up a window."""
    make = _Rows().row
    if "sparse" not in message:
        dense: list[list[Cell]] = message["rows"]
        for place, values in enumerate(dense):
            dense[place] = make(values)
        return dense
    sparse = message["sparse"]
    if not sparse:
        return []
    if (sparse[-1][0] + 1) * max(len(values) for _number, values in sparse) > cell_limit:
        raise TooLargeError
    rows: list[list[Cell]] = [[] for _ in range(sparse[-1][0] + 1)]
    for place, (number, values) in enumerate(sparse):
        rows[number] = make(values)
        sparse[place] = None
    return rows


def _put(rows: list[list[Cell]], row: int, column: int, text: str) -> None:
    """Put the text of an error where calamine has an empty cell."""
    if 0 <= row < len(rows) and 0 <= column < 16384:
        cells = rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        if cells[column] is None:
            cells[column] = text


def _trim(rows: list[list[Cell]], cell_limit: int) -> None:
    """Drop empty rows and columns at the end, and give all rows the same width."""
    width = 0
    for row in rows:
        if len(row) > width:
            last = len(row)
            while last > width and row[last - 1] is None:
                last -= 1
            width = last
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    if len(rows) * width > cell_limit:
        raise TooLargeError
    for row in rows:
        if len(row) > width:
            del row[width:]
        elif len(row) < width:
            row.extend([None] * (width - len(row)))


def _repair(rows: list[list[Cell]]) -> int:
    count = 0
    for row in rows:
        for index, cell in enumerate(row):
            if isinstance(cell, str) and (meant := mojibake.repair(cell)) is not None:
                row[index] = meant
                count += 1
    return count


def _inside(numbers: list[int] | tuple[()], first: int, count: int) -> tuple[int, ...]:
    return tuple(sorted({number - first for number in numbers if 0 <= number - first < count}))


def _merged(
    ranges: list[Any] | tuple[()], first_row: int, first_column: int, edges: _Edges
) -> tuple[tuple[int, int, int, int], ...]:
    found = []
    for (row0, column0), (row1, column1) in ranges:
        top, left = max(row0 - first_row, 0), max(column0 - first_column, 0)
        bottom, right = min(row1 - first_row, edges.height - 1), min(column1 - first_column, edges.width - 1)
        if bottom >= top and right >= left and (bottom, right) != (top, left):
            found.append((top, left, bottom, right))
    return tuple(sorted(found))
