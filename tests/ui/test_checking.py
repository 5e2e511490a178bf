"""The check in the window: what it finds is told with a way to the record, and nothing is said of a whole register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bokart_desk.platform import last_checks
from bokart_desk.platform.last_checks import last_check
from bokart_desk.storage.engine import connect
from bokart_desk.ui.checking import Checker, CheckNotice, checker_of, open_problems
from bokart_desk.ui.context import Desk
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.settings.check_card import CheckCard


@pytest.fixture(autouse=True)
def _own_notes(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setattr(last_checks, "config_folder", lambda: folder)


@pytest.fixture
def checker(desk: Desk) -> Iterator[Checker]:
    return checker_of(desk)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    CheckNotice(desk, window)
    return window


@pytest.fixture
def card(qtbot: QtBot, desk: Desk) -> CheckCard:
    card = CheckCard(desk)
    qtbot.addWidget(card)
    card.show_register()
    return card


def make_wrong(desk: Desk) -> None:
    with closing(connect(desk.register.path)) as connection:
        connection.execute("UPDATE contract SET renews_contract_id = 1 WHERE id = 2")
        connection.execute("UPDATE contract SET household_id = 6 WHERE id = 4")
        connection.execute("UPDATE contract_listing SET rent = 1 WHERE contract_id = 3")


def checked(qtbot: QtBot, checker: Checker) -> None:
    with qtbot.waitSignal(checker.found, timeout=20_000):
        checker.check()


def test_a_check_tells_nothing_above_the_screens_when_all_is_well(
    qtbot: QtBot, desk: Desk, checker: Checker, window: MainWindow
) -> None:
    checked(qtbot, checker)
    assert checker.report is not None
    assert checker.report.problems == []
    assert window.notices.text("check") == ""
    noted = last_check(desk.register.path)
    assert noted is not None
    assert noted.problems == 0


def test_what_a_check_finds_is_told_above_the_screens_until_it_is_put_right(
    qtbot: QtBot, desk: Desk, checker: Checker, window: MainWindow
) -> None:
    make_wrong(desk)
    checked(qtbot, checker)
    assert "bør ses på" in window.notices.text("check")
    with closing(connect(desk.register.path)) as connection:
        connection.execute("UPDATE contract SET renews_contract_id = NULL, household_id = id")
    with qtbot.waitSignal(checker.found, timeout=20_000):
        checker.make_anew()
    assert window.notices.text("check") == ""


def test_the_list_leads_to_the_record_and_makes_the_lists_anew(qtbot: QtBot, desk: Desk, checker: Checker) -> None:
    make_wrong(desk)
    checked(qtbot, checker)
    assert checker.report is not None
    dialog = open_problems(desk, checker.report, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    opens = [one for one in dialog.findChildren(QPushButton) if one.text() == "Åpne"]
    with qtbot.waitSignal(desk.opened_contract) as opened:
        opens[0].click()
    assert opened.args == [2]
    assert dialog.anew.isVisible()
    with qtbot.waitSignal(checker.found, timeout=20_000):
        dialog.anew.click()
    assert not dialog.anew.isVisible()
    assert "Ali Rahimi" not in " ".join(checker.report.problems)
    dialog.close()


def test_the_card_shows_when_and_what_and_checks_at_once(qtbot: QtBot, desk: Desk, card: CheckCard) -> None:
    card.show()
    assert card.check_now.isVisible()
    assert not card.cancel.isVisible()
    make_wrong(desk)
    checker = checker_of(desk)
    with qtbot.waitSignal(checker.found, timeout=20_000):
        card.check_now.click()
        assert card.cancel.isVisible()
    assert card.see.isVisible()
    assert card.check_now.isVisible()
    assert "bør ses på" in card.result.text()


def test_a_check_that_is_stopped_counts_for_nothing(qtbot: QtBot, desk: Desk, card: CheckCard) -> None:
    checker = checker_of(desk)
    with qtbot.waitSignal(checker.stopped, timeout=20_000):
        card.check_now.click()
        card.cancel.click()
    assert checker.report is None
    assert last_check(desk.register.path) is None
    assert not checker.running


def test_a_week_after_the_last_one_it_is_checked_unasked(qtbot: QtBot, desk: Desk, checker: Checker) -> None:
    with qtbot.waitSignal(checker.found, timeout=20_000):
        checker.check_if_due()
    checker.check_if_due()
    assert not checker.running


def test_damage_is_told_soon_after_the_start(qtbot: QtBot, desk: Desk, checker: Checker, window: MainWindow) -> None:
    desk.register.close()
    content = bytearray(desk.register.path.read_bytes())
    content[4096 * 6 :: 4096] = b"\xff" * len(content[4096 * 6 :: 4096])
    desk.register.path.write_bytes(content)
    with qtbot.waitSignal(checker.found, timeout=20_000):
        checker.look_quickly()
    assert "skadet" in window.notices.text("check")


def test_a_whole_register_leaves_no_empty_list(qtbot: QtBot, desk: Desk, checker: Checker) -> None:
    checked(qtbot, checker)
    assert checker.report is not None
    dialog = open_problems(desk, checker.report, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert dialog.height() < 300
    make_wrong(desk)
    checked(qtbot, checker)
    qtbot.waitUntil(lambda: dialog.height() > 400)
    room = dialog.screen().availableGeometry()
    assert dialog.height() < room.height()
    assert dialog.width() < room.width()
    dialog.close()
