"""A small bar chart of contracts that end, month by month; each bar is a button for mouse and keyboard."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.ui.chart import RADIUS, Chart
from bokart_desk.ui.dates import month_in_words, number, short_month
from bokart_desk.ui.theme import Space, Tone, palette

_HEIGHT = 168
_GAP = 0.28
_URGENT_MONTHS = 3


class MonthChart(Chart):
    """Shows (first day of the month, how many). ``month_chosen``: the user wants that month's list."""

    month_chosen = Signal(object)
    steps: ClassVar = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[tuple[date, int], ...] = ()

    def show_months(self, months: tuple[tuple[date, int], ...]) -> None:
        """Show these months."""
        self._months = months
        self.setAccessibleName(_("Contracts that end, month by month"))
        self.parts_changed()

    @property
    def current_month(self) -> date | None:
        """The month that the keyboard is at."""
        return self._months[self._current][0] if self._months else None

    def bar_area(self, index: int) -> QRectF:
        """Return where the bar of a month stands, from its value to its name."""
        width = self.width() / max(len(self._months), 1)
        return QRectF(index * width, 0, width, self.height())

    def sizeHint(self) -> QSize:
        return QSize(360, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        top, bottom = line + Space.XS, self.height() - line - Space.S
        most = max((count for _month, count in self._months), default=0) or 1
        painter.setPen(QPen(QColor(palette().border), 1))
        painter.drawLine(QPointF(0, bottom + 0.5), QPointF(self.width(), bottom + 0.5))
        for index in range(len(self._months)):
            self._paint_bar(painter, index, top, bottom, most)

    def _paint_bar(self, painter: QPainter, index: int, top: float, bottom: float, most: int) -> None:
        colours = palette()
        month, count = self._months[index]
        area = self.bar_area(index)
        self.paint_marked(painter, index, area)
        tone = Tone.WARNING if index < _URGENT_MONTHS else Tone.ACCENT
        height = max((bottom - top) * count / most, 3.0) if count else 0.0
        width = area.width() * (1 - _GAP)
        bar = QRectF(area.center().x() - width / 2, bottom - height, width, height)
        shape = QPainterPath()
        shape.addRoundedRect(bar, min(RADIUS, height / 2), min(RADIUS, height / 2))
        painter.fillPath(shape, QColor(colours.tone(tone).strong))
        line = self.fontMetrics().height()
        painter.setPen(QColor(colours.text if count else colours.text_muted))
        value = QRectF(area.left(), bar.top() - line - 1, area.width(), line)
        painter.drawText(value, Qt.AlignmentFlag.AlignCenter, number(count))
        painter.setPen(QColor(colours.text_muted))
        name = QRectF(area.left(), bottom + Space.XS, area.width(), line)
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, short_month(month))

    def part_count(self) -> int:
        return len(self._months)

    def part_at(self, place: QPointF) -> int:
        if not self._months or not self.rect().contains(place.toPoint()):
            return -1
        return min(int(place.x() * len(self._months) / max(self.width(), 1)), len(self._months) - 1)

    def part_words(self, index: int) -> str:
        month, count = self._months[index]
        return ngettext(
            "{month}: {count} contract ends", "{month}: {count} contracts end", count
        ).format(month=month_in_words(month), count=number(count))  # fmt: skip

    def choose(self, index: int) -> None:
        self.month_chosen.emit(self._months[index][0])
