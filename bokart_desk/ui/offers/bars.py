"""A small chart of counts: a bar with name and number in each line; each is a button for mouse and keyboard."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, format_number
from bokart_desk.services.answer_statistics import Share
from bokart_desk.ui.chart import RADIUS, Chart
from bokart_desk.ui.theme import Space, palette

_LINE = 28
_BAR = 14
_NAMES = 0.42
"""How much of the width the names may take."""


class CountBars(Chart):
    """Shows shares. ``chosen``: the user wants the list behind one (``Share``); one without a key cannot be chosen."""

    chosen = Signal(object)
    steps: ClassVar = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self.setAccessibleName(name)

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        """Show these."""
        self._shares = shares
        self.parts_changed()

    def shares(self) -> tuple[Share, ...]:
        """Return what is shown."""
        return self._shares

    def line_area(self, index: int) -> QRectF:
        """Return where a line stands."""
        return QRectF(0, index * _LINE, self.width(), _LINE)

    def sizeHint(self) -> QSize:
        return QSize(320, max(1, len(self._shares)) * _LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        most = max((share.count for share in self._shares), default=0) or 1
        longest = max((metrics.horizontalAdvance(share.name) for share in self._shares), default=0)
        names = min(longest + Space.S, self.width() * _NAMES)
        numbers = max((metrics.horizontalAdvance(format_number(share.count)) for share in self._shares), default=0)
        for index in range(len(self._shares)):
            self._paint_line(painter, index, names, numbers + Space.M, most)

    def _paint_line(self, painter: QPainter, index: int, names: float, numbers: float, most: int) -> None:
        colours, share, area = palette(), self._shares[index], self.line_area(index)
        self.paint_marked(painter, index, area)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.text))
        room = names - Space.S
        name = share.name
        if (
            self.fontMetrics().horizontalAdvance(name) > room
        ):  # eliding measures a bit wider, and would cut one that fits
            name = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(area.adjusted(Space.XS, 0, 0, 0), int(Qt.AlignmentFlag.AlignLeft | middle), name)
        left = area.left() + names + Space.XS
        longest = max(area.width() - names - numbers - Space.S, 8.0)
        bar = QRectF(left, area.center().y() - _BAR / 2, max(longest * share.count / most, 3.0), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if share.key is not None else colours.border_strong))
        painter.drawRoundedRect(bar, RADIUS, RADIUS)
        painter.setPen(QColor(colours.text))
        beside = QRectF(bar.right() + Space.XS, area.top(), numbers, area.height())
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignLeft | middle), format_number(share.count))

    def part_count(self) -> int:
        return len(self._shares)

    def part_at(self, place: QPointF) -> int:
        index = int(place.y() // _LINE)
        return index if 0 <= index < len(self._shares) and self.rect().contains(place.toPoint()) else -1

    def part_words(self, index: int) -> str:
        return _words(self._shares[index])

    def is_choosable(self, index: int) -> bool:
        return index >= 0 and self._shares[index].key is not None

    def choose(self, index: int) -> None:
        self.chosen.emit(self._shares[index])


def _words(share: Share) -> str:
    return _("{name}: {count}").format(name=share.name, count=format_number(share.count))
