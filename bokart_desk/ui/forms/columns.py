"""Fields in two columns, or in one where there is no room for two."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bokart_desk.ui.theme import Space

_ROOM_FOR_TWO = 520
"""Width, in logical pixels, from which two fields stand well beside each other."""


class FieldColumns(QWidget):
    """Narrow parts fill the columns from left to right; a wide one has its row for itself.

    ``room_for_two``: the width from which there are two columns; less where all fields are short.
    """

    def __init__(self, parent: QWidget | None = None, *, room_for_two: int = _ROOM_FOR_TWO) -> None:
        super().__init__(parent)
        self._room_for_two = room_for_two
        self._parts: list[tuple[QWidget, bool]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.M)
        self._two = True
        self._share_width()

    def add(self, part: QWidget, *, wide: bool = False) -> None:
        """Put a field at the end."""
        self._parts.append((part, wide))
        self.place()

    def parts(self) -> list[QWidget]:
        """Return what stands here, in its order."""
        return [part for part, _wide in self._parts]

    def place(self) -> None:
        """Put every part in its place; those that are hidden take none (call again after hiding or showing one)."""
        row = column = 0
        for part, wide in self._parts:
            self._grid.removeWidget(part)
            if part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                continue
            whole = wide or not self._two
            if whole and column:
                row, column = row + 1, 0
            self._grid.addWidget(part, row, column, 1, 2 if whole else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if whole or column else (row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        two = event.size().width() >= self._room_for_two
        if two is not self._two:
            self._two = two
            self._share_width()
            self.place()
        super().resizeEvent(event)

    def _share_width(self) -> None:
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 0)
