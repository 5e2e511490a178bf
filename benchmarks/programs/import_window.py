"""Brings a list in by the Import screen while a timer ticks; tells the longest time without a tick, in each phase.

Usage: import_window.py LIST REGISTER TOLD.json
"""

import json
import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer

from bokart_desk.app.program import application
from bokart_desk.i18n import format_number
from bokart_desk.services.register import open_register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.garbage import GuiThreadCollector
from bokart_desk.ui.importing import ImportView

_EVERY_MS = 2


class Ticks(QObject):
    """Remembers the longest gap between two ticks since it was asked last."""

    def __init__(self) -> None:
        super().__init__()
        self._last, self._worst = time.perf_counter(), 0.0
        self._timer = QTimer(self, interval=_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        now = time.perf_counter()
        self._worst = max(self._worst, now - self._last)
        self._last = now

    def worst(self) -> float:
        self.tick()
        found, self._worst = self._worst, 0.0
        return found


def main(source: Path, path: Path, told: Path) -> None:
    app = application()
    register = open_register(path, now=datetime(2026, 11, 22, 8, tzinfo=UTC))
    desk = Desk(register, who="", today=lambda: date(2026, 11, 22))
    format_number(0)  # as the first screen has, long before
    garbage = GuiThreadCollector()
    garbage.start()
    view = ImportView(desk)
    view.resize(1146, 740)
    view.show()
    ticks, worst = Ticks(), {}

    def planned() -> None:
        worst["plan"] = ticks.worst()
        QTimer.singleShot(300, apply)

    def apply() -> None:
        worst["look"] = ticks.worst()
        view.apply()

    def finished() -> None:
        worst["apply"] = ticks.worst()
        QTimer.singleShot(300, leave)

    def leave() -> None:
        worst["done"] = ticks.worst()
        view.start_over()
        QTimer.singleShot(3000, end)

    def end() -> None:
        worst["after"] = ticks.worst()
        told.write_text(json.dumps(worst), encoding="ascii")
        app.quit()

    view.session.planned.connect(planned)
    view.session.finished.connect(finished)
    QTimer.singleShot(200, lambda: (ticks.worst(), view.choose([source])))
    app.exec()
    desk.tasks.close()
    register.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
