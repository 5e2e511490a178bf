"""Backups that nobody thinks of: while the program runs and when it closes, and what is said when one fails."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms

from bokart_desk.domain.codes import Protection
from bokart_desk.platform.remembered import config_folder
from bokart_desk.services import editing
from bokart_desk.services.backups import changed_since_backup, register_backups, take_backup
from bokart_desk.services.doing import By
from bokart_desk.services.households import set_protection
from bokart_desk.services.locking import protect_with_backups
from bokart_desk.services.municipality import change
from bokart_desk.services.privacy.reading import note_reading, readings_of
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.second_place import choose_second_place
from bokart_desk.storage.backup_notes import change_notes, read_notes
from bokart_desk.ui.backing_up import BackupKeeper
from bokart_desk.ui.closing_notice import ClosingNotice, do_with_notice
from bokart_desk.ui.context import Desk
from bokart_desk.ui.main_window import MainWindow

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    shutil.rmtree(config_folder(), ignore_errors=True)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def keeper(desk: Desk, told: list[str]) -> BackupKeeper:
    made = BackupKeeper(desk, told.append)
    desk.use(desk.register)
    return made


def look(qtbot: QtBot, desk: Desk, keeper: BackupKeeper) -> None:
    keeper.look()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)


def test_a_look_backs_up_what_changed_and_nothing_twice(qtbot: QtBot, desk: Desk, keeper: BackupKeeper) -> None:
    look(qtbot, desk, keeper)
    look(qtbot, desk, keeper)
    (only,) = register_backups(desk.register)
    assert only.reason == "under arbeidet"
    assert not only.special


def test_closing_backs_up_what_changed(desk: Desk, keeper: BackupKeeper) -> None:
    keeper.close()
    (only,) = register_backups(desk.register)
    assert only.reason == "ved lukking"
    keeper.close()
    assert len(register_backups(desk.register)) == 1


def test_a_failing_backup_is_said_once_and_made_good_later(
    qtbot: QtBot, desk: Desk, keeper: BackupKeeper, told: list[str]
) -> None:
    desk.register.backups.write_text("in the way", encoding="utf-8")
    look(qtbot, desk, keeper)
    look(qtbot, desk, keeper)
    assert len([text for text in told if "Selve registeret er slik det var" in text]) == 1
    desk.register.backups.unlink()
    with qtbot.waitSignal(desk.told) as said:
        look(qtbot, desk, keeper)
    assert "er nå tatt" in said.args[0]
    assert told[-1] == ""


def test_a_backup_that_fails_at_closing_stops_nothing_and_is_said_at_the_next_start(
    qtbot: QtBot, desk: Desk, keeper: BackupKeeper
) -> None:
    desk.register.backups.write_text("in the way", encoding="utf-8")
    keeper.close()
    told: list[str] = []
    again = BackupKeeper(desk, told.append)
    desk.use(desk.register)
    look(qtbot, desk, again)
    assert "Selve registeret er slik det var" in told[-1]


def test_a_second_place_that_was_away_for_long_is_asked_for(
    qtbot: QtBot, desk: Desk, keeper: BackupKeeper, told: list[str], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_second_place(desk.register, stick, now=datetime.now(UTC))
    stick.rename(tmp_path / "pocket")
    long_ago = (datetime.now(UTC) - timedelta(days=8)).isoformat()
    change_notes(desk.register.backup_plan.notes, seen=long_ago)
    look(qtbot, desk, keeper)
    assert str(stick) in told[-1]
    (tmp_path / "pocket").rename(stick)
    with qtbot.waitSignal(desk.tasks.run(lambda _task: None).finished):
        desk.backups_changed.emit()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
    assert told[-1] == ""
    assert len(list(stick.glob("*.db"))) == 1


def test_plain_copies_on_a_stick_that_was_away_are_encrypted_and_that_is_told(
    qtbot: QtBot, desk: Desk, keeper: BackupKeeper, tmp_path: Path
) -> None:
    stick, register = tmp_path / "stick", desk.register
    stick.mkdir()
    choose_second_place(register, stick, now=datetime.now(UTC))
    for reason in ("før import", "ved lukking"):
        take_backup(register, now=datetime.now(UTC), reason=reason)
    pocket = stick.rename(tmp_path / "pocket")
    register.close()
    made = protect_with_backups(register, "kaffe regn Ålesund 7", backups_too=True)
    pocket.rename(stick)
    desk.use(open_register(register.path, now=datetime.now(UTC), key=made.key))
    words: list[str] = []
    desk.told.connect(words.append)
    look(qtbot, desk, keeper)
    assert not any(copy.read_bytes().startswith(b"SQLite") for copy in stick.glob("*.db"))
    assert any("kryptert" in text for text in words)
    desk.register.close()


def test_lines_of_the_reading_log_that_are_too_old_go_and_that_is_told(
    qtbot: QtBot, desk: Desk, keeper: BackupKeeper
) -> None:
    register, now = desk.register, datetime.now(UTC)
    of = editing.create(register, "household", {"name": "Zahra"}, by=By("Kari", now, now.date())).record
    assert of is not None
    set_protection(register, of, Protection.CONFIDENTIAL, by=By("Kari", now, now.date()))
    assert note_reading(register, of, who="Kari", now=now - timedelta(days=3 * 366))
    assert note_reading(register, of, who="Kari", now=now)
    heard: list[str] = []
    desk.told.connect(heard.append)
    look(qtbot, desk, keeper)
    assert len(readings_of(register, of)) == 1
    assert heard == [
        "1 linje om hvem som har åpnet beskyttede saker, var eldre enn regelen i innstillingene og er tatt ut."
    ]


def test_each_register_has_its_own_notes(desk: Desk, keeper: BackupKeeper, empty_register: Register) -> None:
    first = desk.register.backup_plan.notes
    assert first is not None
    desk.use(empty_register)
    assert empty_register.backup_plan.notes not in (None, first)


def test_a_register_that_another_one_follows_gets_its_backup(
    qtbot: QtBot, desk: Desk, keeper: BackupKeeper, empty_register: Register, filled_register: Register
) -> None:
    desk.use(empty_register)
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
    assert not changed_since_backup(filled_register)


def test_what_failed_is_remembered_by_the_notes(desk: Desk, keeper: BackupKeeper) -> None:
    desk.register.backups.write_text("in the way", encoding="utf-8")
    keeper.close()
    assert read_notes(desk.register.backup_plan.notes).failed
    desk.register.backups.unlink()
    take_backup(desk.register, now=datetime.now(UTC))
    assert not read_notes(desk.register.backup_plan.notes).failed


def test_locking_takes_a_backup_first(qtbot: QtBot, desk: Desk, keeper: BackupKeeper) -> None:
    desk.locking.emit()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
    assert not changed_since_backup(desk.register)


# The notice at closing -------------------------------------------------------------------------


def notices() -> list[ClosingNotice]:
    return [found for found in QApplication.topLevelWidgets() if isinstance(found, ClosingNotice) and found.isVisible()]


def test_quick_work_shows_nothing(desk: Desk) -> None:
    assert do_with_notice(lambda: None, "Tar sikkerhetskopi …")
    assert notices() == []


def test_slow_work_shows_a_notice_until_it_is_done(desk: Desk) -> None:
    done = threading.Event()
    seen: list[ClosingNotice] = []

    def let_go() -> None:
        seen.extend(notices())
        if seen:
            done.set()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(let_go)
    timer.start()
    assert do_with_notice(lambda: done.wait(20), "Tar sikkerhetskopi …")
    assert seen
    assert notices() == []


def test_nobody_has_to_wait(desk: Desk) -> None:
    done = threading.Event()
    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(lambda: [notice.leave.click() for notice in notices()])
    timer.start()
    assert not do_with_notice(lambda: done.wait(20), "Tar sikkerhetskopi …")
    done.set()


def test_a_fault_in_the_work_is_not_hidden(desk: Desk) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do_with_notice(fail, "Tar sikkerhetskopi …")


# The banner ------------------------------------------------------------------------------------


def test_warnings_about_different_things_stand_together(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.warn("Registeret ligger på et nettverk.")
    window.warn("Sikkerhetskopien mislyktes.", "backups")
    assert window._banner.text().splitlines() == ["Registeret ligger på et nettverk.", "Sikkerhetskopien mislyktes."]
    window.rebuild()
    assert "mislyktes" in window._banner.text()
    window.warn("", "backups")
    assert window._banner.text() == "Registeret ligger på et nettverk."


# The program itself ----------------------------------------------------------------------------


def test_the_program_takes_a_backup_when_it_ends(programs: RunningPrograms, filled_register: Register) -> None:
    filled_register.close()
    program = programs.open(filled_register.path)
    register = program.desk.register
    change(register, {"office": "Bosetting"}, seen={}, by=program.desk.by(), name="Kontor")
    programs.end(program)
    (only,) = register_backups(register)
    assert only.reason == "ved lukking"
    assert not changed_since_backup(register)
    register.close()
