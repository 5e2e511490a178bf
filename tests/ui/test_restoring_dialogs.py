"""The list to restore from, a look at a backup, putting one back, and moving to another PC, as the user meets them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms, page_of
from small_register import let

from bokart_desk.platform.places import looks_folder
from bokart_desk.services.editing import change
from bokart_desk.services.keeping import back_up
from bokart_desk.services.locking import protect, unlock
from bokart_desk.services.moving import pack
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.restoring import candidate, examine, standing
from bokart_desk.storage import wrapping
from bokart_desk.storage.errors import RegisterDamaged, RegisterError, RegisterInUse, RegisterLocked
from bokart_desk.storage.glance import glance
from bokart_desk.storage.keyfile import keys_path
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.locking.new_register_page import NewRegisterPage
from bokart_desk.ui.restoring import moving
from bokart_desk.ui.restoring.card import RestoreCard
from bokart_desk.ui.restoring.case import case_at
from bokart_desk.ui.restoring.list_dialog import RestoreDialog, open_restore_list
from bokart_desk.ui.restoring.look_window import LookWindow
from bokart_desk.ui.restoring.password import BackupPasswordDialog, KeepPasswordDialog
from bokart_desk.ui.restoring.put_back_dialog import PutBackDialog
from bokart_desk.ui.restoring.trouble_dialog import open_trouble

NOW = datetime.now(UTC)
PASSWORD = "tre gule bananer"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def main(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def later(register: Register, name: str) -> None:
    with unit_of_work(register.engine, what="sign", who="Kari", at=NOW) as work:
        let(work, name, f"{name} vei 2", date(2028, 1, 31))


def listed(qtbot: QtBot, desk: Desk, main: QWidget) -> RestoreDialog:
    dialog = open_restore_list(desk, main)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0 and dialog.model.next_unknown() is None, timeout=20_000)
    return dialog


def test_the_list_says_of_each_backup_when_why_and_what_differs(qtbot: QtBot, desk: Desk, main: QWidget) -> None:
    back_up(desk.register, now=NOW - timedelta(days=1), reason="før import")
    broken = back_up(desk.register, now=NOW - timedelta(days=9))
    broken.write_bytes(b"")
    later(desk.register, "Ny Person")
    dialog = listed(qtbot, desk, main)
    first, second = dialog.model.texts(0), dialog.model.texts(1)
    assert first[0].startswith("i går kl. ")
    assert (first[1], first[3], first[5]) == ("ja, den er hel", "før import", "sikkerhetskopimappen")
    assert first[2].startswith("1 kontrakt og 1 husstand færre enn nå; siste endring ")
    assert second[1] == "nei"
    assert second[2], "why it cannot be used stands where there is room for it"
    dialog.resize(1240, 620)
    assert dialog.table.horizontalHeader().length() == dialog.table.viewport().width()
    assert dialog.table.columnWidth(2) > 400
    dialog.resize(635, 336)  # a small screen at 200 %
    assert dialog.table.viewport().height() >= 3 * dialog.table.rowHeight(0)
    assert dialog.close_button.isVisible()
    assert "Én endring som er gjort etter" in dialog.details.text()
    assert "Kontrakt inngått (1)" in dialog.details.text()
    dialog.table.selectRow(1)
    assert not dialog.put_back_button.isEnabled()
    assert not dialog.look_button.isEnabled()
    assert "Velg en annen" in dialog.details.text()
    dialog.reject()


def test_a_folder_that_is_pointed_out_is_looked_through_too(
    qtbot: QtBot, desk: Desk, main: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_restore_list(desk, main)
    qtbot.waitUntil(lambda: "ikke funnet" in dialog.count.text())
    stick = tmp_path / "minnepinne"
    back_up(desk.register, stick / "kopi.db", now=NOW)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(stick))
    dialog.folder_button.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1 and dialog.model.next_unknown() is None)
    assert dialog.model.texts(0)[3:] == ("kopi.db", dialog.model.texts(0)[4], str(stick))
    dialog.reject()


def test_closing_the_list_while_it_reads_harms_nothing(qtbot: QtBot, desk: Desk, main: QWidget) -> None:
    for days in range(5):
        back_up(desk.register, now=NOW - timedelta(days=days))
    dialog = open_restore_list(desk, main)
    dialog.reject()
    qtbot.waitUntil(lambda: not desk.tasks.busy)


def test_nobody_opens_the_register_while_another_takes_its_place(
    qtbot: QtBot, desk: Desk, main: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(desk.register, now=NOW - timedelta(days=1), reason="før import")
    later(desk.register, "Ny Person")
    dialog = listed(qtbot, desk, main)
    dialog.put_back_button.click()
    confirm = dialog.findChild(PutBackDialog)
    asked: list[bool] = []

    def fails(*_all: object, **_named: object) -> None:
        asked.append(desk.register.locked)
        raise RegisterDamaged(desk.register.path)

    monkeypatch.setattr("bokart_desk.services.keeping.put_back", fails)
    confirm.do_button.click()
    qtbot.waitUntil(confirm.do_button.isEnabled, timeout=10_000)
    assert asked == [True]
    assert not desk.register.locked
    assert glance(desk.register.path).contracts == 8
    confirm.reject()
    dialog.reject()


def test_a_backup_is_put_back_and_what_was_there_is_kept(qtbot: QtBot, desk: Desk, main: QWidget) -> None:
    back_up(desk.register, now=NOW - timedelta(days=1), reason="før import")
    desk.did(change(desk.register, "household", 1, {"notes": "Ny"}, seen={"notes": None}, by=desk.by()))
    later(desk.register, "Ny Person")
    dialog = listed(qtbot, desk, main)
    dialog.put_back_button.click()
    confirm = dialog.findChild(PutBackDialog)
    said = "\n".join(text for _tone, text in confirm.sentences())
    assert "2 endringer som er gjort etter" in said
    assert "tas først vare på" in said
    assert "Ctrl+Z" in said
    with qtbot.waitSignal(desk.register_replaced, timeout=20_000) as replaced:
        qtbot.keyClick(confirm, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        if confirm.do_button.isEnabled():
            confirm.do_button.click()
    assert replaced.args == [desk.register.path, None]
    assert glance(desk.register.path).contracts == 7
    (box,) = (one for one in desk.kept_windows() if isinstance(one, QMessageBox))
    assert "tatt vare på" in box.text()
    assert [glance(file).contracts for file in desk.register.backups.glob("*gjenoppretting*.db")] == [8]
    box.close()


def test_a_look_at_a_backup_shows_it_in_a_window_of_its_own_and_changes_nothing(
    qtbot: QtBot, desk: Desk, main: QWidget
) -> None:
    backup = back_up(desk.register, now=NOW - timedelta(days=1))
    before = backup.read_bytes()
    dialog = listed(qtbot, desk, main)
    dialog.look_button.click()
    qtbot.waitUntil(lambda: any(isinstance(one, LookWindow) for one in desk.kept_windows()), timeout=20_000)
    (window,) = (one for one in desk.kept_windows() if isinstance(one, LookWindow))
    assert window.windowTitle().startswith("Sikkerhetskopi fra i går kl. ")
    assert "ingenting kan endres" in window.windowTitle()
    (folder,) = looks_folder().iterdir()
    for key in ("contracts", "households", "settings", "import"):
        window.show_screen(key)
    assert window.current == "households", "what is there to change things stays shut"
    own = window.desk
    qtbot.waitUntil(lambda: not own.tasks.busy)
    with pytest.raises(Exception, match="bare åpnet for lesing"):
        change(own.register, "household", 1, {"notes": "Ny"}, seen={"notes": None}, by=own.by())
    window.close()
    qtbot.waitUntil(lambda: not folder.exists())
    assert backup.read_bytes() == before
    dialog.reject()


def test_a_look_ends_with_the_window_it_belongs_to(qtbot: QtBot, desk: Desk, main: QWidget) -> None:
    back_up(desk.register, now=NOW)
    dialog = listed(qtbot, desk, main)
    dialog.look_button.click()
    qtbot.waitUntil(lambda: any(isinstance(one, LookWindow) for one in desk.kept_windows()), timeout=20_000)
    dialog.reject()
    main.hide()
    qtbot.waitUntil(lambda: not any(looks_folder().iterdir()))


def test_a_backup_with_another_password_asks_for_it(qtbot: QtBot, desk: Desk, main: QWidget, tmp_path: Path) -> None:
    other = open_register(tmp_path / "other" / "other.db", now=NOW)
    later(other, "Gammel Person")
    other.close()
    key = protect(other.path, PASSWORD).key
    locked = open_register(other.path, now=NOW, key=key)
    back_up(locked, tmp_path / "stick" / "kopi.db", now=NOW)
    locked.close()
    back_up(desk.register, now=NOW - timedelta(days=400))
    dialog = listed(qtbot, desk, main)
    dialog.look_in(tmp_path / "stick")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2 and dialog.model.next_unknown() is None, timeout=20_000)
    dialog.table.selectRow(0)
    assert not dialog.password_button.isHidden()
    assert not dialog.put_back_button.isEnabled()
    dialog.password_button.click()
    ask = dialog.findChild(BackupPasswordDialog)
    ask.editor.setText("feil passord her")
    ask.do_button.click()
    qtbot.waitUntil(lambda: bool(ask.problem()) and ask.do_button.isEnabled(), timeout=20_000)
    qtbot.waitUntil(ask.do_button.isEnabled, timeout=20_000)
    ask.editor.setText(PASSWORD)
    with qtbot.waitSignal(ask.opened, timeout=20_000):
        ask.do_button.click()
    qtbot.waitUntil(dialog.put_back_button.isEnabled, timeout=20_000)
    assert "6 kontrakter og 6 husstander færre enn nå" in dialog.model.texts(0)[2]
    dialog.reject()


def test_the_card_of_the_settings_opens_the_list(qtbot: QtBot, desk: Desk) -> None:
    card = RestoreCard(desk)
    qtbot.addWidget(card)
    card.show_register()
    card.choose.click()
    (dialog,) = card.window().findChildren(RestoreDialog)
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    dialog.reject()


def test_a_register_is_packed_and_fetched_on_another_pc(
    qtbot: QtBot, desk: Desk, main: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "stick" / "flytting"
    file.parent.mkdir()
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(file), ""))
    monkeypatch.setattr(moving, "agreed_in_box", lambda _parent, _title, text, _yes: asked.append(text) or True)
    moving.pack_up(desk, main)
    packed = file.with_suffix(".bokart")
    qtbot.waitUntil(lambda: bool(desk.kept_windows()), timeout=20_000)
    assert packed.is_file()
    assert "ikke noe passord" in asked[0]
    there = tmp_path / "new" / "register.db"
    there.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(packed), ""))
    arrived: list[Path] = []
    moving.fetch(desk, there, main, lambda path, _key: arrived.append(path))
    qtbot.waitUntil(lambda: bool(arrived), timeout=20_000)
    assert glance(there).contracts == 7
    assert len(asked) == 1, "there was nothing to replace"
    for box in desk.kept_windows():
        box.close()


def test_the_first_start_can_fetch_the_register_of_another_pc(
    qtbot: QtBot, desk: Desk, programs: RunningPrograms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pack(desk.register, tmp_path / "stick" / "flytting.bokart", now=NOW, preferences={}).path
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(file), ""))
    path = tmp_path / "new pc" / "register.db"
    program = programs.show(path)
    page = page_of(program, NewRegisterPage, qtbot)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        page.fetch_asked.emit()
    assert program.desk.register.path == path
    assert glance(path).contracts == 7


def test_locking_closes_a_backup_that_is_looked_at_and_unlocking_brings_the_list_back(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms
) -> None:
    filled_register.close()
    path = filled_register.path
    key = protect(path, PASSWORD).key
    locked = open_register(path, now=NOW, key=key)
    back_up(locked, now=NOW - timedelta(days=1))
    locked.close()
    program = programs.open(path, PASSWORD)
    window = program.window
    assert window is not None
    dialog = listed(qtbot, program.desk, window)
    assert dialog.model.texts(0)[1] == "ja, den er hel"
    dialog.look_button.click()
    qtbot.waitUntil(lambda: bool(program.desk.kept_windows()), timeout=20_000)
    program.desk.lock_asked.emit()
    qtbot.waitUntil(lambda: not any(looks_folder().iterdir()), timeout=20_000)
    assert not dialog.isVisible()
    window.cover.asked.emit(PASSWORD)
    qtbot.waitUntil(lambda: window.cover is None, timeout=20_000)
    assert dialog.isVisible()
    dialog.reject()


# What has no password takes the place of a register that has one ------------------------------------


class Unopened:
    """A register with a password that did not open (it is full of zeros), and plain things to replace it with."""

    def __init__(self, plain: Register, folder: Path) -> None:
        self.packed = pack(plain, folder / "stick" / "flytting.bokart", now=NOW, preferences={}).path
        made = open_register(folder / "there" / "register.db", now=NOW)
        made.close()
        self.path = made.path
        self.key = protect(self.path, PASSWORD).key
        self.case = case_at(self.path)
        self.case.backups.mkdir(exist_ok=True)
        self.backup = back_up(plain, self.case.backups / f"register {NOW:%Y-%m-%d %H%M%S}.db", now=NOW)
        self.path.write_bytes(b"\x00" * 8192)

    def opens(self) -> bool:
        return glance(self.path, key=self.key).contracts == 7 and unlock(self.path, PASSWORD) == self.key


@pytest.fixture
def unopened(filled_register: Register, tmp_path: Path) -> Unopened:
    return Unopened(filled_register, tmp_path)


def password_asked(qtbot: QtBot, above: QWidget) -> KeepPasswordDialog:
    qtbot.waitUntil(lambda: above.findChild(KeepPasswordDialog) is not None, timeout=20_000)
    found = above.findChild(KeepPasswordDialog)
    assert isinstance(found, KeepPasswordDialog)
    return found


def put_back_here(qtbot: QtBot, desk: Desk, main: QWidget, unopened: Unopened) -> PutBackDialog:
    one = candidate(unopened.backup)
    dialog = PutBackDialog(desk, unopened.case, one, examine(one, standing(unopened.path)), main)
    dialog.open()
    dialog.do_button.click()
    return dialog


def test_a_plain_backup_asks_for_the_password_of_the_register_it_replaces(
    qtbot: QtBot, desk: Desk, main: QWidget, unopened: Unopened
) -> None:
    dialog = put_back_here(qtbot, desk, main, unopened)
    assert any("har ikke passord" in text for _tone, text in dialog.sentences())
    ask = password_asked(qtbot, dialog)
    ask.do_button.click()
    assert ask.problem()
    ask.editor.setText("feil passord her")
    ask.do_button.click()
    qtbot.waitUntil(lambda: "ikke passordet" in ask.problem() and ask.do_button.isEnabled(), timeout=20_000)
    assert unopened.path.read_bytes() == b"\x00" * 8192
    ask.editor.setText(PASSWORD)
    with qtbot.waitSignal(dialog.put_back, timeout=20_000) as done:
        ask.do_button.click()
    assert done.args[0].key == unopened.key
    assert unopened.opens()


def test_a_fetched_register_without_a_password_gets_the_one_of_the_register_it_replaces(
    qtbot: QtBot, desk: Desk, main: QWidget, unopened: Unopened
) -> None:
    arrived: list[tuple[Path, bytes | None]] = []
    moving.fetch_from(desk, unopened.packed, unopened.path, main, lambda *all_of_it: arrived.append(all_of_it))
    ask = password_asked(qtbot, main)
    ask.editor.setText(PASSWORD)
    ask.do_button.click()
    qtbot.waitUntil(lambda: bool(desk.kept_windows()), timeout=20_000)
    assert arrived == [(unopened.path, unopened.key)]
    (box,) = desk.kept_windows()
    assert isinstance(box, QMessageBox)
    assert "kryptert nå" in box.text()
    assert unopened.opens()
    box.close()


def test_giving_no_password_leaves_the_register_as_it_is(
    qtbot: QtBot, desk: Desk, main: QWidget, unopened: Unopened, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving.fetch_from(desk, unopened.packed, unopened.path, main, lambda *_all: pytest.fail("nothing arrived"))
    ask = password_asked(qtbot, main)
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.insert(0, box))
    ask.without_button.click()
    (box,) = boxes
    default = box.defaultButton()
    assert default is not None
    assert default.text() == "Avbryt"
    assert box.escapeButton() is default
    assert ask.isVisible(), "nothing was answered"
    ask.reject()
    assert unopened.path.read_bytes() == b"\x00" * 8192


@pytest.mark.parametrize("way", ["put back", "fetch"])
def test_only_a_choice_of_its_own_leaves_the_register_without_a_password(
    qtbot: QtBot, desk: Desk, main: QWidget, unopened: Unopened, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr("bokart_desk.ui.restoring.password.agreed_in_box", lambda *_all: True)
    done: list[object] = []
    if way == "put back":
        dialog = put_back_here(qtbot, desk, main, unopened)
        dialog.put_back.connect(done.append)
        ask = password_asked(qtbot, dialog)
    else:
        moving.fetch_from(desk, unopened.packed, unopened.path, main, lambda *all_of_it: done.append(all_of_it))
        ask = password_asked(qtbot, main)
    ask.without_button.click()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert glance(unopened.path).contracts == 7
    assert not keys_path(unopened.path).exists()
    for box in desk.kept_windows():
        box.close()


def test_the_open_register_keeps_its_password_without_a_question(
    qtbot: QtBot, filled_register: Register, programs: RunningPrograms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = pack(filled_register, tmp_path / "stick" / "flytting.bokart", now=NOW, preferences={}).path
    later(filled_register, "Ny Person")
    filled_register.close()
    path = filled_register.path
    protect(path, PASSWORD)
    program = programs.open(path, PASSWORD)
    window = program.window
    assert window is not None
    shown = window.show_screen("contracts")
    qtbot.waitUntil(lambda: shown.contracts.model.rowCount() == 8, timeout=20_000)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(packed), ""))
    monkeypatch.setattr(moving, "agreed_in_box", lambda *_all: True)
    with qtbot.waitSignal(program.completed, timeout=20_000):
        moving.fetch_into_open(program.desk, window)
    assert window.cover is None, "it opens with the key it had"
    assert window.current == "contracts"
    qtbot.waitUntil(lambda: shown.contracts.model.rowCount() == 7, timeout=20_000)
    assert program.desk.register.encrypted
    assert unlock(path, PASSWORD) == program.desk.register.key
    qtbot.waitUntil(lambda: bool(program.desk.kept_windows()), timeout=20_000)


@pytest.mark.parametrize("error", [RegisterLocked, RegisterInUse])
def test_a_register_that_is_in_use_is_told_in_a_small_dialog_that_offers_no_new_one(
    qtbot: QtBot, main: QWidget, filled_register: Register, error: type[RegisterError]
) -> None:
    desk = Desk(filled_register, who="Kari", today=NOW.date)
    told = error(filled_register.path, user="ola", machine="PC-OLA", since="22.11.2026")
    dialog = open_trouble(desk, main, told, filled_register.path, lambda _answer: None)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.again_button.isVisible()
    assert dialog.other_button.isVisible()
    assert not dialog.new_button.isVisible()
    assert not dialog.move_button.isVisible()
    assert dialog.height() < 400
    dialog.reject()


def test_a_register_that_is_damaged_can_be_left_for_a_new_one(
    qtbot: QtBot, main: QWidget, filled_register: Register
) -> None:
    desk = Desk(filled_register, who="Kari", today=NOW.date)
    dialog = open_trouble(desk, main, RegisterDamaged(filled_register.path), filled_register.path, lambda _answer: None)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.new_button.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
