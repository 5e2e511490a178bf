"""A fault of the program while nothing of the register shows is told all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from bokart_desk.app.opening import Opening
from bokart_desk.app.program import Program


def test_a_fault_is_told_over_the_page_that_covers_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    opening = Opening(tmp_path / "new.db", date(2026, 11, 22))
    opening.start()
    program = Program(opening)
    program.show()
    window = program.window
    assert window is not None
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.cover is not None, timeout=20_000)
    told: list[str] = []

    def read() -> None:
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QMessageBox) and box.isVisible():
                told.append(box.text())
                box.reject()

    def read_after_the_curtain() -> None:
        QTimer.singleShot(0, read)

    QTimer.singleShot(0, read_after_the_curtain)
    program.desk.tasks.failed.emit(ValueError("a fault"))
    assert told == ["Noe gikk galt i programmet."]
    program.end()
