"""A page that scrolls, with cards in two columns where there is room and in one where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bokart_desk.ui.theme import Space

_ROOM_FOR_TWO = 860
"""Width, in logical pixels, from which two columns are read well (a screen at 200 % has less)."""


class Page(QScrollArea):
    """``body`` takes what stands across the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[QBoxLayout] = []
        content = QWidget()
        content.setProperty("page", True)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        self.body.setSpacing(Space.L)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def add_columns(self, left: Sequence[QWidget], right: Sequence[QWidget], share: tuple[int, int] = (1, 1)) -> None:
        """Put cards beside each other; ``share``: how the width is divided between the columns."""
        columns = QHBoxLayout()
        columns.setSpacing(Space.L)
        for cards, part in zip((left, right), share, strict=True):
            column = QVBoxLayout()
            column.setSpacing(Space.L)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, part)
        self._columns.append(columns)
        self.body.addLayout(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= _ROOM_FOR_TWO
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for columns in self._columns:
            if columns.direction() is not direction:
                columns.setDirection(direction)
        super().resizeEvent(event)
