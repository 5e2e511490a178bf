"""Notices what another window or the command line changed in the register, so that no screen shows what was."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bokart_desk.ui.context import Desk

EVERY_MS = 2000
ELSEWHERE = "elsewhere"
"""What ``Desk.register_changed`` says when the change was not made in this window."""


class RegisterWatcher(QObject):
    """Looks every other second; ``Desk.register_changed`` goes out when somebody else has changed something."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        desk.register_changed.connect(self._expected)
        desk.register_opened.connect(self._timer.start)
        if desk.has_register:
            self._timer.start()

    def look(self) -> None:
        """Look now; while something runs in the background its own end will tell."""
        if not self._desk.has_register or self._desk.tasks.busy:
            return
        if self._changed():
            self._desk.register_changed.emit(ELSEWHERE)

    def stop(self) -> None:
        """Look no more (the program ends)."""
        self._timer.stop()

    def _expected(self, _what: object) -> None:
        """This window knows of the change already."""
        if self._desk.has_register:
            self._changed()

    def _changed(self) -> bool:
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415 - loaded with the register

        try:
            return self._desk.register.watch.changed()
        except RegisterError:
            return False  # whoever reads next is told
