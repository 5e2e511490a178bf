"""A picture of the window where there is no display to show it on."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from bokart_desk.app.opening import Opening
from bokart_desk.app.program import Program

_WIDTH, _HEIGHT = 1360, 860
_SETTLE_MS = 900
_GIVE_UP_MS = 60_000


def save_picture(register: Path, language: str | None, target: Path) -> bool:
    """Open the window on ``register`` out of sight, save how it looks as ``target`` (PNG) and close it again."""
    opening = Opening(register, date.today())  # noqa: DTZ011 - the user's own day
    opening.start()
    program = Program(opening, language)
    saved: list[bool] = []

    def take() -> None:
        window = program.window
        if window is not None:
            saved.append(window.grab().save(str(target)))
            window.close()

    def settle() -> None:
        if program.window is not None:
            program.window.resize(_WIDTH, _HEIGHT)
        QTimer.singleShot(_SETTLE_MS, take)

    program.completed.connect(settle)
    QTimer.singleShot(_GIVE_UP_MS, lambda: program.window and program.window.close())
    program.run(beside_others=True)
    return bool(saved and saved[0])
