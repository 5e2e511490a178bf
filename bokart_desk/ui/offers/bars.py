"""A small chart of counts: a bar with name and number in each line; each is a button for mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bokart_desk.i18n import _, format_number
from bokart_desk.services.answer_statistics import Share
from bokart_desk.ui.theme import Space, palette

_LINE = 28
_BAR = 14
_RADIUS = 4.0
_NAMES = 0.42
"""How much of the width the names may take."""


class CountBars(QWidget):
    """Shows shares. ``chosen``: the user wants the list behind one (``Share``); one without a key cannot be chosen."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self._current = 0
        self._hovered = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        """Show these."""
        self._shares = shares
        self._current = min(self._current, max(len(shares) - 1, 0))
        self._hovered = -1
        self.setAccessibleDescription("; ".join(_words(share) for share in shares))
        self.updateGeometry()
        self.update()

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
        focused = self.hasFocus() and index == self._current
        if focused or index == self._hovered:
            painter.setPen(QPen(QColor(colours.focus), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.text))
        name = self.fontMetrics().elidedText(share.name, Qt.TextElideMode.ElideRight, int(names - Space.S))
        painter.drawText(area.adjusted(Space.XS, 0, 0, 0), int(Qt.AlignmentFlag.AlignLeft | middle), name)
        left = area.left() + names + Space.XS
        room = max(area.width() - names - numbers - Space.S, 8.0)
        bar = QRectF(left, area.center().y() - _BAR / 2, max(room * share.count / most, 3.0), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if share.key is not None else colours.border_strong))
        painter.drawRoundedRect(bar, _RADIUS, _RADIUS)
        painter.setPen(QColor(colours.text))
        beside = QRectF(bar.right() + Space.XS, area.top(), numbers, area.height())
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignLeft | middle), format_number(share.count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        last = len(self._shares) - 1
        if key in steps and 0 <= self._current + steps[key] <= last:
            self._go_to(self._current + steps[key])
        elif key is Qt.Key.Key_Home:
            self._go_to(0)
        elif key is Qt.Key.Key_End:
            self._go_to(last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._shares:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if index >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._current = index
            self._choose(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), _words(self._shares[index]) if index >= 0 else "", self)
            return True
        return super().event(event)

    def _choose(self, index: int) -> None:
        if self._shares[index].key is not None:
            self.chosen.emit(self._shares[index])

    def _go_to(self, index: int) -> None:
        self._current = min(max(index, 0), max(len(self._shares) - 1, 0))
        self.update()

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            clickable = index >= 0 and self._shares[index].key is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
            self.update()

    def _at(self, place: QPointF) -> int:
        index = int(place.y() // _LINE)
        return index if 0 <= index < len(self._shares) and self.rect().contains(place.toPoint()) else -1


def _words(share: Share) -> str:
    return _("{name}: {count}").format(name=share.name, count=format_number(share.count))
