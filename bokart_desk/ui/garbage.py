"""Lets Python's garbage collector run on the GUI thread alone.

Widgets and their Python halves refer to each other in circles. A collection that starts on a worker's thread would
delete such widgets there, and Qt crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from bokart_desk.importing.pause import collector_is_paused

_EVERY_MS = 2000
_GENERATIONS = 3


class GuiThreadCollector(QObject):
    """Collects by a timer, as often as the collector's own thresholds say; ``stop`` gives the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take over."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give back."""
        self._timer.stop()
        gc.enable()

    @staticmethod
    def look() -> None:
        """Collect the oldest generation that is due, which takes the younger ones along."""
        if collector_is_paused():
            return
        due = [place for place in range(_GENERATIONS) if gc.get_count()[place] > gc.get_threshold()[place] > 0]
        if due:
            gc.collect(due[-1])
