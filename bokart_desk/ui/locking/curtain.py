"""Covers the window and every dialog over it, and lifts again with each thing where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

if TYPE_CHECKING:
    from bokart_desk.ui.locking.cover_page import CoverPage
    from bokart_desk.ui.main_window import MainWindow


class Curtain(QObject):
    """While it is down nothing but the cover shows: dialogs that are open, or open meanwhile, wait out of sight."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None

    @property
    def down(self) -> bool:
        """Whether the window is covered."""
        return self._window.cover is not None

    def fall(self, cover: CoverPage) -> None:
        """Cover the window with ``cover``; another one takes the place of that which is there."""
        if not self.down:
            self._focus = QApplication.focusWidget()
            QToolTip.hideText()
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            for widget in QApplication.topLevelWidgets():
                self._hide(widget)
        self._window.show_cover(cover)
        cover.take_focus()

    def lift(self) -> None:
        """Show the window again, and the dialogs that were open."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._window.lift_cover()
        hidden, self._hidden = self._hidden, []
        for widget in hidden:
            if shiboken6.isValid(widget):
                widget.show()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
        self._focus = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, watched, lambda: self._hide(watched))
        return False

    def _hide(self, widget: QWidget) -> None:
        """Put a window out of sight; one that belongs to the cover (its own questions) stays."""
        if widget is self._window or not widget.isVisible() or not self._is_ours_to_hide(widget):
            return
        widget.hide()
        if widget not in self._hidden:
            self._hidden.append(widget)

    def _is_ours_to_hide(self, widget: QWidget) -> bool:
        cover = self._window.cover
        parent = widget.parentWidget()
        while parent is not None:
            if parent is cover:
                return False
            parent = parent.parentWidget()
        return True
