"""A list and its details beside each other; one at a time, with a way back, where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button

ROOM_FOR_TWO = 620
"""Width, in logical pixels, from which both can be read (a screen at 200 % has less)."""


class SideBySide(QWidget):
    """``splitter`` holds both. Where it is narrow, ``read`` turns to the details and ``browse`` back to the list."""

    went_back = Signal()
    """The user asked for the list again."""
    turned = Signal(bool)
    """Whether the details stand alone."""

    def __init__(self, list_part: QWidget, detail: QWidget, sizes: tuple[int, int]) -> None:
        super().__init__()
        self._list = list_part
        self._detail = detail
        self._has_detail = False
        self._reading = False
        self._narrow = False
        self.back = button(_("Back to the list (Esc)"), self.went_back.emit, icon="arrow-left", kind="quiet")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(Space.M)
        self.splitter.setChildrenCollapsible(False)
        for number, (part, width) in enumerate(zip((list_part, detail), sizes, strict=True)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(number, width)
        self.splitter.setSizes(list(sizes))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.splitter, 1)
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether there is room for one of the two only."""
        return self._narrow

    def offer_detail(self, there: bool) -> None:
        """Say whether there are details to show at all."""
        self._has_detail = there
        self._arrange()

    def read(self) -> None:
        """Turn to the details."""
        self._turn(True)

    def browse(self) -> None:
        """Turn to the list."""
        self._turn(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < ROOM_FOR_TWO
        if narrow is not self._narrow:
            self._narrow = narrow
            self._arrange()

    def _turn(self, reading: bool) -> None:
        if reading is not self._reading:
            self._reading = reading
            self._arrange()

    def _arrange(self) -> None:
        alone = self._narrow and self._reading and self._has_detail
        self.back.setVisible(alone)
        self._detail.setVisible(alone or (self._has_detail and not self._narrow))
        self._list.setVisible(not alone)
        self.turned.emit(alone)
