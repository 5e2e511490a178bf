"""A letter that is underlined does one thing, in each screen with its navigation and in each step of a contract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.i18n import resources_folder
from bokart_desk.services.contracts import ContractQuery, find_contracts
from bokart_desk.ui.context import Desk
from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.review_step import Page
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.tenancy.opening import open_sign, open_step
from bokart_desk.ui.views import SCREENS


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show_screen("overview")
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    settle(qtbot, desk)


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)


def shared_letters(root: QWidget) -> dict[str, list[str]]:
    """Return the letters that more than one thing in view is called by."""
    found: dict[str, list[str]] = defaultdict(list)
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not root:
            continue
        labels_something = isinstance(widget, QLabel) and widget.buddy() is not None
        text = widget.text() if isinstance(widget, QAbstractButton) or labels_something else ""
        marked = re.search(r"&([^&\s])", text.replace("&&", ""))
        if marked:
            found[marked[1].casefold()].append(text)
    return {letter: texts for letter, texts in found.items() if len(texts) > 1}


def contract_of(desk: Desk, name: str) -> int:
    rows = find_contracts(desk.register, ContractQuery(), desk.today()).rows
    return next(row.id for row in rows if row.household == name)


@pytest.mark.parametrize("key", [screen.key for screen in SCREENS])
def test_a_screen_shares_no_letter_with_the_navigation(qtbot: QtBot, desk: Desk, window: MainWindow, key: str) -> None:
    window.show_screen(key)
    settle(qtbot, desk)
    assert shared_letters(window) == {}


@pytest.mark.parametrize("key", ["contracts", "households", "dwellings"])
def test_details_share_no_letter_with_what_stands_beside_them(
    qtbot: QtBot, desk: Desk, window: MainWindow, key: str
) -> None:
    rows = find_contracts(desk.register, ContractQuery(), desk.today()).rows
    row = next(row for row in rows if row.household == "Amina Hussein")
    payload = {"contracts": row.id, "households": row.household_id, "dwellings": ("unit", row.unit_id)}[key]
    window.show_screen(key, payload)
    settle(qtbot, desk)
    assert shared_letters(window) == {}


@pytest.mark.parametrize("step", list(ContractStep))
def test_a_step_shares_no_letter(qtbot: QtBot, desk: Desk, window: MainWindow, step: ContractStep) -> None:
    dialog = open_step(desk, step, contract_of(desk, "Amina Hussein"), window)
    assert dialog is not None
    dialog._show_more()
    settle(qtbot, desk)
    assert shared_letters(dialog) == {}
    dialog.done(0)


def test_a_new_contract_shares_no_letter(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    dialog = open_sign(desk, window)
    assert dialog is not None
    dialog._show_more()
    settle(qtbot, desk)
    assert shared_letters(dialog) == {}
    dialog.done(0)


@pytest.mark.parametrize("page", list(Page))
def test_the_pages_of_an_import_share_no_letter_and_name_what_they_do(
    qtbot: QtBot, desk: Desk, window: MainWindow, page: Page
) -> None:
    lists = resources_folder() / "demo"
    window.show_screen("import", [lists / "Solvik kommune - boligliste.xlsx", lists / "FDVU kontrakter.csv"])
    view = window.findChild(ImportView)
    qtbot.waitUntil(lambda: not view.session.busy and view.review_step.isVisible(), timeout=60_000)
    view.review_step.turn_to(page)
    settle(qtbot, desk)
    assert shared_letters(window) == {}
    for button in (view.review_step.apply, view.review_step.other_files):
        assert not button.shortcut().isEmpty(), button.text()
