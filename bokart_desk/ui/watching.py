"""Notices what another window or the command line changed in the register, so that no screen shows what was."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from bokart_desk.ui.context import Desk

EVERY_MS = 2000
ELSEWHERE = "elsewhere"
"""What ``Desk.register_changed`` says when the change was not made in this window."""


class RegisterWatcher(QObject):
    """Looks every other second; ``Desk.register_changed`` goes out when somebody else has changed something.

    It does so too when the register is back after it could not be reached: what was told of that goes then.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._away = False
        """Whether the register could not be reached at the look before: its folder is gone, or somebody keeps it."""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        desk.register_changed.connect(self._expected)
        desk.register_opened.connect(self._timer.start)
        if desk.has_register:
            self._timer.start()

    def look(self) -> None:
        """Look now; while something runs in the background its own end will tell."""
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415 - loaded with the register

        if not self._desk.has_register or self._desk.register.locked or self._desk.tasks.busy:
            return
        try:
            changed = self._desk.register.watch.changed()
        except RegisterError:
            self._away = True  # whoever reads next is told
            return
        came_back, self._away = self._away, False
        if changed or came_back:
            self._desk.register_changed.emit(ELSEWHERE)
        if came_back:
            self._desk.backups_changed.emit()  # what was warned of meanwhile may be so no more

    def stop(self) -> None:
        """Look no more (the program ends)."""
        self._timer.stop()

    def _expected(self, _what: object) -> None:
        """This window knows of the change already."""
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415

        if self._desk.has_register:
            with suppress(RegisterError):
                self._desk.register.watch.changed()
