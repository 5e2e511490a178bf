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

    @classmethod
    def of(
        cls, size: QSize, scale: TimeScale, today: date, lines: Sequence[Line], font: QFontMetrics, scrolled: QPointF
    ) -> Geometry:
        """Return the geometry for a font and a place scrolled to."""
        return cls(size, scale, today, lines, font.height(), int(scrolled.x()), int(scrolled.y()))

    @property
    def label_width(self) -> int:
        """The width of the frozen column of units."""
        return int(min(max(self.size.width() * _LABEL_SHARE, _LABEL_LEAST), _LABEL_MOST))

    @property
    def header_height(self) -> int:
        """The height of the years and months on top."""
        return 2 * (self.text_height + 6)

    @property
    def bar_height(self) -> int:
        """The height of a bar that has its row alone."""
        return self.text_height + 4

    @property
    def line_height(self) -> int:
        """The height of a line."""
        return self.bar_height + 12

    @property
    def grid(self) -> QRectF:
        """Where bars are painted."""
        return QRectF(
            self.label_width,
            self.header_height,
            max(self.size.width() - self.label_width, 0),
            max(self.size.height() - self.header_height, 0),
        )

    def x(self, day: date) -> float:
        """Return where a day begins on the screen."""
        return self.label_width + self.scale.place(day) - self.left

    def day_at(self, x: float) -> date:
        """Return the day at a place on the screen."""
        return self.scale.day_at(x - self.label_width + self.left)

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
