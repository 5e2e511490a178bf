"""A register that somebody else writes to, in the window: said by whom, waited for, and written to when it is free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from other_program import OtherProgram, writer
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms

from bokart_desk.app.program import Program
from bokart_desk.services.register import Register
from bokart_desk.storage.writer_lock import lock_path

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def path(filled_register: Register) -> Path:
    filled_register.close()
    return filled_register.path


@pytest.fixture
def there(path: Path) -> Iterator[OtherProgram]:
    other = writer(path, machine="PC-KARI", user="kari")
    yield other
    other.end()


@pytest.fixture
def program(qtbot: QtBot, path: Path, programs: RunningPrograms) -> Iterator[Program]:
    made = programs.open(path, language="nb")
    yield made
    qtbot.waitUntil(lambda: not made.desk.tasks.busy, timeout=20_000)


def told(program: Program) -> str:
    assert program.window is not None
    return program.window.notices.text("writer")


@pytest.mark.usefixtures("there")
def test_the_window_says_who_writes_to_the_register_and_since_when(program: Program) -> None:
    assert program.window is not None
    assert program.desk.register.read_only
    assert program.window.windowTitle().startswith("Bare lesing, i bruk av kari på PC-KARI – ")
    assert "kari på PC-KARI siden " in told(program)
    assert "slik det var" in told(program)


def test_the_window_may_write_when_the_other_has_let_go(qtbot: QtBot, there: OtherProgram, program: Program) -> None:
    program._turns.look()
    qtbot.waitUntil(lambda: not program.desk.tasks.busy, timeout=20_000)
    assert "siden" in told(program)
    there.end()
    program._turns.look()
    qtbot.waitUntil(lambda: "Nå kan du gjøre endringer" in told(program), timeout=20_000)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        program._turns._open_again()
    assert not program.desk.register.read_only
    assert told(program) == ""
    assert program.window is not None
    assert not program.window.windowTitle().startswith("Bare lesing")
    late = writer(program.desk.register.path, machine="PC-KARI", user="kari")
    late.end()
    assert late.said == "reads"


def test_a_window_that_was_overtaken_is_opened_to_read(qtbot: QtBot, program: Program) -> None:
    """After a night's sleep of this machine another one may have the register."""
    assert not program.desk.register.read_only
    lock = lock_path(program.desk.register.path)
    mine = program.desk.register.writer._lock
    held = lock.read_text(encoding="ascii")
    held = held.replace(f'"{mine.me.machine}"', '"PC-KARI"').replace(f'"{mine.me.user}"', '"kari"')
    lock.write_text(held.replace(mine._token, "0" * 32), encoding="ascii")
    with qtbot.waitSignal(program.completed, timeout=20_000):
        program._turns.look()
    assert program.desk.register.read_only
    assert "kari på PC-KARI" in told(program)


def test_a_window_takes_the_lock_when_a_command_of_its_user_is_done(
    qtbot: QtBot, path: Path, programs: RunningPrograms
) -> None:
    command = writer(path)
    program = programs.open(path, language="nb")
    assert not program.desk.register.read_only
    assert not program.desk.register.writer.holds
    command.end()
    program._turns.look()
    qtbot.waitUntil(lambda: program.desk.register.writer.holds, timeout=20_000)
    qtbot.waitUntil(lambda: not program.desk.tasks.busy, timeout=20_000)
    programs.end(program)
    assert not lock_path(path).exists()
