"""Editors for words: a short text in one line, a long one that grows with what is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bokart_desk.ui.forms.editing import LineBase, is_undo
from bokart_desk.ui.theme import Space

_MOST_ROWS = 12


class LineEditor(LineBase):
    """A short text of at most ``longest`` characters."""

    def tidied(self) -> str:
        return " ".join(self.text().split())


class TextEditor(QPlainTextEdit):
    """A text of some lines: ``rows`` high, growing with what is written. Tab moves on."""

    typed = Signal()
    edited = Signal()

    def __init__(self, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._as_set = ""
        self._reported = ""
        self._setting = False
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._changed)
        self._grow()

    def value(self) -> str | None:
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        text = value or ""
        self._as_set = self._reported = text
        if text == self.toPlainText():
            self.document().clearUndoRedoStacks()
            return
        self._put_in(text)

    def _put_in(self, text: str) -> None:
        self._setting = True
        self.setPlainText(text)
        self._setting = False

    def problem(self) -> str:
        return ""

    def unfinished(self) -> bool:
        return False

    def explanation(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self.toPlainText().strip()

    def touched(self) -> bool:
        return self.toPlainText() != self._as_set

    def words(self, value: str | None) -> str:
        return value or ""

    def finish(self) -> None:
        """Tell ``edited`` if something changed since that was told last; spaces alone change nothing."""
        if self.toPlainText().isspace():
            self._put_in(self._reported)
        if self.toPlainText() != self._reported:
            self._reported = self.toPlainText()
            self.edited.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event) and not self._undoes(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted_by_window = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if wanted_by_window or (is_undo(event) and not self._undoes(event)):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _changed(self) -> None:
        self._grow()
        if not self._setting:
            self.typed.emit()

    def _grow(self) -> None:
        lines = round(self.document().size().height())  # QPlainTextEdit counts its document in lines
        rows = max(self._rows, min(lines, _MOST_ROWS))
        height = rows * self.fontMetrics().lineSpacing() + 2 * Space.S
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _undoes(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Redo):
            return self.document().isRedoAvailable()
        return self.touched() and self.document().isUndoAvailable()
