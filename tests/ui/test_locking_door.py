"""The door of the register: the first start, the password at start, locking and coming back to the same place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms, page_of

from bokart_desk.app.program import Program
from bokart_desk.platform.preferences import Preferences, save_preferences
from bokart_desk.services import locking
from bokart_desk.services.municipality import Municipality, save_municipality
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import wrapping
from bokart_desk.storage.errors import ConversionFailed
from bokart_desk.storage.keyfile import keys_path
from bokart_desk.ui.locking.dialogs import Rewriting
from bokart_desk.ui.locking.idle import IdleWatch
from bokart_desk.ui.locking.new_register_page import NewRegisterPage, RecoveryPage
from bokart_desk.ui.locking.pause import pause_after, pause_of
from bokart_desk.ui.locking.unlock_page import UnlockPage
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.restoring.trouble_dialog import TroubleDialog

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PASSWORD = "kaffe regn Ålesund 7"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def locked_register(filled_register: Register) -> Path:
    save_municipality(filled_register, Municipality(name="Solvik kommune"), who="Kari", now=NOW)
    filled_register.close()
    locking.protect(filled_register.path, PASSWORD)
    return filled_register.path


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def typed(page: UnlockPage, secret: str) -> None:
    page.password.setText(secret)
    page.unlock.click()


def opened(program: Program, path: Path, qtbot: QtBot) -> Program:
    page = page_of(program, UnlockPage, qtbot)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        typed(page, PASSWORD)
    return program


def test_the_first_start_makes_a_register_with_a_password_and_shows_the_recovery_key_once(
    qtbot: QtBot, tmp_path: Path, programs: RunningPrograms
) -> None:
    path = tmp_path / "new" / "register.db"
    program = programs.show(path)
    page = page_of(program, NewRegisterPage, qtbot)
    assert not path.parent.exists()
    page.passwords.first.setText("kort")
    page.make.click()
    assert "minst 10 tegn" in words(page)
    page.passwords.first.setText(PASSWORD)
    page.passwords.again.setText(PASSWORD + "x")
    page.make.click()
    assert "ulike" in words(page)
    page.passwords.again.setText(PASSWORD)
    page.make.click()
    recovery = page_of(program, RecoveryPage, qtbot)
    key = recovery.box._key
    assert not recovery.go_on.isEnabled()
    recovery.box.answer.setText("AAAAA")
    assert not recovery.go_on.isEnabled()
    recovery.box.answer.setText(key.split("-")[recovery.box.asked_group - 1].lower())
    with qtbot.waitSignal(program.completed, timeout=20_000):
        recovery.go_on.click()
    assert program.desk.register.encrypted
    window = program.window
    assert window is not None
    assert window.cover is None
    assert "uten passord" not in window.windowTitle()
    assert QApplication.clipboard().text() != key
    program.desk.register.close()
    assert locking.unlock(path, key) == locking.unlock(path, PASSWORD)


def test_a_plain_register_is_made_on_purpose_alone_and_says_so_in_the_title(
    qtbot: QtBot, tmp_path: Path, programs: RunningPrograms
) -> None:
    path = tmp_path / "register.db"
    program = programs.show(path)
    page = page_of(program, NewRegisterPage, qtbot)
    page.without.click()
    assert not page.make_plain.isEnabled()
    page.understood.setChecked(True)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        page.make_plain.click()
    assert not locking.is_encrypted(path)
    window = program.window
    assert window is not None
    assert "uten passord" in window.windowTitle()


def test_nothing_is_made_when_the_window_is_closed_instead(
    qtbot: QtBot, tmp_path: Path, programs: RunningPrograms
) -> None:
    program = programs.show(tmp_path / "register.db")
    page_of(program, NewRegisterPage, qtbot)
    assert program.window is not None
    program.window.close()
    assert not list(tmp_path.iterdir())


def test_an_encrypted_register_asks_for_its_password_and_tells_nothing_before(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = programs.show(locked_register)
    page = page_of(program, UnlockPage, qtbot)
    window = program.window
    assert window is not None
    assert window.windowTitle() == "BOKART Desk"
    assert "Solvik" not in words(window)
    typed(page, "feil passord her")
    qtbot.waitUntil(lambda: pause_of(program.desk).wrong == 1)
    assert "ikke passordet" in words(page)
    assert page.waiting
    page.password.setText(PASSWORD)
    page.unlock.click()
    assert not program.desk.has_register
    qtbot.waitUntil(lambda: not page.waiting, timeout=5000)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        page.unlock.click()
    assert window.windowTitle() == "Solvik kommune – BOKART Desk"
    assert window.cover is None


def test_the_pause_grows_to_a_minute() -> None:
    assert [pause_after(wrong) for wrong in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]


def test_locking_shows_nothing_and_unlocking_comes_back_to_the_same_place(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    window = program.window
    assert window is not None
    window.show_screen("households")
    dialog = QDialog(window)
    typing = QLineEdit(dialog)
    dialog.open()
    typing.setFocus()
    typing.setText("halvskrevet")
    program.desk.lock_asked.emit()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    assert window.windowTitle() == "BOKART Desk"
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    visible = [child for child in window.findChildren(QWidget) if child.isVisible() and not page.isAncestorOf(child)]
    assert not any(isinstance(child, (QLabel, QLineEdit)) for child in visible)
    assert program.desk.register.watch is not None
    late = QMessageBox(QMessageBox.Icon.Information, "", "Amina Hassan", parent=window)
    late.open()
    qtbot.waitUntil(lambda: not late.isVisible())
    typed(page, PASSWORD)
    qtbot.waitUntil(lambda: window.cover is None, timeout=10_000)
    assert window.current == "households"
    assert dialog.isVisible()
    assert typing.text() == "halvskrevet"
    assert not program.desk.register.locked
    late.close()
    dialog.close()


def test_keys_of_the_window_do_nothing_while_it_is_locked(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    window = program.window
    assert window is not None
    current = window.current
    program.desk.lock_asked.emit()
    page = page_of(program, UnlockPage, qtbot)
    assert not any(key.isEnabled() for key in window._keys)
    assert page.password.text() == ""
    assert window.current == current
    program.desk.lock_asked.emit()
    assert window.cover is page


def test_a_task_that_runs_is_finished_before_the_key_goes(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    go_on, told = Event(), []
    program.desk.tasks.run(lambda _task: go_on.wait(10), told.append)
    program.desk.lock_asked.emit()
    page_of(program, UnlockPage, qtbot)
    looks: list[bool] = []
    timer = QTimer()
    timer.timeout.connect(lambda: looks.append(program.desk.register.locked))
    timer.start(100)
    qtbot.waitUntil(lambda: len(looks) > 5)
    assert not any(looks)
    go_on.set()
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    assert told == [True]


def test_a_time_without_use_locks(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "config"))
    program = opened(programs.show(locked_register), locked_register, qtbot)
    save_preferences(Preferences(lock_after_minutes=5))
    now = [0.0]
    watch = IdleWatch(program._door.lock_after, clock=lambda: now[0])
    assert program.window is not None
    now[0] = 299
    watch.look()
    assert program.window.cover is None
    qtbot.keyClick(program.window.windowHandle(), "a")  # type: ignore[arg-type]
    now[0] = 590
    watch.look()
    assert program.window.cover is None
    now[0] = 600
    watch.look()
    page_of(program, UnlockPage, qtbot)


@pytest.mark.parametrize("minutes", [0, 60])
def test_it_locks_when_the_user_wants_it_alone(
    qtbot: QtBot,
    locked_register: Path,
    programs: RunningPrograms,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    minutes: int,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "config"))
    program = opened(programs.show(locked_register), locked_register, qtbot)
    save_preferences(Preferences(lock_after_minutes=minutes))
    program._door.lock_after(59 * 60)
    assert program.window is not None
    assert program.window.cover is None


def test_a_plain_register_says_that_it_cannot_be_locked(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    program = programs.show(filled_register.path)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        pass
    with qtbot.waitSignal(program.desk.told) as told:
        program.desk.lock_asked.emit()
    assert "Uten passord" in told.args[0]
    assert program.window is not None
    assert program.window.cover is None


def test_the_recovery_key_opens_it_too(qtbot: QtBot, filled_register: Register, programs: RunningPrograms) -> None:
    filled_register.close()
    key = locking.protect(filled_register.path, PASSWORD).recovery
    program = programs.show(filled_register.path)
    page = page_of(program, UnlockPage, qtbot)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        typed(page, key.lower().replace("-", " "))
    assert open_register(filled_register.path, now=NOW, key=program.desk.register.key).encrypted


def test_the_key_locks_from_a_dialog_too_and_what_was_typed_there_stays(
    locked_register: Path, programs: RunningPrograms, qtbot: QtBot
) -> None:
    program = programs.show(locked_register)
    page_of(program, UnlockPage, qtbot).asked.emit(PASSWORD)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window.cover is None and program.desk.has_register, timeout=20_000)
    dialog = QDialog(window)
    typed = QLineEdit("halvferdig", dialog)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = page_of(program, UnlockPage, qtbot)
    assert not dialog.isVisible()
    page.asked.emit(PASSWORD)
    qtbot.waitUntil(dialog.isVisible, timeout=20_000)
    assert typed.text() == "halvferdig"


def trouble(qtbot: QtBot) -> TroubleDialog:
    def found() -> list[TroubleDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, TroubleDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=20_000)
    return found()[0]


@pytest.mark.parametrize("wait", [True, False], ids=["when it is locked", "while it is being locked"])
def test_another_file_that_does_not_open_leaves_a_locked_register_locked(
    qtbot: QtBot,
    locked_register: Path,
    programs: RunningPrograms,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    wait: bool,
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    other = tmp_path / "other.db"
    other.write_text("This is no register.\n" * 500, encoding="ascii")
    monkeypatch.setattr("bokart_desk.ui.choose_register.choose_register", lambda *_args: other)
    program.desk.lock_asked.emit()
    page = page_of(program, UnlockPage, qtbot)
    if wait:
        qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    page.other_asked.emit()
    trouble(qtbot).reject()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    assert program.window is not None
    assert program.window.windowTitle() == "BOKART Desk"
    typed(page, PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None and program.window.cover is None, timeout=10_000)


def test_damaged_keys_leave_a_locked_register_locked(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    program.desk.lock_asked.emit()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    keys = keys_path(locked_register)
    right = keys.read_bytes()
    keys.write_bytes(b"{}")
    typed(page, "whatever it is")
    trouble(qtbot).reject()
    page = page_of(program, UnlockPage, qtbot)
    keys.write_bytes(right)
    typed(page, PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None and program.window.cover is None, timeout=10_000)


def test_a_register_that_is_opened_anew_while_it_is_being_locked_stays_locked(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    register = program.desk.register
    program.desk.register_replaced.emit(register.path, register.key)
    program.desk.lock_asked.emit()
    qtbot.waitUntil(lambda: program.desk.register is not register, timeout=20_000)
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    typed(page, PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None and program.window.cover is None, timeout=10_000)
    assert not program.desk.register.locked


def test_a_locked_program_holds_the_key_nowhere(qtbot: QtBot, locked_register: Path, programs: RunningPrograms) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    key = program.desk.register.key
    assert key is not None
    program.desk.lock_asked.emit()
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    holders = (program, program._opening, program._door, program.desk, program.desk.register)
    assert not any(key in vars(one).values() for one in holders)
    assert program._door._then() is None


def test_a_recovery_key_that_is_put_off_is_none(qtbot: QtBot, tmp_path: Path, programs: RunningPrograms) -> None:
    path = tmp_path / "register.db"
    program = programs.show(path)
    page = page_of(program, NewRegisterPage, qtbot)
    page.passwords.first.setText(PASSWORD)
    page.passwords.again.setText(PASSWORD)
    page.make.click()
    recovery = page_of(program, RecoveryPage, qtbot)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        recovery.put_off.emit()
    assert not locking.has_recovery_key(path)
    program.desk.register.close()
    assert locking.unlock(path, PASSWORD)


def test_the_window_stays_until_the_recovery_key_can_be_shown(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    path, go_on = filled_register.path, Event()
    filled_register.close()
    program = programs.show(path)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        pass

    def work(_task: object) -> locking.Protected:
        go_on.wait(20)
        return locking.protect(path, PASSWORD)

    program.desk.rewriting_asked.emit(Rewriting(work, "meanwhile", "afterwards"))
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=20_000)
    window = program.window
    assert window is not None
    assert not window.close()
    go_on.set()
    page = page_of(program, RecoveryPage, qtbot)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        page.gone_on.emit()


NEW = "en helt annen sang"


def being_rewritten(
    program: Program, qtbot: QtBot, work: Callable[[], locking.Protected | None]
) -> tuple[Event, MainWindow]:
    """Let the register be written anew, for as long as the event is not set."""
    go_on = Event()

    def wait_and_work(_task: object) -> locking.Protected | None:
        go_on.wait(20)
        return work()

    program.desk.rewriting_asked.emit(Rewriting(wait_and_work, "meanwhile", "afterwards"))
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=20_000)
    assert program.window is not None
    return go_on, program.window


@pytest.mark.parametrize("how", ["Ctrl+L", "session", "idle"])
def test_a_lock_that_is_asked_for_while_the_key_is_changed_is_carried_out(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms, how: str
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    go_on, window = being_rewritten(program, qtbot, lambda: locking.change_key(locked_register, PASSWORD, NEW))
    ask = {
        "Ctrl+L": program.desk.lock_asked.emit,
        "session": program._door.lock,
        "idle": lambda: program._door.lock_after(3600 * 24),
    }
    ask[how]()
    ask[how]()
    go_on.set()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    assert window.windowTitle() == "BOKART Desk"
    assert not locking.has_recovery_key(locked_register)  # nobody has seen it
    typed(page, NEW)
    qtbot.waitUntil(lambda: window.cover is None, timeout=10_000)
    assert not program.desk.register.locked
    assert "gjenopprettingsnøkkel" in window._banner.text()


def test_a_lock_that_is_asked_for_while_a_register_gets_its_password_is_carried_out(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    path = filled_register.path
    filled_register.close()
    program = programs.show(path)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        pass
    go_on, window = being_rewritten(program, qtbot, lambda: locking.protect(path, PASSWORD))
    program._door.lock()
    go_on.set()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    typed(page, PASSWORD)
    qtbot.waitUntil(lambda: window.cover is None, timeout=10_000)
    assert "uten passord" not in window.windowTitle()


def test_a_lock_is_carried_out_too_when_the_register_could_not_be_written_anew(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)

    def fails() -> None:
        raise ConversionFailed(locked_register, reason="disken er full")

    go_on, window = being_rewritten(program, qtbot, fails)
    program._door.lock()
    go_on.set()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    typed(page, PASSWORD)
    qtbot.waitUntil(lambda: window.cover is None, timeout=10_000)
    assert "disken er full" in window._banner.text()


def test_a_register_that_has_lost_its_password_meanwhile_cannot_be_locked_any_more(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    go_on, window = being_rewritten(program, qtbot, lambda: locking.remove_password(locked_register, PASSWORD))
    program._door.lock()
    with qtbot.waitSignal(program.completed, timeout=20_000):
        go_on.set()
    assert window.cover is None
    assert not program.desk.register.encrypted


def test_a_lock_while_the_recovery_key_is_shown_takes_it_away_and_lets_it_open(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    program = opened(programs.show(locked_register), locked_register, qtbot)
    go_on, window = being_rewritten(program, qtbot, lambda: locking.change_key(locked_register, PASSWORD, NEW))
    go_on.set()
    key = page_of(program, RecoveryPage, qtbot).box._key
    program.desk.lock_asked.emit()
    program.desk.lock_asked.emit()
    page = page_of(program, UnlockPage, qtbot)
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=10_000)
    typed(page, key)
    qtbot.waitUntil(lambda: window.cover is None, timeout=10_000)
    assert "vises ikke en gang til" in window._banner.text()


def test_a_register_that_gets_its_key_back_while_it_is_locked_lets_go_of_it_again(
    qtbot: QtBot, locked_register: Path, programs: RunningPrograms
) -> None:
    """As when a backup could not be put back."""
    program = opened(programs.show(locked_register), locked_register, qtbot)
    register, key = program.desk.register, program.desk.register.key
    register.shut()
    go_on = Event()
    program.desk.tasks.run(lambda _task: go_on.wait(20), lambda _done: register.unlock(key))
    program.desk.lock_asked.emit()
    page_of(program, UnlockPage, qtbot)
    go_on.set()
    qtbot.waitUntil(lambda: not program.desk.tasks.busy and not program._door._closing.isActive(), timeout=10_000)
    assert register.locked
