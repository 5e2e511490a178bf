"""Something to confirm before a step: a tick beside a sentence of any length."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import label


class Confirmation(QWidget):
    """``box`` is the tick; the sentence wraps, and a click on it ticks too."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.required = True
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self.box = QCheckBox()
        self._text = label("", wrap=True)
        self._text.installEventFilter(self)
        self._error = label("", "small", wrap=True, tone=Tone.DANGER)
        grid.addWidget(self.box, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._text, 0, 1)
        grid.addWidget(self._error, 1, 1)
        self.set_text(text)
        self.show_error("")

    def set_text(self, text: str) -> None:
        """Change what is asked; another question is another answer."""
        if text != self._text.text():
            self._text.setText(text)
            self.box.setAccessibleName(text)
            self.box.setChecked(False)

    def open(self) -> bool:
        """Tell whether it is shown, must be ticked, and is not."""
        return self.required and not self.isHidden() and not self.box.isChecked()

    def text(self) -> str:
        """Return what is asked."""
        return self._text.text()

    def show_error(self, text: str) -> None:
        """Say that the tick is missing; an empty text takes that away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.box.setAccessibleDescription(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._text and event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self.box.click()
            return True
        return super().eventFilter(watched, event)
