"""Rows of the timeline as lines on the screen: the rooms of a shared house stand under a line with its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bokart_desk.domain.timeline import Gap
from bokart_desk.i18n import ngettext
from bokart_desk.services.timeline import TimelineBar, TimelineRow

Item = TimelineBar | Gap
"""What stands in a row and can be pointed at."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``row`` is None for the heading of a shared house; ``indented``: a room of one."""

    text: str
    note: str
    row: TimelineRow | None
    indented: bool = False


def lines_of(rows: Sequence[TimelineRow]) -> tuple[Line, ...]:
    """Return the lines for these rows, in their order."""
    lines: list[Line] = []
    for _dwelling, group in groupby(rows, lambda row: row.dwelling_id):
        rooms = list(group)
        if not rooms[0].shared:
            lines += (Line(row.place, row.number, row) for row in rooms)
            continue
        count = ngettext("{count} unit", "{count} units", len(rooms)).format(count=len(rooms))
        lines.append(Line(rooms[0].address, count, None))
        lines += (Line(row.unit or row.address, "", row, indented=True) for row in rooms)
    return tuple(lines)


def items_of(row: TimelineRow) -> tuple[Item, ...]:
    """Return bars and gaps of a row by their first day."""
    return tuple(sorted((*row.bars, *row.gaps), key=first_day))


def first_day(item: Item) -> date:
    """Return the first day of an item."""
    return item.start if isinstance(item, Gap) else item.bar.start
