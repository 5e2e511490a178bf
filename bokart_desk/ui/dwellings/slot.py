"""A place on a page whose content is made anew whenever the register was read; what stands around it stays."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bokart_desk.ui.theme import Space


class Slot(QWidget):
    """Holds some widgets under each other; hidden while it holds none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self.hide()

    def put(self, *widgets: QWidget | None) -> bool:
        """Show these in place of those before; ``None`` is left out. Tell whether the keyboard was inside."""
        focus = QApplication.focusWidget()
        held_focus = focus is not None and self.isAncestorOf(focus)
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        shown = [widget for widget in widgets if widget is not None]
        for widget in shown:
            self._column.addWidget(widget)
        self.setVisible(bool(shown))
        return held_focus
