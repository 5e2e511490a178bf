"""The password in the settings: given, changed, kept by the PC and taken away, with the register closed and opened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked
from keyring_in_a_file import FileKeyring
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms

from bokart_desk.app.program import Program
from bokart_desk.platform import keyring_store
from bokart_desk.platform.preferences import preferences
from bokart_desk.services import locking
from bokart_desk.services.keeping import back_up
from bokart_desk.services.register import Register
from bokart_desk.storage import wrapping
from bokart_desk.storage.backup import table_counts
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import ConversionFailed
from bokart_desk.storage.keyfile import is_encrypted
from bokart_desk.ui.locking.dialogs import RecoveryDialog, SecretDialog
from bokart_desk.ui.locking.new_register_page import RecoveryPage
from bokart_desk.ui.locking.pause import pause_of
from bokart_desk.ui.locking.unlock_page import UnlockPage
from bokart_desk.ui.settings.password_card import PasswordCard

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PASSWORD, OTHER = "kaffe regn Ålesund 7", "en helt annen sang"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)
    monkeypatch.setenv("TEST_KEYRING", str(tmp_path / "keyring.json"))
    for name in ("XDG_CONFIG_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))


@pytest.fixture
def program(filled_register: Register, programs: RunningPrograms) -> Program:
    back_up(filled_register, now=NOW)
    filled_register.close()
    return programs.open(filled_register.path)


def card(program: Program) -> PasswordCard:
    assert program.window is not None
    screen = program.window.show_screen("settings", "safety")
    found = screen.findChild(PasswordCard)
    assert found is not None
    found.show_register()
    return found


def dialog() -> SecretDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, SecretDialog) and one.isVisible())


def rows(path: Path, key: bytes | None) -> dict[str, int]:
    connection = connect(path, key=key, read_only=True)
    try:
        return table_counts(connection)
    finally:
        connection.close()


def given(program: Program, qtbot: QtBot, *, backups: bool = True) -> str:
    """Give the register a password as a user does; return the recovery key."""
    card(program).give.click()
    asked = dialog()
    asked.passwords.first.setText(PASSWORD)
    asked.passwords.again.setText(PASSWORD)
    if not backups:
        from PySide6.QtWidgets import QCheckBox

        asked.findChild(QCheckBox).setChecked(False)
    asked.carry_out()
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: isinstance(window.cover, RecoveryPage), timeout=20_000)
    assert isinstance(window.cover, RecoveryPage)
    key = window.cover.box._key
    with qtbot.waitSignal(program.completed, timeout=20_000):
        window.cover.gone_on.emit()
    return key


@pytest.mark.parametrize("backups", [True, False])
def test_a_plain_register_and_its_backups_are_encrypted_and_opened_again(
    qtbot: QtBot, program: Program, backups: bool
) -> None:
    path = program.desk.register.path
    before = rows(path, None)
    recovery = given(program, qtbot, backups=backups)
    register = program.desk.register
    assert register.encrypted
    assert rows(path, register.key) == before
    assert locking.unlock(path, recovery) == register.key
    (backup,) = (path.parent / "backups").glob("*.db")
    assert is_encrypted(backup) is backups
    if backups:
        assert locking.unlock(backup, PASSWORD) == register.key
    assert program.window is not None
    assert "uten passord" not in program.window.windowTitle()
    assert program.window.current == "settings", "where it was asked for"
    card_now = program.window.show_screen("settings").findChild(PasswordCard)
    assert card_now is not None
    assert card_now.isVisible()
    qtbot.waitUntil(card_now.change.isVisible)
    assert not card_now.give.isVisible()


def test_a_register_that_cannot_be_written_anew_is_opened_as_it_was(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = program.desk.register.path

    def fails(*_all: object, **_more: object) -> None:
        raise ConversionFailed(path, reason="disken er full")

    monkeypatch.setattr(locking, "convert_register", fails)
    card(program).give.click()
    asked = dialog()
    asked.passwords.first.setText(PASSWORD)
    asked.passwords.again.setText(PASSWORD)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        asked.carry_out()
    window = program.window
    assert window is not None
    assert "disken er full" in window._banner.text()
    assert not is_encrypted(path)
    assert not program.desk.register.encrypted


def test_the_password_is_changed_here_and_beside_the_backups(qtbot: QtBot, program: Program) -> None:
    given(program, qtbot)
    card(program).change.click()
    asked = dialog()
    asked.present.setText("feil passord")
    asked.passwords.first.setText(OTHER)
    asked.passwords.again.setText(OTHER)
    asked.carry_out()
    qtbot.waitUntil(lambda: bool(asked._present_field.error()), timeout=10_000)
    asked.present.setText(PASSWORD)
    asked.carry_out()
    assert not asked.do_button.isEnabled()
    qtbot.waitUntil(asked.do_button.isEnabled, timeout=5000)
    with qtbot.waitSignal(asked.succeeded, timeout=10_000):
        asked.carry_out()
    path = program.desk.register.path
    (backup,) = (path.parent / "backups").glob("*.db")
    assert locking.unlock(path, OTHER) == locking.unlock(backup, OTHER) == program.desk.register.key


@pytest.mark.parametrize("which", ["change", "recovery", "renew", "remove"])
def test_wrong_passwords_cost_a_growing_pause_that_no_other_dialog_spares(
    qtbot: QtBot, program: Program, which: str
) -> None:
    given(program, qtbot)
    pause = pause_of(program.desk)
    getattr(card(program), which).click()
    asked = dialog()
    for wrong in (1, 2):
        pause.left = 0
        pause.changed.emit()
        asked.present.setText("feil passord")
        asked.passwords.first.setText(OTHER)
        asked.passwords.again.setText(OTHER)
        asked.carry_out()
        qtbot.waitUntil(lambda wrong=wrong: pause.wrong == wrong, timeout=10_000)
    assert pause.left == 2
    assert "2" in asked.do_button.text()
    asked.present.setText(PASSWORD)
    asked.carry_out()
    assert not program.desk.tasks.busy
    asked.reject()
    card(program).change.click()
    assert not dialog().do_button.isEnabled()
    dialog().reject()
    program.desk.lock_asked.emit()
    window = program.window
    assert window is not None
    assert isinstance(window.cover, UnlockPage)
    assert window.cover.waiting


def test_a_new_recovery_key_is_shown_once(qtbot: QtBot, program: Program) -> None:
    given(program, qtbot)
    card(program).recovery.click()
    asked = dialog()
    asked.present.setText(PASSWORD)
    with qtbot.waitSignal(asked.succeeded, timeout=10_000):
        asked.carry_out()
    shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, RecoveryDialog) and one.isVisible())
    assert not shown.do_button.isEnabled()
    shown.box.answer.setText(shown.box._key.split("-")[shown.box.asked_group - 1])
    shown.carry_out()
    assert locking.unlock(program.desk.register.path, shown.box._key) == program.desk.register.key


def test_the_password_is_taken_away_and_the_title_says_so(qtbot: QtBot, program: Program) -> None:
    path = program.desk.register.path
    before = rows(path, None)
    given(program, qtbot)
    card(program).remove.click()
    asked = dialog()
    asked.present.setText(PASSWORD)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        asked.carry_out()
    assert not is_encrypted(path)
    assert rows(path, None) == before
    assert program.window is not None
    assert "uten passord" in program.window.windowTitle()


def test_the_pc_keeps_the_key_until_it_is_told_not_to(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_store, "_backend", FileKeyring)
    given(program, qtbot)
    shown = card(program)
    assert shown.keep.isEnabled()
    shown.keep.setChecked(True)
    number = locking.key_id(program.desk.register.path)
    assert keyring_store.kept_key(number) == program.desk.register.key
    shown.keep.setChecked(False)
    assert keyring_store.kept_key(number) is None
    assert preferences().kept_keys == ""


class Refusing(FileKeyring):
    """A keyring that keeps what it has."""

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("not now")


def test_a_key_that_the_system_does_not_let_go_of_is_told(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_store, "_backend", Refusing)
    given(program, qtbot)
    shown = card(program)
    shown.keep.setChecked(True)
    number = locking.key_id(program.desk.register.path)
    shown.keep.setChecked(False)
    assert "BOKART Desk" in shown.warning.text()
    assert not shown.warning.isHidden()
    assert not shown.keep.isChecked()
    assert keyring_store.kept_key(number) is None  # it is not used any more all the same
    assert Refusing().get_password("BOKART Desk", number)
    monkeypatch.setattr(keyring_store, "_backend", FileKeyring)
    shown.keep.setChecked(True)
    shown.keep.setChecked(False)
    assert shown.warning.isHidden()


def test_a_kept_key_that_stays_when_the_password_is_taken_away_is_told(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_store, "_backend", Refusing)
    given(program, qtbot)
    card(program).keep.setChecked(True)
    card(program).remove.click()
    asked = dialog()
    asked.present.setText(PASSWORD)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        asked.carry_out()
    window = program.window
    assert window is not None
    assert window._banner.text() == keyring_store.still_kept_words(in_use=False)
    assert not window._banner.isHidden()


def test_a_key_that_is_gone_already_is_no_reason_to_worry(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_store, "_backend", FileKeyring)
    given(program, qtbot)
    shown = card(program)
    shown.keep.setChecked(True)
    FileKeyring().delete_password("BOKART Desk", locking.key_id(program.desk.register.path))
    shown.keep.setChecked(False)
    assert shown.warning.isHidden()


def test_a_password_that_is_being_typed_is_not_kept_while_the_register_is_locked(
    qtbot: QtBot, program: Program
) -> None:
    given(program, qtbot)
    card(program).change.click()
    asked = dialog()
    for field in (asked.present, asked.passwords.first, asked.passwords.again):
        field.setText(PASSWORD)
    program.desk.lock_asked.emit()
    assert not any(field.text() for field in (asked.present, asked.passwords.first, asked.passwords.again))
    assert not asked.isVisible()


def test_the_time_until_it_locks_is_kept(program: Program, qtbot: QtBot) -> None:
    given(program, qtbot)
    shown = card(program)
    shown.minutes.setCurrentIndex(shown.minutes.findData(30))
    assert preferences().lock_after_minutes == 30
    shown.minutes.setCurrentIndex(shown.minutes.findData(0))
    assert preferences().lock_after_minutes == 0
