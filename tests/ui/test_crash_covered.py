"""A fault of the program while nothing of the register shows is told all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from answering import answer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms, page_of

from bokart_desk.services import locking
from bokart_desk.services.register import Register
from bokart_desk.storage import wrapping
from bokart_desk.storage.errors import RegisterLocked
from bokart_desk.ui.locking.new_register_page import NewRegisterPage
from bokart_desk.ui.locking.unlock_page import UnlockPage

PASSWORD = "kaffe regn Ålesund 7"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


def test_a_fault_is_told_over_the_page_that_covers_the_window(
    qtbot: QtBot, tmp_path: Path, programs: RunningPrograms
) -> None:
    program = programs.show(tmp_path / "new.db")
    page_of(program, NewRegisterPage, qtbot)
    told = answer("Lukk")
    program.desk.tasks.failed.emit(ValueError("a fault"))
    assert told[0].startswith("Noe gikk galt i programmet.")


def test_what_may_name_a_file_is_told_when_the_register_is_unlocked(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    filled_register.close()
    locking.protect(filled_register.path, PASSWORD)
    program = programs.open(filled_register.path, PASSWORD)
    program.desk.lock_asked.emit()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=20_000)
    program.desk.tasks.failed.emit(RegisterLocked(Path("Amina Hussein.xlsx")))
    assert not [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
    told = answer("Lukk")
    page.asked.emit(PASSWORD)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "Amina Hussein.xlsx" in told[0]
