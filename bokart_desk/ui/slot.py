"""A place on a page whose content is made anew whenever the register was read; what stands around it stays."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.ui.theme import Space


class Slot(QWidget):
    """Holds some widgets under each other; hidden while it holds none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self.hide()

    def put(self, *widgets: QWidget | None) -> bool:
        """Show these in place of those before; ``None`` is left out. Tell whether the keyboard was inside."""
        focus = self.window().focusWidget()  # also while a dialog over the window has the keyboard
        held_focus = focus is not None and self.isAncestorOf(focus)
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.shown = [widget for widget in widgets if widget is not None]
        for widget in self.shown:
            self._column.addWidget(widget)
        self.setVisible(bool(self.shown))
        return held_focus


def order_tabs(first: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go through the parts of a page as they stand; what was made anew would come last."""
    order = [first]
    for part in parts:
        for whole in part.shown if isinstance(part, Slot) else [part]:
            found = (widget for widget in whole.findChildren(QWidget) if _takes_tab(widget))
            order += [widget for widget in found if widget.window() is first.window()]  # not those of popups
    for before, after in pairwise(order):
        QWidget.setTabOrder(before, after)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
