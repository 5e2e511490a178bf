"""The timeline under the user's hands: walked through with the keyboard, dragged, zoomed, and explained in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from bokart_desk.domain.timeline import Gap
from bokart_desk.services.timeline import TimelineBar
from bokart_desk.services.timeline_words import bar_words, gap_words, row_words
from bokart_desk.ui.timeline.cursor import Cursor, moved, on_line, sideways, span_of
from bokart_desk.ui.timeline.lines import Item, Line, items_of
from bokart_desk.ui.timeline.surface import Span, TimelineSurface

ZOOM_STEP = 1.25
_WHEEL_NOTCH = 120
_SPAN_KEYS = {
    Qt.Key.Key_0: Span.ALL,
    Qt.Key.Key_1: Span.ONE_YEAR,
    Qt.Key.Key_3: Span.THREE_YEARS,
    Qt.Key.Key_5: Span.FIVE_YEARS,
}


class TimelineCanvas(TimelineSurface):
    """``contract_opened`` and ``unit_opened``: the user wants the case, or the vacant unit (``TimelineRow``)."""

    contract_opened = Signal(int)
    unit_opened = Signal(object)
    protected_pressed = Signal()
    explained = Signal(tuple)
    """What is focused or under the mouse, a line of words each; empty for nothing."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._pressed: QPoint | None = None
        self._dragged_from: QPoint | None = None
        self.shown_anew.connect(self._tell)

    def go_to_unit(self, unit_id: int) -> bool:
        """Put the cursor on a unit; False when it is not among the lines."""
        for at, line in enumerate(self._lines):
            if line.row is not None and line.row.unit_id == unit_id:
                self._set_cursor(on_line(self._lines, at, self._today, self._today))
                return True
        return False

    # The keyboard --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        page = max(1, int(self.geometry_now.grid.height() // self.geometry_now.line_height) - 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        if key in steps:
            self._move(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._sideways(-1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Home and control:
            self._move(-len(self._lines))
        elif key == Qt.Key.Key_End and control:
            self._move(len(self._lines))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_T):
            self.go_to_today()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM_STEP)
        elif key in _SPAN_KEYS:
            self.show_span(_SPAN_KEYS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self._cursor.line if self._cursor is not None else -1, self.current_item)
        else:
            super().keyPressEvent(event)

    def _move(self, by: int) -> None:
        if not self._lines:
            return
        if self._cursor is None:
            first = self.geometry_now.visible_lines().start
            self._set_cursor(moved(self._lines, Cursor(first, -1, self._today), 0, self._today))
        else:
            self._set_cursor(moved(self._lines, self._cursor, by, self._today))

    def _sideways(self, by: int) -> None:
        found = sideways(self._lines, self._cursor, by, self._today) if self._cursor is not None else None
        if found is not None:
            self._set_cursor(found)
        else:
            across = self.horizontalScrollBar()
            across.setValue(across.value() + by * across.singleStep())

    def _set_cursor(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._show_line(cursor.line)
        item = self.current_item
        if item is not None:
            self._show_item(item)
        self.viewport().update()
        self._tell()
        self._announce()

    def _show_line(self, line: int) -> None:
        place, down = self.geometry_now, self.verticalScrollBar()
        top, bottom = place.line_top(line), place.line_top(line + 1)
        if top < place.header_height:
            down.setValue(down.value() + top - place.header_height)
        elif bottom > place.size.height():
            down.setValue(down.value() + bottom - place.size.height())

    def _show_item(self, item: Item) -> None:
        """Scroll just so far that something of the item is in view."""
        place = self.geometry_now
        first, last = (place.x(day) for day in span_of(item, self._today))
        room = place.grid.width() / 4
        if last < place.grid.left() + 20:
            self.horizontalScrollBar().setValue(round(place.left + last - place.grid.left() - room))
        elif first > place.grid.right() - 20:
            self.horizontalScrollBar().setValue(round(place.left + first - place.grid.right() + room))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cursor is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._move(0)
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()
        self.viewport().update()

    # The mouse -----------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / _WHEEL_NOTCH), event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across = self.horizontalScrollBar()
            turned = event.angleDelta().y() or event.angleDelta().x()
            across.setValue(across.value() - round(turned / _WHEEL_NOTCH * across.singleStep()))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._dragged_from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        now = event.position().toPoint()
        if self._dragged_from is None:
            self._hover(event.position())
            return
        far = self._pressed is None or (now - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not far:
            return
        self._pressed = None  # it is a drag, no click
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        by = now - self._dragged_from
        self._dragged_from = now
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        clicked, self._pressed, self._dragged_from = self._pressed is not None, None, None
        line, item = self.geometry_now.item_at(event.position())
        if clicked and line >= 0 and self._lines[line].row is not None:
            near = self.geometry_now.day_at(event.position().x())
            cursor = on_line(self._lines, line, near, self._today)
            self._cursor = replace(cursor, item=_place_of(self._lines[line], item)) if item is not None else cursor
            self.viewport().update()
            self._tell()
            self._open(line, item)
        self._hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(QPointF(-1, -1))
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self._words(*self.geometry_now.item_at(QPointF(event.pos())))
            text = "<br>".join(map(escape, words))
            QToolTip.showText(event.globalPos(), f"<qt>{text}</qt>" if text else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def _hover(self, place: QPointF) -> None:
        found = self.geometry_now.item_at(place)
        opens = isinstance(found[1], Gap) or (isinstance(found[1], TimelineBar) and not found[1].protected)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        if found != self._hovered:
            self._hovered = found
            self.viewport().update()
            self._tell()

    # Words and ways out --------------------------------------------------------------------------

    def _open(self, line: int, item: Item | None) -> None:
        row = self._lines[line].row if line >= 0 else None
        if isinstance(item, Gap) and row is not None:
            self.unit_opened.emit(row)
        elif isinstance(item, TimelineBar) and item.contract_id is not None:
            self.contract_opened.emit(item.contract_id)
        elif isinstance(item, TimelineBar):
            self.protected_pressed.emit()

    def _words(self, line: int, item: Item | None) -> tuple[str, ...]:
        row = self._lines[line].row if 0 <= line < len(self._lines) else None
        if row is None:
            return (self._lines[line].text, self._lines[line].note) if 0 <= line < len(self._lines) else ()
        if isinstance(item, TimelineBar):
            return bar_words(row, item, self._today)
        return gap_words(row, item) if item is not None else row_words(row)

    def words(self) -> tuple[str, ...]:
        """Return what is focused, a line of words each."""
        return self._words(self._cursor.line, self.current_item) if self._cursor is not None else ()

    def _tell(self) -> None:
        line, item = self._hovered
        hovered = self._words(line, item) if item is not None else ()
        self.explained.emit(hovered or self.words())
        self.setAccessibleDescription("\n".join(self.words()))

    def _announce(self) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, "\n".join(self.words())))


def _place_of(line: Line, item: Item) -> int:
    return items_of(line.row).index(item) if line.row is not None else -1
