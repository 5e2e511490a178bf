"""The pause that wrong passwords cost, wherever they are typed: at the door of the register, or in a dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QPushButton

from bokart_desk.i18n import ngettext
from bokart_desk.ui.context import Desk

_SECOND_MS = 1000
_LONGEST_PAUSE = 60


def pause_after(wrong: int) -> int:
    """Return the seconds to wait after so many wrong passwords on end: 1, 2, 4 … and at most a minute."""
    return 0 if wrong < 1 else min(2 ** (wrong - 1), _LONGEST_PAUSE)


class Pause(QObject):
    """``wrong`` counts the wrong passwords on end, ``left`` the seconds to wait. It goes on when a dialog is closed."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wrong = 0
        self.left = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._tick)

    def guessed_wrong(self) -> None:
        """Begin the pause that one more wrong password costs."""
        self.wrong += 1
        self.left = pause_after(self.wrong)
        self._clock.start()
        self.changed.emit()

    def guessed_right(self) -> None:
        """Let wrong passwords cost little again."""
        self.wrong = self.left = 0
        self._clock.stop()
        self.changed.emit()

    def _tick(self) -> None:
        self.left = max(0, self.left - 1)
        if not self.left:
            self._clock.stop()
        self.changed.emit()


def pause_of(desk: Desk) -> Pause:
    """Return the one pause of the window, made when it is first asked for."""
    return desk.findChild(Pause) or Pause(desk)


class PausedButton(QObject):
    """Holds a button back while a pause runs, which it then tells, and while what was asked is being done."""

    def __init__(self, pause: Pause, button: QPushButton) -> None:
        super().__init__(button)
        self._pause, self._button = pause, button
        self._text, self._busy = button.text(), False
        pause.changed.connect(self._show)
        self._show()

    @property
    def waiting(self) -> bool:
        """Whether a pause is running."""
        return self._pause.left > 0

    def show_busy(self, busy: bool) -> None:
        """Hold the button back while something is being done."""
        self._busy = busy
        self._show()

    def _show(self) -> None:
        left = self._pause.left
        waits = ngettext("Wait {count} second …", "Wait {count} seconds …", left).format(count=left)
        self._button.setText(waits if left else self._text)
        self._button.setEnabled(not left and not self._busy)
