"""Paints a status in a table cell: words on a quiet coloured ground, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bokart_desk.ui.lists.paging import TONE_ROLE
from bokart_desk.ui.theme import Space, Tone, TypeSize, palette

_HEIGHT = 22
_RADIUS = 10


class PillDelegate(QStyledItemDelegate):
    """Draws the cell's text in the colours of its tone."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tone = index.data(TONE_ROLE)
        text = index.data()
        if tone is None:
            super().paint(painter, option, index)
            return
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        colours = palette().tone(Tone(tone))
        font = QFont(option.font)
        font.setPointSizeF(float(TypeSize.SMALL))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = option.rect.width() - 2 * Space.XS
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 2 * Space.S)
        width = metrics.horizontalAdvance(words) + 2 * Space.S
        top = option.rect.top() + (option.rect.height() - _HEIGHT) / 2
        box = QRectF(option.rect.left() + Space.XS, top, width, _HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.setPen(QColor(colours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()
