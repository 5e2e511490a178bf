"""What another window or the command line changes shows here too, and a window's own change is not told twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.services import editing
from bokart_desk.services.contracts import ContractQuery, find_contracts
from bokart_desk.services.register import Register, open_register
from bokart_desk.ui.backing_up import BackupKeeper
from bokart_desk.ui.context import Desk
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.watching import ELSEWHERE, RegisterWatcher
from bokart_desk.ui.widgets import Banner
from tests.register_builder import NOW


def change_rent(desk: Desk, register: Register, rent: int) -> object:
    found = find_contracts(register, ContractQuery(text="Amina"), desk.today()).rows[0]
    seen = {"monthly_rent": found.monthly_rent}
    return editing.change(register, "contract", found.id, {"monthly_rent": Decimal(rent)}, seen=seen, by=desk.by())


def test_a_change_of_another_window_is_noticed_once(qtbot: QtBot, desk: Desk) -> None:
    watcher = RegisterWatcher(desk)
    watcher.look()
    other = open_register(desk.register.path, now=NOW)
    try:
        change_rent(desk, other, 9000)
    finally:
        other.close()
    with qtbot.waitSignal(desk.register_changed) as told:
        watcher.look()
    assert told.args == [ELSEWHERE]
    with qtbot.assertNotEmitted(desk.register_changed):
        watcher.look()
    watcher.stop()


def test_a_windows_own_change_is_not_told_twice(qtbot: QtBot, desk: Desk) -> None:
    watcher = RegisterWatcher(desk)
    watcher.look()
    desk.did(change_rent(desk, desk.register, 9000))  # type: ignore[arg-type]
    with qtbot.assertNotEmitted(desk.register_changed):
        watcher.look()
    watcher.stop()


def test_what_was_told_while_the_folder_was_away_goes_when_it_is_back(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    screen = window.show_screen("contracts")
    settle(qtbot, desk)
    keeper = BackupKeeper(desk, lambda text: window.warn(text, "backups"))
    desk.use(desk.register)
    watcher = RegisterWatcher(desk)
    watcher.look()
    away = tmp_path.rename(tmp_path.with_name("borte"))
    window.refresh()
    keeper.look()
    settle(qtbot, desk)
    watcher.look()
    assert problems(screen)
    assert problems(window) != problems(screen), "the backup failed too"
    away.rename(tmp_path)
    with qtbot.waitSignal(desk.register_changed):
        watcher.look()
    settle(qtbot, desk)
    assert problems(window) == []
    with qtbot.assertNotEmitted(desk.register_changed):
        watcher.look()
    watcher.stop()


def test_a_locked_register_is_not_taken_for_one_that_is_away(qtbot: QtBot, desk: Desk) -> None:
    watcher = RegisterWatcher(desk)
    watcher.look()
    desk.register.lock()
    watcher.look()
    desk.register.unlock(None)
    with qtbot.assertNotEmitted(desk.backups_changed):
        watcher.look()
    watcher.stop()


def problems(part: QWidget) -> list[str]:
    return [banner.text() for banner in part.findChildren(Banner) if banner.isVisible()]


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
