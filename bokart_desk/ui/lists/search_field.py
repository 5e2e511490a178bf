"""The field one types in to search a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.editing import is_undo
from bokart_desk.ui.icons import SIZE, put_icon
from bokart_desk.ui.theme import Space

_CLEAR = 24


class SearchField(QLineEdit):
    """``name``: what is searched, for screen readers; ``placeholder``: by what. ``left_downwards``: into the list.

    Ctrl+Z is the window's here, which undoes in the register; what is searched for was never a change.
    """

    left_downwards = Signal()
    """Enter or Down."""

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setMinimumWidth(260)
        self._sign = QLabel(self)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        put_icon(self._sign, "search", "text_muted")
        self._sign.resize(SIZE, SIZE)
        self._clear = QToolButton(self)
        self._clear.setObjectName("clear_search")
        self._clear.setProperty("kind", "quiet")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setToolTip(_("Clear the search (Esc)"))
        self._clear.setAccessibleName(_("Clear the search"))
        self._clear.setStyleSheet("padding: 0; min-height: 0;")
        put_icon(self._clear, "x", "text_muted", 16)
        self._clear.resize(_CLEAR, _CLEAR)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.setTextMargins(SIZE + Space.XS, 0, _CLEAR, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sign.move(Space.S + 2, (self.height() - SIZE) // 2)
        self._clear.move(self.width() - _CLEAR - Space.XS, (self.height() - _CLEAR) // 2)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
            event.accept()
            return
        super().keyPressEvent(event)
