"""Where the headings of a sheet stand: one row or two, below a title block, with groups merged over columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bokart_desk.importing.date_columns import is_date_part, without_part
from bokart_desk.importing.fields import Field
from bokart_desk.importing.headings import recognise, speaks_of_another
from bokart_desk.importing.member_columns import names_a_member
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import Cell, text_of

_SEARCHED_ROWS = 40
_LEAST = 1.6
_CERTAIN = 2.8
_NEARLY = 0.6
_SECOND_ROW_COSTS = 0.4


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand: ``row`` is the index of their last row, ``height`` how many rows they take."""

    row: int
    height: int
    texts: list[str]
    score: float


def find_header(sheet: Sheet) -> Header | None:
    """Return the row of headings of a sheet, None when no row names at least two fields."""
    candidates = []
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        texts = [text_of(cell) for cell in row]
        candidates.append(Header(number, 1, texts, headings_score(row, texts)))
        if number + 1 < len(sheet.rows):
            candidates.append(_two_rows(sheet, number, row, texts))
    best = max(candidates, key=lambda candidate: (round(candidate.score, 3), -candidate.row), default=None)
    if best is None or best.score < _LEAST:
        return None
    # A list further down may have more columns: the first header begins the sheet's first list.
    top = best.row - best.height + 1
    above = [one for one in candidates if one.row < top - 1 and one.score >= max(_CERTAIN, _NEARLY * best.score)]
    return max(above, key=lambda one: (round(one.score, 3), -one.row), default=best)


def header_at(sheet: Sheet, index: int) -> Header | None:
    """Return the headings whose last row is ``index`` in ``sheet.rows``; None when there is no such row."""
    if not 0 <= index < len(sheet.rows):
        return None
    texts = [text_of(cell) for cell in sheet.rows[index]]
    alone = Header(index, 1, texts, headings_score(sheet.rows[index], texts))
    if index == 0:
        return alone
    above = sheet.rows[index - 1]
    both = _two_rows(sheet, index - 1, above, [text_of(cell) for cell in above])
    return both if both.score > max(alone.score, _LEAST) else alone


def headings_stand_below_each_other(sheet: Sheet) -> bool:
    """Tell whether the first or second column of a sheet reads as headings: each contract is a column there."""
    for index in range(2):
        column = [row[index] for row in sheet.rows[:_SEARCHED_ROWS] if index < len(row)]
        if headings_score(column, [text_of(cell) for cell in column]) >= _CERTAIN:
            return True
    return False


def headings_score(row: Sequence[Cell], texts: Sequence[str]) -> float:
    """Return how much a row reads as headings: fields it names, less what only data rows hold."""
    fields: dict[Field, float] = {}
    for text in texts:
        found = recognise(without_part(text)) or recognise(text)
        if found is not None:
            fields[found[0]] = max(fields.get(found[0], 0.0), found[1])
    return sum(fields.values()) - 0.7 * _data_cells(row)


def _data_cells(row: Sequence[Cell]) -> int:
    data = sum(1 for cell in row if cell is not None and not isinstance(cell, str))
    return data + sum(1 for cell in row if isinstance(cell, str) and sum(map(str.isdigit, cell)) >= 4)


def _two_rows(sheet: Sheet, number: int, row: Sequence[Cell], texts: list[str]) -> Header:
    below = sheet.rows[number + 1]
    lower = [text_of(cell) for cell in below]
    groups, wide = _groups(sheet, number, texts, lower)
    joined = [_joined(*parts) for parts in zip(groups, lower, wide, strict=True)]
    score = min(headings_score(below, joined), headings_score(row, joined))
    if not any(wide):
        return Header(number + 1, 2, joined, score - _SECOND_ROW_COSTS)
    # Groups may take headings away (an owner's "from" is not the tenant's): count those of the lower row too.
    plain = headings_score(below, lower) - 0.7 * _data_cells(row)
    return Header(number + 1, 2, joined, max(score, plain) + 0.01)


def _groups(sheet: Sheet, number: int, texts: list[str], lower: list[str]) -> tuple[list[str], list[bool]]:
    """The texts of a row of group headings, each over the columns it covers, and which columns lie in a wide group.

    A group is merged over its columns; where nothing is merged it reaches over the empty cells after it, as long as
    the row below has headings there.
    """
    groups, wide = list(texts), [False] * len(texts)
    is_merged = False
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom and left < len(texts):
            text = texts[left] or text_of(sheet.rows[top][left])
            is_merged = is_merged or (right > left and bottom == top and bool(text))
            for index in range(left, min(right + 1, len(texts))):
                groups[index] = text
                wide[index] = right > left and top == bottom and bool(lower[index])
    if is_merged or sum(1 for text in texts if text) < 2:
        return (groups, wide) if is_merged else (groups, [False] * len(texts))
    start = None
    for index, text in enumerate(texts):
        if text:
            start = index if lower[index] else None
        elif start is not None and lower[index] and not groups[index]:
            groups[index] = texts[start]
            wide[start] = wide[index] = True
        else:
            start = None
    return groups, wide


def _joined(above: str, below: str, wide: bool) -> str:
    if not above or above == below:
        return below or above
    both = f"{above} {below}".strip()
    if recognise(both) or not below:
        return both
    if wide and (speaks_of_another(above) or is_date_part(below) or names_a_member(above)):
        return both
    return below if recognise(below) else both
