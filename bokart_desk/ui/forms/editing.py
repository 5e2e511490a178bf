"""What all editors have in common: their protocol, typing in one line, and undo that belongs to the window."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import label


class Editor(Protocol):
    """An editor of one value; every one is a QWidget too.

    ``typed`` after each keystroke or choice, ``edited`` when a change is finished: Enter, focus out, a choice made.
    """

    @property
    def typed(self) -> SignalInstance: ...

    @property
    def edited(self) -> SignalInstance: ...

    def value(self) -> Any:
        """Return the value, None when there is none (also while what stands there cannot be understood)."""

    def set_value(self, value: Any) -> None:
        """Show a value; no signal tells of it."""

    def problem(self) -> str:
        """Return what is wrong with what stands there, in the user's words; empty if nothing is."""

    def unfinished(self) -> bool:
        """Tell whether the problem may be only that one is still typing."""

    def explanation(self) -> str:
        """Return what the value means, if there is something to say ("Saturday, in 9 months"); else empty."""

    def is_empty(self) -> bool:
        """Tell whether nothing stands there."""

    def touched(self) -> bool:
        """Tell whether the user changed something since the value was set."""

    def finish(self) -> None:
        """Take what stands there as finished, as when one leaves the editor."""

    def words(self, value: Any) -> str:
        """Return a value as this editor would show it."""


def is_undo(event: QEvent) -> bool:
    """Tell whether a key asks to undo or to redo."""
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )


class LineBase(QLineEdit):
    """A line whose text is the value; knows whether it still stands as it was set.

    Ctrl+Z undoes typing only while something is typed; else the key is the window's, which undoes in the register.
    """

    typed = Signal()
    edited = Signal()

    def __init__(self, longest: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(longest)
        self._as_set = ""
        self._reported = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.textEdited.connect(self._tell_typed)
        self.editingFinished.connect(self.finish)

    def value(self) -> Any:
        return self.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.put_text(self.words(value))

    def problem(self) -> str:
        return ""

    def unfinished(self) -> bool:
        return False

    def explanation(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self.text().strip()

    def touched(self) -> bool:
        return self.text() != self._as_set

    def words(self, value: Any) -> str:
        return "" if value is None else str(value)

    def put_text(self, text: str) -> None:
        """Show ``text`` as what stands in the register."""
        if text != self.text() or self.isUndoAvailable() or self.isRedoAvailable():
            cursor = self.cursorPosition() if self.hasFocus() else 0
            self.setText(text)
            self.setCursorPosition(cursor)
        self._as_set = self._reported = text

    def change_text(self, text: str) -> None:
        """Write ``text`` in as if it was typed."""
        self.selectAll()
        self.insert(text)
        self._tell_typed()

    def finish(self) -> None:
        """Write what was typed in its best form, and tell ``edited`` if it is not what was told last.

        Spaces alone change nothing: one that was struck over a marked text must not empty it in the register.
        """
        tidy = self._reported if self.text().isspace() else self.tidied()
        if tidy != self.text():
            self.setText(tidy)
        if self.text() != self._reported:
            self._reported = self.text()
            self.edited.emit()

    def tidied(self) -> str:
        """Return the text as it stands when one has left the line."""
        return self.text()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event) and not self._undoes(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event) and not self._undoes(event):
            event.ignore()
            return
        before = self.text()
        super().keyPressEvent(event)
        if self.text() != before and is_undo(event):
            self._tell_typed()  # Qt does not call it editing

    def _undoes(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Redo):
            return self.isRedoAvailable()
        return self.touched() and self.isUndoAvailable()

    def _tell_typed(self) -> None:
        self.typed.emit()


class CornerButton(QToolButton):
    """A small button inside a line, at its right end; the keyboard stays in the line."""

    def __init__(self, line: QLineEdit, icon: str, name: str, tip: str) -> None:
        super().__init__(line)
        self._line = line
        self.setProperty("kind", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        put_icon(self, icon, "text_muted")
        line.setTextMargins(0, 0, Space.XL, 0)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and event.type() is QEvent.Type.Resize:
            side = min(self._line.height() - Space.S, Space.XXL)
            self.setGeometry(self._line.width() - side - Space.XS, (self._line.height() - side) // 2, side, side)
        return super().eventFilter(watched, event)


class UnitLine(LineBase):
    """A line with a unit at its right ("kr", "months") that is not part of the text."""

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(longest, parent)
        self._unit = label("", "muted")
        self._unit.setParent(self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_unit(self, text: str) -> None:
        """Change the unit."""
        self._unit.setText(text)
        self._unit.adjustSize()
        self.setTextMargins(0, 0, self._unit.width() + Space.XS if text else 0, 0)
        self._place_unit()

    def _place_unit(self) -> None:
        self._unit.move(self.width() - self._unit.width() - Space.M, (self.height() - self._unit.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_unit()
