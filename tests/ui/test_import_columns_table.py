"""The table of columns is filled a few rows at a time, and shows the same columns anew without losing its choices."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from import_steps import GOOD, HEADER, desk, idle, list_file, look_through, register, view
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.columns_table import ColumnsTable, FieldChoice
from bokart_desk.ui.importing.review_step import Page

__all__ = ["desk", "register", "view"]
MANY = 60


def many_columns(folder: Path) -> Path:
    more = "".join(f";Rubrikk {number}" for number in range(MANY))
    return list_file(folder, *(row + ";ja" * MANY for row in GOOD), header=HEADER + more)


def choices(table: ColumnsTable) -> list[FieldChoice]:
    return [table.cellWidget(row, 2).findChild(FieldChoice) for row in range(table.rowCount())]


def test_every_column_gets_its_choice_in_the_order_of_the_keyboard(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    look_through(qtbot, view, many_columns(tmp_path))
    view.review_step.turn_to(Page.COLUMNS)
    table = view.review_step.panel.columns
    assert [table.item(row, 1).text() for row in range(3)] == ["Bolig nr", "Adresse", "Leietaker"]
    qtbot.waitUntil(lambda: table.cellWidget(table.rowCount() - 1, 2) is not None)
    shown = choices(table)
    assert [choice.column.index for choice in shown] == list(range(len(shown)))
    for one, other in pairwise(shown):
        assert one.nextInFocusChain() is other or one.nextInFocusChain().nextInFocusChain() is other


def test_what_is_chosen_while_the_rest_is_filled_holds(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, many_columns(tmp_path))
    table = view.review_step.panel.columns
    choice = table.choice(5)
    assert isinstance(choice, FieldChoice)
    choice.setCurrentIndex(choice.findData(None))
    choice.activated.emit(choice.currentIndex())
    idle(qtbot, view)
    qtbot.waitUntil(lambda: table.cellWidget(table.rowCount() - 1, 2) is not None)
    assert table.choice(5) is choice  # the same columns keep their choices
    assert choice.currentText() == "Tas vare på som merknad"
    assert view.session.files[0].sheets[0].columns[5].field is None


def test_another_file_chosen_meanwhile_shows_its_own_columns(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, many_columns(tmp_path))
    view.start_over()
    look_through(qtbot, view, list_file(tmp_path, *GOOD, name="Annen.csv"))
    table = view.review_step.panel.columns
    QCoreApplication.processEvents()
    assert table.rowCount() == len(HEADER.split(";"))
    assert all(isinstance(table.choice(row), FieldChoice) for row in range(table.rowCount()))
