"""The Import screen: from dropped files through looking to what came of them, with a real register."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_steps import GOOD, bring_in, contracts_in, desk, idle, list_file, look_through, press, register, view
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from bokart_desk.i18n import resources_folder
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.services.imports import recent_imports
from bokart_desk.services.register import Register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.session import State
from bokart_desk.ui.main_window import MainWindow

__all__ = ["desk", "register", "view"]

DEMO = resources_folder() / "demo"
LIST = DEMO / "Solvik kommune - boligliste.xlsx"


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
    files = list(view.session.files)
    while any(file.state is State.ASKS for file in view.session.files):  # they name some of the same households
        press(qtbot, view.done_step.again)
        idle(qtbot, view)
        press(qtbot, view.review_step.apply)
        idle(qtbot, view)

    assert [file.state for file in files] == [State.IMPORTED] * 3
    for file in files:
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


def test_nothing_leads_on_from_a_file_that_could_not_be_read(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    look_through(qtbot, view, broken)
    assert not view.review_step.next.isEnabled()
    assert not view.review_step.apply.isEnabled()
    press(qtbot, view.review_step.other_files)
    look_through(qtbot, view, LIST)
    assert view.review_step.next.isEnabled()


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


def test_a_file_whose_rows_all_fail_is_not_said_to_hold_nothing_new(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    wrong = list_file(tmp_path, "9;Storgata 99;Ali Noor;01.08.2026;01.01.2026;8000;", name="Feil.csv")
    bring_in(qtbot, view, wrong, list_file(tmp_path, *GOOD))
    said = [label.text() for label in view.done_step.findChildren(QLabel)]
    assert "0 nye, 1 ugyldig, 0 hoppet over (av 1 rad)" in said
    assert "Det var ingenting nytt i denne filen." not in said
    assert "Feil.csv" in view.done_step.problems.lines.data(view.done_step.problems.lines.index(0, 1))
    assert view.done_step.rejects.isVisibleTo(view.done_step)


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


def test_the_last_page_tells_what_the_rows_became(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    assert "2 kontrakter, 2 husstander, 2 personer, 2 boliger, 2 boenheter" in view.done_step.brought.text()
    assert "angre" in view.done_step.brought.text()


def test_the_keyboard_goes_into_the_page_with_the_user(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.show_screen("overview")
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current == "import")
    shown = window.visited_screen("import")
    assert isinstance(shown, ImportView)
    assert shown.choose_step.zone.choose.hasFocus()
    look_through(qtbot, shown, list_file(tmp_path, *GOOD))
    window.show_screen("overview")
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current == "import")
    assert shown.isAncestorOf(window.focusWidget())
    idle(qtbot, shown)
