"""Looking through lists before they come in: counts, columns, sheets, and the rows that need a look afterwards."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from import_steps import (
    GOOD,
    HEADER,
    IMPOSSIBLE,
    bring_in,
    contracts_in,
    desk,
    idle,
    list_file,
    look_through,
    press,
    register,
    view,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from bokart_desk.importing.outcomes import Outcome
from bokart_desk.services.register import Register
from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.columns_table import FieldChoice
from bokart_desk.ui.importing.rows_model import Noted
from bokart_desk.ui.importing.sheet_panel import Tab

__all__ = ["desk", "register", "view"]


def test_a_newer_edition_of_a_list_updates(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    press(qtbot, view.done_step.more)
    newer = list_file(tmp_path, GOOD[0].replace("8500", "8900"), GOOD[1], name="Nyere.csv")
    look_through(qtbot, view, newer)
    assert view.session.totals[Outcome.UPDATED] == 1

    skip = view.review_step.on_duplicate
    skip.setCurrentIndex(skip.findText("La det som står der, stå"))
    skip.activated.emit(skip.currentIndex())
    idle(qtbot, view)
    assert view.session.totals[Outcome.UPDATED] == 0


def test_a_count_shows_only_its_rows(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD, IMPOSSIBLE))
    panel = view.review_step.panel
    assert panel.rows.rows.rowCount() == 3

    press(qtbot, panel.outcomes.button_for(Outcome.INVALID))
    assert panel.rows.rows.rowCount() == 1
    assert panel.rows.rows.row_at(0).row == 4
    panel.rows.selectRow(0)
    assert "31.02.2027" in panel.detail.why.text()

    press(qtbot, panel.outcomes.button_for(None))
    assert panel.rows.rows.rowCount() == 3
    assert not panel.outcomes.button_for(Outcome.CONFLICT).isVisible()


def test_rows_that_need_a_look_are_listed_afterwards(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD, IMPOSSIBLE))

    lines = view.done_step.problems.lines
    assert lines.rowCount() == 1
    assert lines.index(0, 1).data() == "Liste.csv"
    assert lines.index(0, 2).data() == 4
    assert "31.02.2027" in lines.index(0, 4).data()


def test_notes_that_hold_a_door_code_are_pointed_out(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    noted = tmp_path / "Liste.csv"
    noted.write_text(f"{HEADER};Merknad\n{GOOD[0]};Nøkkelkode 4711 ved døra\n{GOOD[1]};\n", encoding="utf-8-sig")
    look_through(qtbot, view, noted)
    panel = view.review_step.panel
    press(qtbot, panel.outcomes.button_for(Noted.WITH_WARNINGS))
    assert panel.rows.rows.rowCount() == 1

    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert view.done_step.others.text().startswith("1 rad er hentet inn")
    assert view.done_step.problems.lines.rowCount() == 1
    assert not view.done_step.rejects.isVisible()


def test_those_rows_can_be_saved_as_a_workbook(
    qtbot: QtBot, view: ImportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD, IMPOSSIBLE))
    folder = tmp_path / "avvist"
    folder.mkdir()
    proposed: list[str] = []

    def choose(_parent: object, _title: str, name: str, *_rest: object) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(folder / "Rettes"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)  # one file: its name is asked for, not a folder
    press(qtbot, view.done_step.rejects)
    qtbot.waitUntil(view.done_step.saved.isVisible, timeout=20_000)

    (saved,) = folder.iterdir()
    assert saved.name == "Rettes.xlsx"
    assert proposed[0].endswith("ikke importert.xlsx")
    assert saved.name in view.done_step.saved.text()
    cells = [
        cell for sheet in openpyxl.load_workbook(saved) for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert "Ali Karimi" in cells
    assert "Selam Tesfay" not in cells


def test_a_column_can_be_said_to_be_something_else(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    table = view.review_step.panel.columns
    choice = table.choice(5)
    assert isinstance(choice, FieldChoice)
    assert choice.currentText() == "Leie per md."

    view.review_step.panel.tabs.setCurrentIndex(1)
    choice.setCurrentIndex(choice.findText("Tas vare på som merknad"))
    choice.activated.emit(choice.currentIndex())
    idle(qtbot, view)
    assert view.review_step.isVisible()
    assert table.hasFocus()
    column = view.session.files[0].sheets[0].columns[5]
    assert column.field is None
    assert view.review_step.panel.columns.item(5, 3).text() == column.reason


def test_stopping_after_a_choice_takes_the_choice_back(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    before = view.session.plans
    combo = view.review_step.on_duplicate
    combo.setCurrentIndex(combo.findText("La det som står der, stå"))
    combo.activated.emit(combo.currentIndex())
    assert view.session.plans == [], "a plan made before the choice is not brought in meanwhile"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    idle(qtbot, view)

    assert view.session.plans == before
    assert view.review_step.isVisible()
    assert combo.currentText() == "Oppdater det listen sier annerledes"
    assert contracts_in(register) == 0


def test_the_columns_show_heading_and_examples(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    table = view.review_step.panel.columns

    assert [table.item(row, 0).text() for row in range(table.rowCount())] == list("ABCDEF")
    assert table.item(1, 1).text() == "Adresse"
    assert "Storgata 1" in table.item(1, 4).text()


def test_hidden_rows_and_columns_are_said_and_can_be_left_out(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (HEADER, *GOOD):
        sheet.append(line.split(";"))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    workbook.save(tmp_path / "Skjult.xlsx")
    look_through(qtbot, view, tmp_path / "Skjult.xlsx")

    panel = view.review_step.panel
    assert panel.columns.item(5, 1).text() == "Husleie (skjult i filen)"
    assert panel.form.hidden.isVisible()
    panel.form.hidden.set_value(True)
    panel.form.hidden.activated.emit(1)
    idle(qtbot, view)
    assert [row.outcome for row in view.session.files[0].sheets[0].rows] == [Outcome.NEW, Outcome.SKIPPED]


def test_a_sheet_that_is_no_list_is_said_to_be_none(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Huskeliste"
    sheet.append(["Ring vaktmesteren om porten"])
    sheet.append(["Bestill nye nøkler"])
    workbook.save(tmp_path / "Notater.xlsx")
    look_through(qtbot, view, tmp_path / "Notater.xlsx")

    panel = view.review_step.panel
    view.review_step.tree.setCurrentItem(view.review_step.tree.topLevelItem(0).child(0))
    assert panel.kind.text() == "Ingen liste"
    assert panel.form.isVisible()
    assert not panel.tabs.isTabEnabled(Tab.COLUMNS)
    assert not view.review_step.apply.isEnabled()


def test_the_tables_keep_the_rules_of_models(
    qtbot: QtBot, view: ImportView, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD, IMPOSSIBLE))

    qtmodeltester.check(view.review_step.panel.rows.rows)
    qtmodeltester.check(view.done_step.problems.lines)
