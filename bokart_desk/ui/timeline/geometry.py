"""Where things lie in the timeline: the frozen column and header, lines, bars, and what is under the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetrics

from bokart_desk.domain.timeline import Gap
from bokart_desk.services.timeline import TimelineBar
from bokart_desk.ui.timeline.lines import Item, Line, items_of
from bokart_desk.ui.timeline.scale import TimeScale

_DAY = timedelta(days=1)
_LEAST_WIDTH = 3.0
_LABEL_SHARE, _LABEL_LEAST, _LABEL_MOST = 0.26, 150, 264
_AT_EDGE = 3.0
"""Pixels beside a bar that still count as on it."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """All sizes in logical pixels. ``left`` and ``top``: how far the grid is scrolled."""

    size: QSize
    scale: TimeScale
    today: date
    lines: Sequence[Line] = field(repr=False)
    text_height: int
    left: int
    top: int
    label_width: int
    """The width of the frozen column of units."""
    header_height: int
    """The height of the years and months on top."""
    bar_height: int
    """The height of a bar that has its row alone."""
    line_height: int
    grid: QRectF
    """Where bars are painted."""
    days: tuple[date, date]
    """The first and last day in view."""

    @classmethod
    def of(
        cls, size: QSize, scale: TimeScale, today: date, lines: Sequence[Line], font: QFontMetrics, scrolled: QPointF
    ) -> Geometry:
        """Return the geometry for a font and a place scrolled to; all that painting asks for often is found here."""
        text, left = font.height(), int(scrolled.x())
        labels = int(min(max(size.width() * _LABEL_SHARE, _LABEL_LEAST), _LABEL_MOST))
        header, bar = 2 * (text + 6), text + 4
        grid = QRectF(labels, header, max(size.width() - labels, 0), max(size.height() - header, 0))
        days = scale.day_at(left), scale.day_at(left + grid.width())
        top = int(scrolled.y())
        return cls(size, scale, today, lines, text, left, top, labels, header, bar, bar + 12, grid, days)

    def x(self, day: date) -> float:
        """Return where a day begins on the screen."""
        return self.label_width + self.scale.place(day) - self.left

    def day_at(self, x: float) -> date:
        """Return the day at a place on the screen."""
        return self.scale.day_at(x - self.label_width + self.left)

    def meets(self, first: date, last: date | None) -> bool:
        """Tell whether any of these days is in view."""
        return first <= self.days[1] and (last is None or last >= self.days[0])

    def line_top(self, index: int) -> int:
        """Return where a line begins on the screen."""
        return self.header_height + index * self.line_height - self.top

    def line_at(self, y: float) -> int:
        """Return the line at a place on the screen, -1 where there is none."""
        index = int((y - self.header_height + self.top) // self.line_height)
        return index if y >= self.header_height and 0 <= index < len(self.lines) else -1

    def visible_lines(self) -> range:
        """Return the lines of which anything is in view."""
        first = self.top // self.line_height
        last = (self.top + max(self.size.height() - self.header_height, 0)) // self.line_height
        return range(max(first, 0), min(last + 1, len(self.lines)))

    def item_area(self, index: int, item: Item) -> QRectF:
        """Return where an item of a line stands; one without an end reaches over the edge of the screen."""
        top = self.line_top(index) + 4.0
        if isinstance(item, Gap):
            return self._area(item.start, item.last, top, self.bar_height)
        row = self.lines[index].row
        lanes = row.lanes if row is not None else 1
        height = self.bar_height / lanes
        below = top + item.bar.lane * height
        return self._area(item.bar.start, item.bar.last, below, height - (1 if lanes > 1 else 0))

    def cliff_area(self, index: int, item: TimelineBar) -> QRectF | None:
        """Return where the three months after the end stand, for a contract that counts down."""
        cliff, end = item.bar.cliff, item.bar.dates.end
        if cliff is None or end is None:
            return None
        area = self.item_area(index, item)
        return self._area(end + _DAY, cliff, area.top(), area.height())

    def lease_y(self, index: int) -> float:
        """Return where the thin line of head leases stands."""
        return self.line_top(index) + self.bar_height + 7.0

    def item_at(self, place: QPointF) -> tuple[int, Item | None]:
        """Return the line at a place, and the bar or gap there."""
        index = self.line_at(place.y())
        row = self.lines[index].row if index >= 0 else None
        if row is None or place.x() < self.label_width:
            return index, None
        for item in reversed(items_of(row)):
            area = self.item_area(index, item)
            cliff = self.cliff_area(index, item) if isinstance(item, TimelineBar) else None
            if cliff is not None:
                area = area.united(cliff)
            if area.adjusted(-_AT_EDGE, -2, _AT_EDGE, 2).contains(place):
                return index, item
        return index, None

    def _area(self, first: date, last: date | None, top: float, height: float) -> QRectF:
        left = round(self.x(first))
        right = round(self.x(last + _DAY)) if last is not None and last < self.scale.last else self.size.width() + 8
        if last is not None and last >= self.scale.last:
            right = max(right, round(self.x(self.scale.last)))
        return QRectF(left, round(top), max(right - left, _LEAST_WIDTH), round(height))
