"""Answers the questions of message boxes as a user does: when one stands there, one of its buttons is clicked."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

_LOOK_EVERY_MS = 10
_PATIENCE = 3000
"""Looks; then whatever stands there is sent away, for a test must not wait with it for ever."""


class Answer(QTimer):
    """Clicks ``button`` in the next box that shows it; ``told`` then holds what the box says. Made by ``answer``."""

    def __init__(self, button: str) -> None:
        super().__init__(QApplication.instance(), interval=_LOOK_EVERY_MS)
        self.told: list[str] = []
        self._button = button
        self._looks = 0
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        self._looks += 1
        for box in QApplication.topLevelWidgets():
            if not isinstance(box, QMessageBox) or not box.isVisible():
                continue
            wanted = [one for one in box.buttons() if one.text().replace("&", "") == self._button]
            if wanted or self._looks > _PATIENCE:
                self.stop()
                self.told.append(f"{box.text()} {box.informativeText()}")
                (wanted[0].click if wanted else box.reject)()
                return


def answer(button: str) -> list[str]:
    """Click ``button`` in the next box that shows it; return the list that what it says is put into."""
    return Answer(button).told
