"""What was done since the program started, to be taken back and done again (Ctrl+Z, Ctrl+Y)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_MOST = 500


class UndoStack(QObject):
    """The commands in order; ``carry_out`` takes one back in the register, and what that did can be taken back too."""

    changed = Signal()

    def __init__(self, carry_out: Callable[[Done], Done], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._carry_out = carry_out
        self._done: list[Done] = []
        self._undone: list[Done] = []

    def push(self, done: Done) -> None:
        """Note a command; what was undone before can then no longer be done again."""
        self._done.append(done)
        del self._done[:-_MOST]
        self._undone.clear()
        self.changed.emit()

    def next_undo(self) -> str:
        """Return what would be undone, in the user's words; empty when there is nothing."""
        return self._done[-1].title if self._done else ""

    def next_redo(self) -> str:
        """Return what would be done again; empty when there is nothing."""
        return self._undone[-1].title if self._undone else ""

    def undo(self) -> Done | None:
        """Take the latest command back. Raise ``Refused`` when something stands in the way; it then stays."""
        return self._move(self._done, self._undone)

    def redo(self) -> Done | None:
        """Do again what was undone last. Raise ``Refused`` when something stands in the way; it then stays."""
        return self._move(self._undone, self._done)

    def clear(self) -> None:
        """Forget all (another register was opened)."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def _move(self, source: list[Done], target: list[Done]) -> Done | None:
        if not source:
            return None
        reversal = self._carry_out(source[-1])
        source.pop()
        if reversal:
            target.append(reversal)
        self.changed.emit()
        return reversal
