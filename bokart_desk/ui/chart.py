"""What small painted charts share: their parts are buttons for mouse and keyboard, and told to those who cannot see."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bokart_desk.ui.theme import palette

RADIUS = 4.0
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Chart(QWidget):
    """A row or a column of parts. Subclasses paint them and fill in the hooks below; ``steps``: keys that go along."""

    steps: ClassVar[dict[Qt.Key, int]]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = 0
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def part_count(self) -> int:
        """Return how many parts there are."""
        raise NotImplementedError

    def part_at(self, place: QPointF) -> int:
        """Return the number of the part at a place, -1 for none."""
        raise NotImplementedError

    def part_words(self, index: int) -> str:
        """Return what a part says, for its tool tip and for screen readers."""
        raise NotImplementedError

    def choose(self, index: int) -> None:
        """Do what a click on a part means."""
        raise NotImplementedError

    def is_choosable(self, index: int) -> bool:
        """Tell whether a click on a part means anything."""
        return index >= 0

    def parts_changed(self) -> None:
        """Say that other parts are to be shown."""
        self._current = min(self._current, max(self.part_count() - 1, 0))
        self._hovered = -1
        self.setAccessibleDescription("; ".join(map(self.part_words, range(self.part_count()))))
        self.updateGeometry()
        self.update()

    def paint_marked(self, painter: QPainter, index: int, area: QRectF) -> None:
        """Mark the part that the mouse or the keyboard is at."""
        focused = self.hasFocus() and index == self._current
        if focused or index == self._hovered:
            colours = palette()
            painter.setPen(QPen(QColor(colours.focus), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), self.part_count() - 1
        if key in self.steps and 0 <= self._current + self.steps[key] <= last:
            self._go_to(self._current + self.steps[key])
        elif key is Qt.Key.Key_Home:
            self._go_to(0)
        elif key is Qt.Key.Key_End:
            self._go_to(last)
        elif key in _CHOOSE and last >= 0:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.part_at(event.position())
        if index >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._current = index
            self._choose(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.part_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self.part_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.part_words(index) if index >= 0 else "", self)
            return True
        return super().event(event)

    def _choose(self, index: int) -> None:
        if self.is_choosable(index):
            self.choose(index)

    def _go_to(self, index: int) -> None:
        self._current = min(max(index, 0), max(self.part_count() - 1, 0))
        self.update()

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            pointing = self.is_choosable(index)
            self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
            self.update()
