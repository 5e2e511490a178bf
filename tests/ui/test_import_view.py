"""The Import screen: from dropped files through looking to what came of them, with a real register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from bokart_desk.i18n import resources_folder
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.services.contracts import ContractQuery, ContractState, count_contracts
from bokart_desk.services.imports import recent_imports
from bokart_desk.services.register import Register, open_register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.columns_table import FieldChoice
from bokart_desk.ui.importing.rows_model import Noted
from bokart_desk.ui.importing.session import State
from bokart_desk.ui.main_window import MainWindow

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DEMO = resources_folder() / "demo"
LIST = DEMO / "Solvik kommune - boligliste.xlsx"
HEADER = "Bolig nr;Adresse;Leietaker;Kontrakt fra;Kontrakt til;Husleie"
GOOD = (
    "1;Storgata 1;Selam Tesfay;01.12.2023;30.11.2026;8500",
    "2;Storgata 2;Oksana Bondarenko;01.02.2024;31.01.2027;9000",
)
IMPOSSIBLE = "3;Storgata 3;Ali Karimi;01.02.2024;31.02.2027;9000"


def list_file(folder: Path, *rows: str, name: str = "Liste.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.bokart", now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def desk(register: Register) -> Desk:
    return Desk(register, who="Kari", today=lambda: TODAY)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[ImportView]:
    shown = ImportView(desk)
    shown.resize(1146, 740)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    assert desk.tasks.close()


def idle(qtbot: QtBot, view: ImportView) -> None:
    qtbot.waitUntil(lambda: not view.session.busy, timeout=60_000)


def look_through(qtbot: QtBot, view: ImportView, *paths: Path) -> None:
    view.choose(paths)
    idle(qtbot, view)
    assert view.review_step.isVisible()


def bring_in(qtbot: QtBot, view: ImportView, *paths: Path) -> None:
    look_through(qtbot, view, *paths)
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert view.done_step.isVisible()


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(view: ImportView, *paths: Path) -> None:
    """Let files hang over the drop zone, then fall."""
    zone = view.choose_step.zone
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    over = QDragEnterEvent(QPointF(50, 50), copy, mime, buttons, keys)
    zone.dragEnterEvent(over)
    assert over.isAccepted()
    assert zone.highlighted
    zone.dropEvent(QDropEvent(QPointF(50, 50), copy, mime, buttons, keys))
    assert not zone.highlighted


def contracts_in(register: Register) -> int:
    return count_contracts(register, ContractQuery(state=ContractState.ALL), TODAY)


def test_dropped_lists_are_looked_through_and_brought_in(qtbot: QtBot, view: ImportView, register: Register) -> None:
    drop(view, LIST)
    idle(qtbot, view)
    totals = view.session.totals
    assert totals[Outcome.NEW] > 0
    assert contracts_in(register) == 0
    assert view.review_step.totals.text().startswith(f"{totals[Outcome.NEW]} nye")

    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    applied = view.session.files[0].applied
    assert applied is not None
    assert sum(applied.totals.values()) == sum(len(sheet.rows) for sheet in view.session.files[0].sheets)
    assert contracts_in(register) == len(set(applied.contracts.values())) > 0
    assert "hentet inn i registeret" in view.done_step.banner.text()


def test_all_lists_of_the_demo_come_in_together(qtbot: QtBot, view: ImportView) -> None:
    bring_in(qtbot, view, *sorted(DEMO.iterdir()))

    assert [file.state for file in view.session.files] == [State.IMPORTED] * 3
    for file in view.session.files:
        assert file.applied is not None
        assert sum(file.applied.totals.values()) == sum(len(sheet.rows) for sheet in file.sheets)


def test_the_same_list_again_changes_nothing(qtbot: QtBot, view: ImportView, register: Register) -> None:
    bring_in(qtbot, view, LIST)
    before, taken = contracts_in(register), view.session.totals[Outcome.NEW]
    press(qtbot, view.done_step.more)
    look_through(qtbot, view, LIST)

    assert view.session.totals[Outcome.NEW] == 0
    assert view.session.totals[Outcome.UNCHANGED] == taken
    assert not view.review_step.apply.isEnabled()
    assert view.review_step.apply.text() == "Ingenting å hente inn"
    assert contracts_in(register) == before


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


def test_a_damaged_file_does_not_stop_the_others(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    damaged = tmp_path / "Skadet.xlsx"
    damaged.write_bytes(b"PK\x03\x04" + bytes(400))
    look_through(qtbot, view, damaged, list_file(tmp_path, *GOOD))
    assert [file.state for file in view.session.files] == [State.UNREADABLE, State.PLANNED]
    assert "Skadet.xlsx" in view.review_step.trouble.text()
    assert view.review_step.trouble.isVisible()

    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert contracts_in(register) == 2


def test_only_a_damaged_file_leaves_nothing_to_bring_in(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    damaged = tmp_path / "Skadet.xlsx"
    damaged.write_bytes(b"PK\x03\x04" + bytes(400))
    look_through(qtbot, view, damaged)

    assert not view.review_step.apply.isEnabled()
    assert "Skadet.xlsx" in view.review_step.trouble.text()


def test_a_file_without_a_list_is_told_apart_from_one_without_news(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    letter = tmp_path / "Brev.csv"
    letter.write_text("Hei;og\ntakk for;sist\n", encoding="utf-8")
    bring_in(qtbot, view, letter, list_file(tmp_path, *GOOD))
    said = [label.text() for label in view.done_step.findChildren(QLabel)]
    assert "Fant ingen liste i denne filen." in said
    assert "Det var ingenting nytt i denne filen." not in said


def test_stopping_the_reading_changes_nothing_and_says_so(qtbot: QtBot, view: ImportView, register: Register) -> None:
    view.choose([LIST])
    press(qtbot, view.progress.stop)
    idle(qtbot, view)

    assert view.choose_step.isVisible()
    assert view.choose_step.banner.text() == "Stoppet. Ingenting ble endret."
    assert recent_imports(register) == ()


def test_stopping_the_import_leaves_the_register_as_it_was(qtbot: QtBot, view: ImportView, register: Register) -> None:
    look_through(qtbot, view, LIST)
    view.apply()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    idle(qtbot, view)

    assert view.done_step.banner.text() == "Stoppet. Ingenting ble hentet inn, og registeret er som før."
    assert contracts_in(register) == 0
    assert recent_imports(register) == ()

    press(qtbot, view.done_step.again)
    idle(qtbot, view)
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert contracts_in(register) > 0


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
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    press(qtbot, view.done_step.rejects)
    qtbot.waitUntil(view.done_step.saved.isVisible, timeout=20_000)

    (saved,) = folder.iterdir()
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


def test_stopping_after_a_choice_never_brings_in_what_was_planned_before(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    combo = view.review_step.on_duplicate
    combo.activated.emit(combo.currentIndex())
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    idle(qtbot, view)

    assert view.session.plans == []
    assert view.choose_step.isVisible()
    assert contracts_in(register) == 0


def test_the_columns_show_heading_and_examples(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    table = view.review_step.panel.columns

    assert [table.item(row, 0).text() for row in range(table.rowCount())] == list("ABCDEF")
    assert table.item(1, 1).text() == "Adresse"
    assert "Storgata 1" in table.item(1, 4).text()


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
    assert panel.nothing.isVisible()
    assert not view.review_step.apply.isEnabled()


def test_files_are_chosen_by_keyboard(
    qtbot: QtBot, view: ImportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, register: Register
) -> None:
    chosen = list_file(tmp_path, *GOOD)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(chosen)], ""))
    qtbot.keyClick(view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, view)
    assert view.review_step.apply.hasFocus()

    qtbot.keyClick(view.review_step.apply, Qt.Key.Key_Space)
    idle(qtbot, view)
    assert contracts_in(register) == 2
    assert view.done_step.contracts.hasFocus()


def test_ctrl_o_works_wherever_the_keyboard_is_in_the_window(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = list_file(tmp_path, *GOOD)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(chosen)], ""))
    window = MainWindow(desk)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.show_screen("import")
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    view = window.visited_screen("import")
    assert isinstance(view, ImportView)
    idle(qtbot, view)
    assert view.review_step.isVisible()

    window.show_screen("reports")
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert not view.session.busy
    assert desk.tasks.close()


def test_the_desk_hears_that_the_register_changed(qtbot: QtBot, view: ImportView, desk: Desk, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    with qtbot.waitSignal(desk.register_changed, timeout=20_000):
        view.apply()
    with qtbot.waitSignal(desk.wants) as asked:
        press(qtbot, view.done_step.contracts)
    assert asked.args[0] == "contracts"


def test_earlier_imports_are_listed(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    assert view.choose_step.none_yet.isVisible()
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    press(qtbot, view.done_step.more)
    qtbot.waitUntil(lambda: view.choose_step.earlier.rowCount() == 1, timeout=20_000)

    assert view.choose_step.earlier.item(0, 1).text() == "Liste.csv"
    assert view.choose_step.earlier.item(0, 2).text() == "2 nye"


def test_a_folder_dragged_over_is_not_taken(view: ImportView, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/liste.xlsx")])
    event = QDragEnterEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    view.choose_step.zone.dragEnterEvent(event)

    assert not event.isAccepted()


def test_the_tables_keep_the_rules_of_models(
    qtbot: QtBot, view: ImportView, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD, IMPOSSIBLE))

    qtmodeltester.check(view.review_step.panel.rows.rows)
    qtmodeltester.check(view.done_step.problems.lines)
