"""Where the keyboard is in the timeline: a line, and a bar or gap in it; pure, so that every step can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.timeline import Gap
from bokart_desk.ui.timeline.lines import Item, Line, items_of


@dataclass(frozen=True, slots=True)
class Cursor:
    """``item``: its place among the line's items, -1 on a line without any. ``near``: the day to stay close to."""

    line: int
    item: int
    near: date


def span_of(item: Item, today: date) -> tuple[date, date]:
    """Return first and last day of an item; one without an end lasts until today, or its own first day."""
    if isinstance(item, Gap):
        return item.start, item.last
    return item.bar.start, item.bar.last or max(today, item.bar.start)


def item_at(lines: Sequence[Line], cursor: Cursor) -> Item | None:
    """Return the bar or gap the cursor is on."""
    row = lines[cursor.line].row if 0 <= cursor.line < len(lines) else None
    return items_of(row)[cursor.item] if row is not None and cursor.item >= 0 else None


def on_line(lines: Sequence[Line], line: int, near: date, today: date) -> Cursor:
    """Return the cursor on a line, at the item nearest to a day."""
    row = lines[line].row
    items = items_of(row) if row is not None else ()
    if not items:
        return Cursor(line, -1, near)

    def away(index: int) -> int:
        first, last = span_of(items[index], today)
        return max((first - near).days, (near - last).days, 0)

    return Cursor(line, min(range(len(items)), key=away), near)


def moved(lines: Sequence[Line], cursor: Cursor, by: int, today: date) -> Cursor:
    """Return the cursor ``by`` lines down (or up); it steps over headings and stops at the ends."""
    step = 1 if by >= 0 else -1
    line = min(max(cursor.line + by, 0), len(lines) - 1)
    while 0 <= line < len(lines) and lines[line].row is None:
        line += step
    if not 0 <= line < len(lines):
        line = next(index for index, entry in enumerate(lines) if entry.row is not None)
    return on_line(lines, line, cursor.near, today)


def sideways(lines: Sequence[Line], cursor: Cursor, by: int, today: date) -> Cursor | None:
    """Return the cursor ``by`` items on in its line; None at either end."""
    row = lines[cursor.line].row
    items = items_of(row) if row is not None else ()
    place = cursor.item + by
    if not 0 <= place < len(items):
        return None
    first, last = span_of(items[place], today)
    return Cursor(cursor.line, place, min(max(today, first), last))
