"""The main window: every place in it leads somewhere, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Event

import pytest
from answering import answer
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bokart_desk import i18n
from bokart_desk.services import editing
from bokart_desk.services.contracts import ContractQuery, ContractState, find_contracts
from bokart_desk.services.register import Register
from bokart_desk.storage.schema import import_batch
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts import ContractsView
from bokart_desk.ui.help import HelpWindow
from bokart_desk.ui.lists.search_field import SearchField
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.navigation import Navigation, shortcut_of
from bokart_desk.ui.overview import OverviewView
from bokart_desk.ui.quick_find import QuickFind
from bokart_desk.ui.settings import SettingsView
from bokart_desk.ui.theme import force_scheme, palette
from bokart_desk.ui.views import SCREENS


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show_screen("overview")
    shown.show_register("Solvik kommune")
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    settle(qtbot, desk)


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)


@pytest.mark.parametrize("number", range(1, len(SCREENS) + 1))
def test_each_screen_opens_by_its_key_and_by_its_button(qtbot: QtBot, window: MainWindow, number: int) -> None:
    screen = SCREENS[number - 1]
    (keys,) = QKeySequence(shortcut_of(number))
    qtbot.keyClick(window, keys.key(), keys.keyboardModifiers())
    assert window.current == screen.key
    navigation = window.findChild(Navigation)
    qtbot.mouseClick(navigation.button("overview"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(navigation.button(screen.key), Qt.MouseButton.LeftButton)
    assert window.current == screen.key
    assert navigation.button(screen.key).isChecked()


def test_the_window_says_whose_register_it_shows(window: MainWindow) -> None:
    assert window.windowTitle() == "Solvik kommune – uten passord – BOKART Desk"
    window.show_last_import(datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
    assert any("Siste import: 21.11.2026" in label.text() for label in window.findChildren(QLabel))


def test_another_screen_opens_with_what_a_number_asked_for(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    desk.go("contracts", ContractQuery(state=ContractState.PAST_END))
    assert window.current == "contracts"
    contracts = window.visited_screen("contracts")
    assert isinstance(contracts, ContractsView)
    settle(qtbot, desk)


def test_help_opens_on_f1_with_all_its_chapters(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    help_window = window.findChild(HelpWindow)
    assert help_window.isVisible()
    chapters = [help_window.contents.item(row).text() for row in range(help_window.contents.count())]
    assert "Tremånedersfristen" in chapters
    text = help_window.text.toPlainText()
    for keys in ("F1", "F5", "Ctrl+K", "Ctrl+F", "Esc"):
        assert keys in text
    for row, chapter in enumerate(chapters):
        help_window.contents.setCurrentRow(row)
        assert help_window.text.textCursor().block().text() == chapter
    qtbot.keyClick(help_window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(HelpWindow) is None)


def test_quick_find_opens_a_case_from_anywhere(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    find = window.findChild(QuickFind)
    qtbot.keyClicks(find.field, "covic")
    qtbot.waitUntil(lambda: find.results.count() == 1)
    with qtbot.waitSignal(desk.opened_household) as opened:
        qtbot.keyClick(find.field, Qt.Key.Key_Return)
    assert opened.args == [5]
    assert window.current == "households"
    settle(qtbot, desk)


def test_the_arrow_keys_choose_in_quick_find(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    window.find_anyone()
    find = window.findChild(QuickFind)
    qtbot.keyClicks(find.field, "gata")
    qtbot.waitUntil(lambda: find.results.count() > 1)
    qtbot.keyClick(find.field, Qt.Key.Key_Down)
    assert find.results.currentRow() == 1
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    assert not find.isVisible()
    settle(qtbot, desk)


def test_quick_find_asks_what_was_meant_when_a_letter_is_wrong(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    find = window.findChild(QuickFind)
    qtbot.keyClicks(find.field, "hussien")
    qtbot.waitUntil(lambda: find.results.count() == 1)
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    assert find.field.text() == "Amina Hussein"
    qtbot.waitUntil(lambda: find.results.count() == 1 and not desk.tasks.busy)
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)


def test_ctrl_z_takes_back_and_ctrl_y_does_again_and_both_are_named(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    navigation = window.findChild(Navigation)
    assert not navigation.undo_button.isEnabled()
    found = find_contracts(desk.register, ContractQuery(text="Amina"), desk.today()).rows[0]
    values = {"monthly_rent": Decimal(9000)}
    seen = {"monthly_rent": found.monthly_rent}
    desk.did(editing.change(desk.register, "contract", found.id, values, seen=seen, by=desk.by()))
    assert "Amina Hussein" in navigation.undo_button.toolTip()

    def rent() -> Decimal | None:
        return find_contracts(desk.register, ContractQuery(text="Amina"), desk.today()).rows[0].monthly_rent

    assert rent() == Decimal(9000)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rent() == found.monthly_rent
    assert "Amina Hussein" in navigation.redo_button.toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert rent() == Decimal(9000)
    qtbot.mouseClick(navigation.undo_button, Qt.MouseButton.LeftButton)
    assert rent() == found.monthly_rent
    assert not navigation.undo_button.isEnabled()


def test_quick_find_says_when_nothing_is_found(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    window.find_anyone()
    find = window.findChild(QuickFind)
    qtbot.keyClicks(find.field, "xyzzy")
    qtbot.waitUntil(lambda: any("Ingen treff" in label.text() for label in find.findChildren(QLabel)))
    find.close()
    settle(qtbot, desk)


def test_ctrl_f_goes_to_the_search_of_the_screen(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    window.show_screen("contracts")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    focused = window.focusWidget()
    assert focused is not None
    assert window.visited_screen("contracts").isAncestorOf(focused)
    settle(qtbot, desk)


def test_a_change_is_read_again_by_the_screen_that_is_shown(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    overview = window.visited_screen("overview")
    assert isinstance(overview, OverviewView)
    with qtbot.waitSignal(overview.shown):
        desk.register_changed.emit("import")
    with qtbot.waitSignal(overview.shown):
        qtbot.keyClick(window, Qt.Key.Key_F5)
    with qtbot.waitSignal(overview.shown):
        desk.day_changed.emit(date(2026, 11, 23))


def test_the_footer_says_when_a_list_was_last_imported(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    at = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    with unit_of_work(desk.register.engine, what="test", who="test", at=at) as work:
        work.insert(
            import_batch,
            {
                "file_name": "liste.xlsx",
                "imported_at": at,
                "file_sha256": "0" * 64,
                "file_size": 1,
                "sheets": [],
                "totals": {},
            },
        )
    desk.register_changed.emit("import")
    qtbot.waitUntil(lambda: any("Siste import: 20.11.2026" in label.text() for label in window.findChildren(QLabel)))
    settle(qtbot, desk)


def test_a_hidden_screen_reads_again_when_it_is_next_shown(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    overview = window.visited_screen("overview")
    window.show_screen("settings")
    settle(qtbot, desk)
    with qtbot.assertNotEmitted(overview.shown):
        desk.register_changed.emit("import")
        settle(qtbot, desk)
    with qtbot.waitSignal(overview.shown):
        window.show_screen("overview")


def test_a_message_comes_up_by_itself(desk: Desk, window: MainWindow) -> None:
    desk.tell("Lagret")
    assert window.toast().isVisible()
    assert window.toast().text() == "Lagret"


def test_the_window_speaks_the_language_chosen(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    assert "&Oversikt" in buttons(window)
    window.show_screen("settings")
    settle(qtbot, desk)
    i18n.use_language("en")
    window.rebuild()
    assert "&Overview" in buttons(window)
    assert isinstance(window.visited_screen("settings"), SettingsView)
    settle(qtbot, desk)


def test_light_and_dark_colours_follow_the_choice(window: MainWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        force_scheme(app, "dark")
        assert palette().dark
        assert window.palette().window().color().name() == palette().window
    finally:
        force_scheme(app, "")
    assert not palette().dark


def test_closing_during_work_asks_first(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    go = Event()
    desk.tasks.run(lambda _task: go.wait(20), owner=window, title="Henter inn listen …")
    said = answer("Fortsett å vente")
    assert not window.close()
    assert "Henter inn listen …" in said[0]
    go.set()
    settle(qtbot, desk)
    assert window.close()


def test_size_and_place_are_remembered(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    window.resize(window.minimumWidth(), 650)
    window.close()
    again = MainWindow(desk)
    qtbot.addWidget(again)
    assert again.height() == 650


def buttons(window: MainWindow) -> list[str]:
    return [button.text() for button in window.findChildren(QPushButton)]


def test_a_screen_asked_for_before_the_register_is_open_comes_when_it_is(
    qtbot: QtBot, filled_register: Register
) -> None:
    desk = Desk()
    early = MainWindow(desk)
    qtbot.addWidget(early)
    early.show_screen("overview")
    early.show()
    desk.open_contract(1)
    assert early.current == "overview"
    desk.use(filled_register)
    early.go_where_wanted()
    assert early.current == "contracts"
    settle(qtbot, desk)
    assert desk.tasks.close()


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    choose = window.findChild(Navigation).button("contracts")  # type: ignore[union-attr]
    choose.setFocus()
    qtbot.keyClick(choose, Qt.Key.Key_Return)
    assert window.current == "contracts"
    assert isinstance(window.focusWidget(), SearchField)  # typing searches at once


def test_a_small_display_at_double_size_shows_icons_alone_and_scrolls(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    window.showNormal()
    window.resize(683, 350)
    qtbot.waitUntil(lambda: window.width() == 683)
    navigation = window.findChild(Navigation)
    for screen in SCREENS:
        button = navigation.button(screen.key)
        assert button.text() == ""
        assert button.accessibleName()
        assert button.toolTip()
        shown = window.show_screen(screen.key)
        settle(qtbot, desk)
        assert window.width() == 683
        wanted = shown.minimumSizeHint().width()
        qtbot.waitUntil(lambda: shown.width() >= wanted)  # noqa: B023 - asked at once
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current == "contracts")
    window.resize(790, 600)
    qtbot.waitUntil(lambda: navigation.button("contracts").text() == "&Kontrakter")
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current == "overview")
    settle(qtbot, desk)
