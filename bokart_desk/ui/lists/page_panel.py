"""A panel beside a list whose parts stay while the register is read again, so that typing in its forms is not lost.

``lists.detail_panel.CardPanel`` is for what is only looked at: its cards are made anew.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.slot import order_tabs
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import EmptyState


class PagePanel(QWidget):
    """A page that scrolls by keyboard too, or a hint when nothing is chosen. It begins with the hint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        hint = EmptyState("panel-right", _("Nothing chosen"), _("Choose a row to see all that is known about it."))
        hint.setProperty("page", True)
        self._page = QWidget()
        self._page.setProperty("page", True)
        self._page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, Space.XS, 0)
        self._column.setSpacing(Space.M)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._page)
        self._parts: tuple[QWidget, ...] = ()
        self._layers = QStackedLayout(self)
        self._layers.addWidget(hint)
        self._layers.addWidget(self.area)
        self.setFocusProxy(self._page)
        self.show_hint()

    def set_parts(self, *parts: QWidget) -> None:
        """Put the parts under each other; once, when the panel is made."""
        self._parts = parts
        for part in parts:
            self._column.addWidget(part)
        self._column.addStretch(1)

    def show_hint(self) -> None:
        """Show that nothing is chosen."""
        self.setAccessibleName(_("Details"))
        self._layers.setCurrentIndex(0)

    def show_page(self, name: str) -> None:
        """Show the page; ``name``: of what is shown, for screen readers. Tab goes through the parts as they stand."""
        self.setAccessibleName(_("Details: {name}").format(name=name))
        order_tabs(self._page, self._parts)
        self._layers.setCurrentIndex(1)

    def to_top(self) -> None:
        """Show the page from its beginning."""
        self.area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)
