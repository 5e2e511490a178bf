"""What can be done with a contract stands in its case: the next step as a button, the rest in a menu with keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.services.contracts import ContractQuery, find_contracts
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts import Choice, ContractsView, Segment
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.tenancy.actions_bar import ActionsBar
from bokart_desk.ui.tenancy.notices import NoticeToVacateDialog
from bokart_desk.ui.tenancy.review import ReviewDialog
from bokart_desk.ui.tenancy.sign import SignDialog


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[ContractsView]:
    shown = ContractsView(desk)
    qtbot.addWidget(shown)
    shown.resize(1150, 738)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    yield shown
    for dialog in shown.findChildren(StepDialog):
        dialog.done(0)
    shown.hide()
    desk.tasks.close()


def show(desk: Desk, view: ContractsView, name: str) -> ActionsBar:
    rows = find_contracts(desk.register, ContractQuery(), desk.today()).rows
    view.open_contract(next(row.id for row in rows if row.household == name))
    view._show_current()
    return bar_of(view)


def bar_of(view: ContractsView) -> ActionsBar:
    found = view.detail.widget().findChild(ActionsBar)
    assert found is not None
    return found


def opened(view: QWidget, kind: type[StepDialog]) -> StepDialog:
    found = [dialog for dialog in view.findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_next_sensible_step_is_a_button(qtbot: QtBot, desk: Desk, view: ContractsView) -> None:
    bar = show(desk, view, "Amina Hussein")
    assert isinstance(bar.next_button, QPushButton)
    assert "flytteoppfordring" in bar.next_button.text()
    bar.next_button.click()
    dialog = opened(view, NoticeToVacateDialog)
    assert dialog.focusWidget() is dialog.fields["proof"].editor


def test_what_cannot_be_done_is_greyed_and_says_why(qtbot: QtBot, desk: Desk, view: ContractsView) -> None:
    bar = show(desk, view, "Đorđe Čović")
    notice = bar.action(ContractStep.NOTICE_TO_VACATE)
    assert not notice.isEnabled()
    assert "31.03.2027" in notice.toolTip()
    renew = bar.action(ContractStep.RENEW)
    assert renew.isEnabled()
    assert "vurdering" in renew.toolTip()
    assert bar.menu.toolTipsVisible()


def test_steps_have_keys_that_work_in_the_list(qtbot: QtBot, desk: Desk, view: ContractsView) -> None:
    show(desk, view, "Đorđe Čović")
    view.contracts.table.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view.contracts.table, Qt.Key.Key_V, both)
    opened(view, ReviewDialog)


def test_a_step_that_was_done_changes_the_case(qtbot: QtBot, desk: Desk, view: ContractsView) -> None:
    desk.register_changed.connect(view.refresh)
    bar = show(desk, view, "Amina Hussein")
    assert bar.next_button is not None
    bar.next_button.click()
    dialog = opened(view, NoticeToVacateDialog)
    qtbot.keyClicks(dialog.fields["proof"].editor, "rek")
    dialog.carry_out()
    qtbot.waitUntil(lambda: bar_of(view).next_button is None or "utflytting" in bar_of(view).next_button.text())
    assert not bar_of(view).action(ContractStep.NOTICE_TO_VACATE).isEnabled()


def test_control_n_starts_a_contract_for_the_vacant_unit_that_is_chosen(
    qtbot: QtBot, desk: Desk, view: ContractsView
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    empty = opened(view, SignDialog)
    assert empty.value("unit_id") is None
    empty.done(0)
    view.filters.set_choice(Choice("", Segment.VACANT))
    qtbot.waitUntil(lambda: view.units.model.rowCount() == 1)
    view.units.table.selectRow(0)
    qtbot.waitUntil(lambda: view.detail.shown_unit is not None)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert opened(view, SignDialog).value("unit_id") == view.detail.shown_unit


def test_a_vacant_unit_offers_a_contract(qtbot: QtBot, desk: Desk, view: ContractsView) -> None:
    view.filters.set_choice(Choice("", Segment.VACANT))
    qtbot.waitUntil(lambda: view.units.model.rowCount() == 1)
    view.units.table.selectRow(0)
    qtbot.waitUntil(lambda: view.detail.shown_unit is not None)
    offer = next(one for one in view.detail.findChildren(QPushButton) if one.text() == "Ny kontrakt her")
    offer.click()
    dialog = opened(view, SignDialog)
    assert dialog.focusWidget() is dialog.fields["household_id"].editor


def test_undo_from_the_search_field_is_the_registers(qtbot: QtBot, desk: Desk, view: ContractsView) -> None:
    undone: list[int] = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), view)
    shortcut.activated.connect(lambda: undone.append(1))
    view.focus_search()
    qtbot.waitUntil(view.filters.search.hasFocus)
    qtbot.keyClicks(view.filters.search, "am")
    qtbot.keySequence(view.filters.search, QKeySequence(QKeySequence.StandardKey.Undo))
    assert undone == [1]
    assert view.filters.search.text() == "am"
