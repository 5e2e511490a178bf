"""The warning above every screen that the clock of the PC was set back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pytestqt.qtbot import QtBot
from running_program import RunningPrograms

from bokart_desk.services.doing import By
from bokart_desk.services.editing import create
from bokart_desk.services.register import Register


def test_a_clock_set_back_is_told_until_it_is_right(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    now = datetime.now(UTC)
    create(filled_register, "landlord", {"name": "Elvegård"}, by=By("Kari", now + timedelta(days=2), now.date()))
    filled_register.close()
    program = programs.open(filled_register.path)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: "Klokken på denne PC-en viser" in window._banner.text(), timeout=20_000)
    program.desk.now = lambda: now + timedelta(days=2)  # type: ignore[method-assign]
    program._afterwards._day_came.emit(date(2026, 11, 24))
    qtbot.waitUntil(lambda: "Klokken" not in window._banner.text(), timeout=20_000)


def test_a_day_that_comes_when_the_program_has_ended_is_nobodys(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    filled_register.close()
    program = programs.open(filled_register.path)
    heard: list[object] = []
    program.desk.day_changed.connect(heard.append)
    programs.end(program)
    program._afterwards._day_came.emit(date(2026, 11, 24))
    qtbot.wait(0)
    assert heard == []
