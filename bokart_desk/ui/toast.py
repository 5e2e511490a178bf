"""A short message at the bottom of the window that goes away by itself ("Saved")."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import label

_WIDEST = 760
_SHOWN_MS = 4000
_SHOWN_MORE_MS = 50
"""For each letter of what does not fit in one line: it takes longer to read."""


class Toast(QWidget):
    """Lies over its parent, never takes the focus or a click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        sign = QLabel()
        put_icon(sign, "circle-check", "nav_active_text")
        row.addWidget(sign)
        self._text = label("")
        row.addWidget(self._text, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str) -> None:
        """Show ``text`` for some seconds."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_SHOWN_MS + (len(text) * _SHOWN_MORE_MS if self._text.wordWrap() else 0))

    def text(self) -> str:
        """Return what was said last."""
        return self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if (parent := self.parentWidget()) is None:
            return
        room = max(min(parent.width() - 2 * Space.XL, _WIDEST), 1)
        self._text.ensurePolished()
        self._text.setWordWrap(False)
        self.adjustSize()
        if self.width() > room:
            self._text.setWordWrap(True)
            self.resize(room, self.heightForWidth(room))
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - Space.XL)
