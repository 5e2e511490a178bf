"""A day in the window, with a search, copied rows and a fault: the program leaves no word of anybody behind it.

What it wrote is looked through by the fixture of all journeys; here the program itself is started and closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desk_walking import copied
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from register_builder import building, new_register
from running_program import RunningPrograms

from bokart_desk.platform.logs import default_log_folder
from bokart_desk.services import locking
from bokart_desk.services.doing import Refused
from bokart_desk.services.register import open_register

TODAY = date(2026, 11, 22)
PASSWORD = "kaffe regn Ålesund 7"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_register(tmp_path) as register, building(register) as made:
        made.let("Amina Hussein", "Ødegårdsbakken 17", date(2024, 1, 1), date(2026, 12, 31))
        made.let("Đorđe Čović", "Skolegata 4", date(2024, 3, 1), date(2027, 2, 28))
        return register.path


@pytest.fixture
def programs(qtbot: QtBot) -> Iterator[RunningPrograms]:
    made = RunningPrograms(qtbot)
    yield made
    made.end_all()


def close_the_message() -> None:
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        assert "Amina" not in box.text() + box.informativeText()
        box.done(0)
    else:
        QTimer.singleShot(50, close_the_message)


def test_a_search_copied_rows_and_a_fault_leave_nothing(qtbot: QtBot, path: Path, programs: RunningPrograms) -> None:
    program = programs.open(path)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: "register_opened" in log(), timeout=20_000)
    program.desk.go("contracts")
    contracts = window.visited_screen("contracts")
    contracts.filters.search.setText("Amina Hussein")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: contracts.contracts.model.rowCount() == 1)  # type: ignore[attr-defined]
    table = contracts.contracts.table  # type: ignore[attr-defined]
    table.selectAll()
    table.copy_asked.emit(table.selected_rows())
    assert "Ødegårdsbakken 17" in copied()
    QTimer.singleShot(50, close_the_message)
    try:
        raise ValueError("Amina Hussein, Ødegårdsbakken 17")
    except ValueError as error:
        program.desk.tasks.failed.emit(error)
    assert "ValueError at" in log()
    program.desk.tell(Refused("Amina Hussein bor i Ødegårdsbakken 17").message)
    qtbot.waitUntil(lambda: not program.desk.tasks.busy, timeout=20_000)
    programs.end(program)
    assert copied() == ""
    QSettings().sync()
    assert Path(QSettings().fileName()).is_file()
    opened = open_register(path, now=datetime(2026, 11, 22, 8, tzinfo=UTC))
    opened.close()


def test_what_was_copied_is_gone_when_the_register_is_locked(
    qtbot: QtBot, path: Path, programs: RunningPrograms
) -> None:
    locking.protect(path, PASSWORD)
    program = programs.open(path, PASSWORD)
    window = program.window
    assert window is not None
    program.desk.go("contracts")
    table = window.visited_screen("contracts").contracts.table  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: table.paged.rowCount() > 0, timeout=20_000)
    table.selectAll()
    table.copy_asked.emit(table.selected_rows())
    assert "Ødegårdsbakken 17" in copied()
    program.desk.lock_asked.emit()
    assert copied() == ""
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=20_000)


def log() -> str:
    files = list(default_log_folder().glob("*.log"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
