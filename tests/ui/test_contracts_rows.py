"""Rows on demand: the model keeps Qt's rules, a long list knows its length, and a page comes when it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from small_register import NOW, TODAY

from benchmarks.registers import build_register
from bokart_desk.app.program import application
from bokart_desk.services.contracts import ContractQuery, ContractState, find_contracts
from bokart_desk.services.register import Register, open_register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts import Choice, ContractsView, Segment
from bokart_desk.ui.contracts.columns import contract_columns
from bokart_desk.ui.lists.paging import NOT_YET, PAGE, PagedTableModel

CONTRACTS = 1_000


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path: Path = build_register(tmp_path_factory.mktemp("big") / "big.db", CONTRACTS)
    register = open_register(path, now=NOW)
    yield register
    register.close()


@pytest.fixture
def view(qtbot: QtBot, big: Register) -> Iterator[ContractsView]:
    application()
    desk = Desk(big, who="Kari Konsulent", today=lambda: TODAY)
    shown = ContractsView(desk)
    qtbot.addWidget(shown)
    shown.resize(1150, 738)
    shown.show()
    shown.filters.set_choice(Choice(segment=Segment.ALL))
    yield shown
    shown.hide()
    assert desk.tasks.close()


def test_the_model_keeps_the_rules_of_models(qtbot: QtBot, big: Register) -> None:
    rows = find_contracts(big, ContractQuery(state=ContractState.ALL), TODAY, limit=3 * PAGE).rows
    model = PagedTableModel(contract_columns(), TODAY)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 0
    model.show_first(rows[:20], TODAY)
    model.set_total(3 * PAGE)
    assert model.index(20, 0).data() == NOT_YET
    model.put_page(0, rows[:PAGE])
    model.put_page(2, rows[2 * PAGE :])
    assert model.index(2 * PAGE, 0).data() == rows[2 * PAGE].household
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
    model.set_total(PAGE)
    model.show_first((), TODAY)
    model.show_first(rows[:5], TODAY)
    assert [row.id for _number, row in model.loaded()] == [row.id for row in rows[:5]]
    tester.deleteLater()


def test_pages_looked_at_long_ago_are_let_go(big: Register, qtbot: QtBot) -> None:
    rows = find_contracts(big, ContractQuery(state=ContractState.ALL), TODAY, limit=PAGE).rows
    model = PagedTableModel(contract_columns(), TODAY)
    model.show_first(rows, TODAY)
    model.set_total(100 * PAGE)
    for page in range(100):
        model.put_page(page, rows)
    assert not model.has_page(0)
    assert model.has_page(99)


def test_the_number_of_all_is_told_when_typing_pauses(qtbot: QtBot, view: ContractsView) -> None:
    assert view.count.text().startswith("flere enn")
    qtbot.waitUntil(lambda: view.contracts.model.rowCount() == CONTRACTS)
    assert view.count.text().replace("\u00a0", " ") == "1 000 kontrakter"


def test_the_last_row_comes_when_one_goes_to_it(qtbot: QtBot, view: ContractsView, big: Register) -> None:
    model = view.contracts.model
    qtbot.waitUntil(lambda: model.rowCount() == CONTRACTS)
    view.contracts.table.setFocus()
    qtbot.keyClick(view.contracts.table, Qt.Key.Key_End)
    last = find_contracts(big, ContractQuery(state=ContractState.ALL), TODAY, offset=CONTRACTS - 1, limit=1).rows[0]
    qtbot.waitUntil(lambda: model.index(CONTRACTS - 1, 0).data() == last.household)
    qtbot.waitUntil(lambda: view.detail.shown_contract == last.id)


def test_a_late_answer_of_an_earlier_search_is_dropped(qtbot: QtBot, view: ContractsView) -> None:
    view.filters.set_choice(Choice("amina", Segment.ALL))
    view.filters.set_choice(Choice("zzz", Segment.ALL))
    with qtbot.assertNotEmitted(view.contracts.loader.counted, wait=600):
        pass
    assert view.contracts.model.rowCount() == 0
    assert view.count.text() == "0 kontrakter"


def test_rows_never_looked_at_are_copied_too(qtbot: QtBot, view: ContractsView) -> None:
    qtbot.waitUntil(lambda: view.contracts.model.rowCount() == CONTRACTS)
    view.contracts.table.selectAll()
    with qtbot.waitSignal(view.desk.told) as told:
        qtbot.keyClick(view.contracts.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == CONTRACTS + 1
    assert not any(NOT_YET in line for line in lines)
    assert "kopiert" in told.args[0]


def test_vacant_units_are_counted_under_a_search(qtbot: QtBot, view: ContractsView) -> None:
    view.filters.set_choice(Choice("b", Segment.VACANT))
    assert view.units.model.rowCount() > 0
    qtbot.waitUntil(lambda: view.count.text().endswith("ledige boenheter"))
    assert view.units.model.rowCount() == CONTRACTS * 2 // 100
