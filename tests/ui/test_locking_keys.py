"""A locked program holds the key nowhere, whatever was open when it was locked."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms

from bokart_desk.app.program import Program
from bokart_desk.services import locking
from bokart_desk.services.keeping import back_up
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.restoring import State
from bokart_desk.storage import wrapping
from bokart_desk.ui.locking.unlock_page import UnlockPage
from bokart_desk.ui.restoring.list_dialog import RestoreDialog, open_restore_list
from bokart_desk.ui.restoring.look_window import LookWindow
from bokart_desk.ui.restoring.password import BackupPasswordDialog
from bokart_desk.ui.restoring.put_back_dialog import PutBackDialog
from bokart_desk.ui.restoring.trouble_dialog import TroubleDialog

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PASSWORD, OTHER = "kaffe regn Ålesund 7", "en helt annen sang"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)
    for name in ("XDG_CONFIG_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))


@pytest.fixture
def path(filled_register: Register, tmp_path: Path) -> Path:
    """An encrypted register with a backup of its own key, and one of another."""
    path = filled_register.path
    filled_register.close()
    old = locking.protect(path, OTHER).key
    with_old = open_register(path, now=NOW, key=old)
    back_up(with_old, tmp_path / "stick" / "kopi.db", now=NOW)
    with_old.close()
    new = locking.change_key(path, OTHER, PASSWORD).key
    with_new = open_register(path, now=NOW, key=new)
    back_up(with_new, now=NOW)
    with_new.close()
    return path


@pytest.fixture
def program(path: Path, programs: RunningPrograms) -> Program:
    return programs.open(path, PASSWORD)


def unlock(program: Program, qtbot: QtBot, secret: str) -> None:
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: isinstance(window.cover, UnlockPage), timeout=20_000)
    page = window.cover
    assert isinstance(page, UnlockPage)
    page.password.setText(secret)
    page.unlock.click()
    qtbot.waitUntil(lambda: window.cover is None, timeout=20_000)


def lock(program: Program, qtbot: QtBot) -> None:
    program.desk.lock_asked.emit()
    qtbot.waitUntil(lambda: program.desk.register.locked, timeout=20_000)
    tasks = program.desk.tasks
    qtbot.waitUntil(lambda: not tasks.busy and not tasks._ended, timeout=20_000)


def digests(*keys: bytes | None) -> set[bytes]:
    """What the keys are known by here, for the test must not hold them itself."""
    return {sha256(text).digest() for key in keys if key for text in (key, key.hex().encode("ascii"))}


def holders(of: set[bytes]) -> list[str]:
    """Return what holds one of these keys, as bytes or written out, among all that Python knows of."""
    gc.collect()
    found = []
    for one in gc.get_objects():
        for held in gc.get_referents(one):
            if (isinstance(held, bytes) and len(held) == 32) or (isinstance(held, str) and len(held) == 64):
                content = held if isinstance(held, bytes) else held.encode("utf-8", "replace")
                if sha256(content).digest() in of:
                    owners = sorted({type(owner).__name__ for owner in gc.get_referrers(one)})
                    found.append(f"{type(one).__name__} of {owners}")
    return found


def listed(program: Program, qtbot: QtBot) -> RestoreDialog:
    dialog = open_restore_list(program.desk, program.window)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0 and dialog.model.next_unknown() is None, timeout=20_000)
    return dialog


def state(dialog: RestoreDialog, name: str) -> tuple[int, State | None]:
    for row in range(dialog.model.rowCount()):
        one, finding = dialog.model.row(row)
        if one.path.name == name:
            return row, finding.state if finding is not None else None
    raise AssertionError(name)


def test_the_list_of_backups_holds_no_key_while_the_register_is_locked(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    keys = digests(program.desk.register.key)
    assert holders(keys), "the key is found where it is held"
    dialog = listed(program, qtbot)
    before = [dialog.model.texts(row) for row in range(dialog.model.rowCount())]
    lock(program, qtbot)
    assert holders(keys) == []
    unlock(program, qtbot, PASSWORD)
    assert dialog.isVisible()
    assert [dialog.model.texts(row) for row in range(dialog.model.rowCount())] == before
    dialog.table.selectRow(0)
    dialog.put_back_button.click()
    put_back = dialog.findChild(PutBackDialog)
    lock(program, qtbot)
    assert holders(keys) == []
    unlock(program, qtbot, PASSWORD)
    assert put_back.isVisible()
    with qtbot.waitSignal(program.completed, timeout=30_000):
        put_back.carry_out()


def test_the_password_of_another_backup_is_asked_for_again_after_locking(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    keys = digests(program.desk.register.key, locking.unlock(tmp_path / "stick" / "kopi.db", OTHER))
    dialog = listed(program, qtbot)
    dialog.look_in(tmp_path / "stick")
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 1 and dialog.model.next_unknown() is None, timeout=20_000)
    row, found = state(dialog, "kopi.db")
    assert found is State.LOCKED
    dialog.table.selectRow(row)
    dialog.password_button.click()
    asked = dialog.findChild(BackupPasswordDialog)
    asked.editor.setText(OTHER)
    asked.carry_out()
    qtbot.waitUntil(lambda: state(dialog, "kopi.db")[1] is State.GOOD, timeout=20_000)
    dialog.put_back_button.click()
    assert dialog.findChild(PutBackDialog).isVisible()
    lock(program, qtbot)
    assert holders(keys) == []
    unlock(program, qtbot, PASSWORD)
    assert state(dialog, "kopi.db")[1] is State.LOCKED
    assert not any(isinstance(one, PutBackDialog) and one.isVisible() for one in QApplication.topLevelWidgets())
    dialog.reject()


def test_reading_the_backups_goes_on_after_unlocking(qtbot: QtBot, program: Program) -> None:
    keys = digests(program.desk.register.key)
    dialog = open_restore_list(program.desk, program.window)
    lock(program, qtbot)
    assert holders(keys) == []
    unlock(program, qtbot, PASSWORD)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0 and dialog.model.next_unknown() is None, timeout=20_000)
    assert dialog.model.row(0)[1].state is State.GOOD
    dialog.reject()


def test_a_backup_that_was_looked_at_leaves_no_key_behind(qtbot: QtBot, program: Program) -> None:
    keys = digests(program.desk.register.key)
    dialog = listed(program, qtbot)
    dialog.table.selectRow(0)
    dialog.look_button.click()

    def looks() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, LookWindow) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(looks()), timeout=20_000)
    lock(program, qtbot)
    qtbot.waitUntil(lambda: not looks(), timeout=20_000)
    assert holders(keys) == []
    unlock(program, qtbot, PASSWORD)
    dialog.reject()


def test_what_was_typed_to_open_a_damaged_register_goes_when_it_is_locked_again(
    qtbot: QtBot, program: Program, path: Path
) -> None:
    keys = digests(program.desk.register.key)
    lock(program, qtbot)
    whole = path.read_bytes()
    path.write_bytes(b"\x00" * len(whole[:4096]) + whole[4096:])
    window = program.window
    assert window is not None
    assert isinstance(window.cover, UnlockPage)
    window.cover.password.setText(PASSWORD)
    window.cover.unlock.click()

    def told() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, TroubleDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(told()), timeout=20_000)
    program.desk.lock_asked.emit()
    qtbot.waitUntil(lambda: not told(), timeout=20_000)
    lock(program, qtbot)
    assert holders(keys) == []
    path.write_bytes(whole)
    unlock(program, qtbot, PASSWORD)


def test_a_register_that_another_took_the_place_of_holds_no_key(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    first = program.desk.register
    keys = digests(first.key)
    other = tmp_path / "other" / "register.db"
    made = locking.prepare(other, OTHER)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        program._open_with(other, made.key, False)
    del made
    qtbot.waitUntil(lambda: first.locked, timeout=20_000)
    keys |= digests(program.desk.register.key)
    lock(program, qtbot)
    assert holders(keys) == []
    unlock(program, qtbot, OTHER)
