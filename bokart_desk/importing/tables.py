"""Several tables under each other on one sheet, each with headings of its own, are read as lists of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bokart_desk.domain.addresses import looks_like_address
from bokart_desk.domain.text_keys import search_key
from bokart_desk.importing.header import find_header, headings_score
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import Cell, text_of

_CERTAIN = 2.8
_FEWEST = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BARE = re.compile(r"\s*\d{1,3}\s*")
"""A number alone, no year: what a cell of a data row may hold, and hardly a heading."""
_NUMBERS = re.compile(r"\d{3,}")


@dataclass(frozen=True, slots=True)
class Table:
    """A part of a sheet; its rows keep their numbers. ``title`` is the heading above it."""

    sheet: Sheet
    title: str = ""


def split_tables(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet; a header that is only repeated does not begin a new one."""
    header = find_header(sheet)
    if header is None:
        return [Table(sheet)]
    starts: list[tuple[int, str]] = []
    current = [search_key(text) for text in header.texts]
    for index in range(header.row + 2, len(sheet.rows)):
        if not _may_be_headings(sheet.rows[index]):
            continue
        texts = [text_of(cell) for cell in sheet.rows[index]]
        if headings_score(sheet.rows[index], texts) < _CERTAIN:
            continue
        keys = [search_key(text) for text in texts]
        same = sum(1 for one, other in zip(keys, current, strict=False) if one and one == other)
        if same * 2 < sum(1 for key in keys if key):
            starts.append((index, _title_above(sheet, index)))
            current = keys
    if not starts:
        return [Table(sheet)]
    bounds = [(0, ""), *starts]
    ends = [start for start, _title in starts] + [len(sheet.rows)]
    return [Table(_part(sheet, start, end), title) for (start, title), end in zip(bounds, ends, strict=True)]


def oldest_first(tables: Sequence[Table]) -> list[tuple[int, Table]]:
    """Return the tables with their places, in the order to decide about their rows.

    Where sheets are named after years the oldest goes first, so that what the newest says of a contract is what stands.
    """
    years = [year_in(table.sheet.name) for table in tables]
    in_order = iter(sorted((place for place, year in enumerate(years) if year), key=lambda place: years[place] or 0))
    places = (next(in_order) if year else place for place, year in enumerate(years))
    return [(place, tables[place]) for place in places]


def year_in(name: str) -> int | None:
    """Return the one year that the name of a sheet holds, None for none or several."""
    years = {int(found) for found in _YEAR.findall(name)}
    return years.pop() if len(years) == 1 else None


def _may_be_headings(row: Sequence[Cell]) -> bool:
    """Tell data rows apart at little cost: they hold numbers and dates, or text with numbers in it."""
    texts = [cell for cell in row if cell is not None]
    numbers = len(texts) - len([cell for cell in texts if isinstance(cell, str)])
    if len(texts) < _FEWEST or numbers > 1:
        return False
    if numbers + sum(1 for cell in texts if isinstance(cell, str) and _BARE.fullmatch(cell)) > 1:
        return False
    if len(_NUMBERS.findall("\n".join(map(str, texts)))) > 1:
        return False
    return not any(isinstance(cell, str) and looks_like_address(cell) for cell in texts)


def _title_above(sheet: Sheet, index: int) -> str:
    """The nearest row above with one text in it, as long as only empty rows lie between."""
    for above in range(index - 1, max(index - 4, -1), -1):
        texts = [text for cell in sheet.rows[above] if (text := text_of(cell))]
        if texts:
            return texts[0] if len(texts) == 1 else ""
    return ""


def _part(sheet: Sheet, start: int, end: int) -> Sheet:
    merged = tuple(
        (top - start, left, bottom - start, right)
        for top, left, bottom, right in sheet.merged
        if start <= top and bottom < end
    )
    return replace(
        sheet,
        rows=sheet.rows[start:end],
        first_row=sheet.first_row + start,
        merged=merged,
        hidden_rows=tuple(row - start for row in sheet.hidden_rows if start <= row < end),
    )
