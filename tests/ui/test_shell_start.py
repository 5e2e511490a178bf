"""From the start of the program to the first screen, and what happens when that does not go well."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms

from bokart_desk import i18n
from bokart_desk.app.crash import CrashHandler
from bokart_desk.app.opening import open_now
from bokart_desk.app.program import Program
from bokart_desk.app.single_instance import SingleInstance
from bokart_desk.services.keeping import back_up
from bokart_desk.services.locking import protect
from bokart_desk.services.municipality import Municipality, change, save_municipality
from bokart_desk.services.register import Register, RegisterError, open_register
from bokart_desk.storage.glance import glance
from bokart_desk.storage.keyfile import keys_path
from bokart_desk.ui.checking.checker import Checker
from bokart_desk.ui.locking.unlock_page import UnlockPage
from bokart_desk.ui.overview import OverviewView
from bokart_desk.ui.qt_texts import QT_TEXTS
from bokart_desk.ui.restoring import trouble_dialog
from bokart_desk.ui.restoring.put_back_dialog import PutBackDialog
from bokart_desk.ui.restoring.trouble_dialog import TroubleDialog

TODAY = date(2026, 11, 22)


def test_the_first_screen_shows_the_register(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    save_municipality(
        filled_register, Municipality(name="Solvik kommune"), who="Kari", now=datetime(2026, 11, 22, tzinfo=UTC)
    )
    program = programs.begin(filled_register.path)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.show()
    window = program.window
    assert window is not None
    assert window.windowTitle() == "Solvik kommune – uten passord – BOKART Desk"
    assert isinstance(window.visited_screen("overview"), OverviewView)
    assert any("1 kontrakt er over sluttdatoen" in label.text() for label in window.findChildren(QLabel))


def waiting(owner: QObject | None) -> list[QTimer]:
    return [] if owner is None else [timer for timer in owner.findChildren(QTimer) if timer.isActive()]


def test_nothing_is_looked_at_or_asked_when_the_program_has_ended(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    program = programs.open(filled_register.path)
    qtbot.waitUntil(lambda: bool(waiting(program.desk.findChild(Checker))), timeout=20_000)
    programs.end(program)
    assert not waiting(program)
    program.desk.tasks.failed.emit(ValueError("what came too late"))
    assert QApplication.activeModalWidget() is None


def trouble_of(qtbot: QtBot, program: Program) -> TroubleDialog:
    """Show a program whose register does not open; return the dialog that says so, when it has looked for backups."""
    if program.window is None:
        program.show()
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.findChildren(TroubleDialog)), timeout=20_000)
    dialog = window.findChildren(TroubleDialog)[-1]
    qtbot.waitUntil(lambda: "Leter etter" not in dialog.told.text(), timeout=20_000)
    return dialog


def test_a_register_that_is_none_is_told_and_another_can_be_chosen(
    qtbot: QtBot, tmp_path: Path, filled_register: Register, programs: RunningPrograms, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "apart" / "broken.db"
    broken.parent.mkdir()
    broken.write_bytes(b"this is a letter, not a register" * 200)
    program = programs.begin(broken)
    dialog = trouble_of(qtbot, program)
    assert "broken.db" in dialog.texts()
    assert "ikke funnet noen sikkerhetskopi" in dialog.texts()
    assert not dialog.restore_button.isEnabled()
    monkeypatch.setattr(trouble_dialog, "choose_register", lambda _parent, _folder: filled_register.path)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        dialog.other_button.click()
    assert program.desk.register.path == filled_register.path
    assert broken.read_bytes().startswith(b"this is a letter")


@pytest.mark.parametrize("how", ["letter", "empty", "zeros", "cut", "gone"])
def test_a_broken_register_is_restored_from_its_newest_good_backup_where_it_is_told(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms, how: str
) -> None:
    good = back_up(filled_register, now=datetime(2026, 11, 20, tzinfo=UTC))
    bad = back_up(filled_register, now=datetime(2026, 11, 21, tzinfo=UTC))
    bad.write_bytes(bad.read_bytes()[:9000])
    filled_register.close()
    path = filled_register.path
    whole = path.read_bytes()
    broken = {"letter": b"not a register" * 900, "empty": b"", "zeros": bytes(9000), "cut": whole[:90000], "gone": b""}
    path.write_bytes(broken[how])
    if how == "gone":
        path.unlink()
    program = programs.begin(path)
    dialog = trouble_of(qtbot, program)
    said = {
        "letter": "ikke et register",
        "empty": "er tom",
        "zeros": "bare nuller",
        "cut": "avkortet",
        "gone": "ikke noe",
    }
    assert said[how] in dialog.texts()
    assert "7 kontrakter og 7 husstander" in dialog.texts()
    assert "20.11.2026" in dialog.texts()
    dialog.restore_button.click()
    confirm = dialog.findChild(PutBackDialog)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        confirm.do_button.click()
    assert program.desk.register.path == path
    assert glance(path).contracts == 7
    assert good.exists()
    kept = [file.read_bytes() for file in path.parent.joinpath("backups").glob("*.damaged")]
    assert kept == ([] if how == "gone" else [broken[how]])
    assert len(program.desk.kept_windows()) == 1, "a message says what was done"


def test_giving_up_closes_the_window(qtbot: QtBot, tmp_path: Path, programs: RunningPrograms) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"x" * 5000)
    program = programs.begin(broken)
    dialog = trouble_of(qtbot, program)
    dialog.close_button.click()
    assert program.window is not None
    assert not program.window.isVisible()


def test_a_register_that_has_gone_is_asked_about_and_not_made_anew(tmp_path: Path) -> None:
    gone = tmp_path / "register.db"
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "register 2026-11-21 080000.db").touch()
    with pytest.raises(RegisterError, match=r"Det finnes ikke noe register"):
        open_now(gone, TODAY)
    assert not gone.exists()
    opened = open_now(gone, TODAY, create=True, plain=True)
    opened.register.close()
    assert gone.exists()


def test_a_changed_name_and_language_are_the_windows_until_they_are_undone(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    program = programs.begin(filled_register.path)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        program.show()
    window, desk = program.window, program.desk
    assert window is not None
    for values, seen in (({"name": "Solvik"}, {"name": ""}), ({"language": "en"}, {"language": "nb"})):
        desk.did(change(desk.register, values, seen=seen, by=desk.by()))
    qtbot.waitUntil(lambda: i18n.current_language() == "en")
    assert window.windowTitle() == "Solvik – without a password – BOKART Desk"
    desk.undo()
    qtbot.waitUntil(lambda: i18n.current_language() == "nb")
    desk.undo()
    qtbot.waitUntil(lambda: "Solvik" not in window.windowTitle())


def test_the_language_of_the_register_is_the_windows(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    save_municipality(filled_register, Municipality(language="en"), who="Kari", now=datetime(2026, 11, 22, tzinfo=UTC))
    program = programs.begin(filled_register.path)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.show()
    assert i18n.current_language() == "en"
    assert any("contract is past its end" in label.text() for label in program.window.findChildren(QLabel))


def test_the_program_starts_as_users_start_it_and_says_when_it_is_usable(
    filled_register: Register, tmp_path: Path
) -> None:
    ready = tmp_path / "ready"
    code = "import sys; from pathlib import Path; from bokart_desk.app.gui import run_window; " \
        "sys.exit(run_window(Path(sys.argv[1])))"  # fmt: skip
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(filled_register.path)],
        env=os.environ | {"BOKART_BENCH_READY": str(ready)},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(ready.read_text(encoding="ascii")) > 0


def test_the_first_window_brings_in_nothing_it_does_not_need() -> None:
    code = "import sys, bokart_desk.app.program, bokart_desk.ui.overview.view; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    late = {"babel", "alembic", "reportlab", "apscheduler", "python_calamine", "rapidfuzz", "sqlalchemy", "psutil"}
    assert late.isdisjoint(done.stdout.split())
    assert not [name for name in done.stdout.split() if name in ("PySide6.QtPrintSupport", "PySide6.QtSvg")]


def test_a_second_start_raises_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    first, second, other = SingleInstance(path), SingleInstance(path), SingleInstance(tmp_path / "other.db")
    assert not first.another_answered()
    first.listen()
    with qtbot.waitSignal(first.called):
        assert second.another_answered()
    assert not other.another_answered()
    first.close()
    assert not second.another_answered()


def test_a_fault_is_told_calmly_and_without_what_people_entered(qtbot: QtBot) -> None:
    box = CrashHandler.box(None, "ValueError at bokart_desk/ui/views.py:12")
    qtbot.addWidget(box)
    assert "trygt i registeret" in box.informativeText()
    copy = next(button for button in box.buttons() if button.text() == "Kopier feilkoden")
    copy.click()
    assert QApplication.clipboard().text() == "ValueError at bokart_desk/ui/views.py:12"


def test_an_error_of_the_environment_is_told_in_its_own_words(qtbot: QtBot, tmp_path: Path) -> None:
    error = RegisterError(tmp_path / "register.db")
    box = CrashHandler.box(error.message, "")
    qtbot.addWidget(box)
    assert box.text() == error.message


def test_qts_own_buttons_speak_bokmaal(qtbot: QtBot, filled_register: Register, programs: RunningPrograms) -> None:
    programs.begin(filled_register.path)
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.Close | kinds.Save | kinds.Yes | kinds.Open)
    qtbot.addWidget(box)
    assert {button.text() for button in box.buttons()} == {"OK", "Avbryt", "Lukk", "Lagre", "&Ja", "Åpne"}
    same = {"OK", "Type", "Type:", "Shift", "Tab", "Home", "End", "Esc", "Enter", "Page Up", "Page Down"}
    unchanged = {text for text in QT_TEXTS if i18n._(text) == text} - same
    assert unchanged <= {"Pica (P̸)", "Didot (DD)", "Cicero (CC)"}


def encrypted(register: Register) -> tuple[Path, bytes]:
    register.close()
    key = protect(register.path, "tre gule bananer").key
    opened = open_register(register.path, now=datetime(2026, 11, 20, tzinfo=UTC), key=key)
    back_up(opened, now=datetime(2026, 11, 20, tzinfo=UTC))
    opened.close()
    return register.path, key


def unlocked(qtbot: QtBot, program: Program) -> None:
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: isinstance(window.cover, UnlockPage), timeout=20_000)
    window.cover.asked.emit("tre gule bananer")


@pytest.mark.parametrize("where", [0, 1])
def test_a_damaged_encrypted_register_finds_its_backup_with_the_password_just_typed(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms, where: int
) -> None:
    path, _key = encrypted(filled_register)
    content = bytearray(path.read_bytes())
    pages = range(1, len(content) // 4096) if where else range(1)
    for page in pages:  # all but the first, or the first alone
        content[page * 4096 + 100 : page * 4096 + 140] = bytes(40)
    path.write_bytes(content)
    program = programs.begin(path)
    program.show()
    unlocked(qtbot, program)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.findChildren(TroubleDialog)), timeout=20_000)
    dialog = window.findChildren(TroubleDialog)[-1]
    qtbot.waitUntil(lambda: "Leter etter" not in dialog.told.text(), timeout=20_000)
    assert "skadet" in dialog.texts()
    assert "7 kontrakter og 7 husstander" in dialog.texts()
    dialog.restore_button.click()
    confirm = dialog.findChild(PutBackDialog)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        confirm.do_button.click()
    assert program.desk.register.encrypted


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_keys_that_are_lost_are_taken_from_a_backup(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms, how: str
) -> None:
    path, _key = encrypted(filled_register)
    if how == "gone":
        keys_path(path).unlink()
    else:
        keys_path(path).write_text("{}", encoding="utf-8")
    program = programs.begin(path)
    if how == "damaged":
        program.show()
        unlocked(qtbot, program)
    dialog = trouble_of(qtbot, program)
    assert dialog.keys_button.isVisible()
    dialog.keys_button.click()
    with qtbot.waitSignal(program.completed, timeout=20_000):
        unlocked(qtbot, program)
    assert program.desk.register.path == path
