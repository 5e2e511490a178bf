"""Recognises calendars, months along one side and tenants in the cells: no contract can be read from one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bokart_desk.domain.text_keys import search_key
from bokart_desk.importing.names import looks_like_name, says_vacant
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import Cell, is_month_name, text_of

_SEARCHED = 40
_WIDEST = 80
_MOST_ROWS = 400
_FEWEST_MONTHS = 6
_FEWEST_CELLS = 4
_MOSTLY = 0.6
_MONTH = re.compile(r"^([a-z]+)\.?(?:[\s\-/.']*(?:\d{4}|\d{2}))?$")
_WEEK = re.compile(r"^(?:uke|veke|week)\s*(\d{1,2})$")
_MARKS = frozenset(
    (
        *("ok", "ja", "nei", "x", "betalt", "ikke betalt", "ikkje betalt", "delvis", "purret", "purra", "purring"),
        *("faktura", "sendt", "utestaende", "restanse", "avtale", "trekk", "nav", "mottatt", "mottatt betaling"),
    )
)
"""Words of lists of payments, which have months as columns too."""


def is_calendar(sheet: Sheet) -> bool:
    """Tell whether a sheet has months or weeks as columns, or as rows, and names in the cells."""
    rows = [list(row[:_WIDEST]) for row in sheet.rows[:_MOST_ROWS]]
    if _months_across(rows):
        return True
    width = max((len(row) for row in rows), default=0)
    turned = [[row[index] if index < len(row) else None for row in rows] for index in range(width)]
    return _months_across(turned[:_SEARCHED], down=True)


def _months_across(rows: Sequence[Sequence[Cell]], *, down: bool = False) -> bool:
    for number, row in enumerate(rows[:_SEARCHED]):
        months = {index: month for index, cell in enumerate(row) if (month := _month_of(cell))}
        if len(set(months.values())) < _FEWEST_MONTHS:
            continue
        # dates down a column are most often the dates of contracts: only the names of months make a calendar there
        if down and any(isinstance(row[index], date) for index in months):
            continue
        body = [text_of(line[index]) for line in rows[number + 1 :] for index in months if index < len(line)]
        filled = [text for text in body if text]
        if len(filled) >= _FEWEST_CELLS and sum(map(_is_tenant, filled)) >= _MOSTLY * len(filled):
            return True
    return False


def _month_of(cell: Cell) -> str:
    """What month or week a heading names, empty for any other cell."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}" if cell.day == 1 else ""
    if not isinstance(cell, str) or len(cell) > 20:
        return ""
    key = search_key(cell)
    if found := _WEEK.match(key):
        return f"w{found[1]}"
    found = _MONTH.match(key)
    return key if found and is_month_name(found[1]) else ""


def _is_tenant(text: str) -> bool:
    key = search_key(text)
    if key in _MARKS:
        return False
    if looks_like_name(text) or says_vacant(text):
        return True
    words = text.split()
    return 1 <= len(words) <= 5 and words[0][0].isupper() and len(key) > 2 and not any(map(str.isdigit, text))
