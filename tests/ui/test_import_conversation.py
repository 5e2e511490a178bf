"""The conversation about a list: guesses changed, rows corrected and answered about in place, mappings saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from bokart_desk.domain.codes import Disposal
from bokart_desk.importing.choices import BlankEnd
from bokart_desk.importing.groups import GroupKind
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.services.presets import presets
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import contract, household
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.columns_table import NEW_FIELD, FieldChoice
from bokart_desk.ui.importing.review_step import Page

__all__ = ["desk", "register", "view"]

BACKWARDS = ("3;Storgata 3;Ali Karimi;01.02.2024;31.01.2017;9000", "4;Storgata 4;Omar Said;01.02.2024;31.01.2017;9000")
OPEN = "5;Storgata 5;Nour Haddad;01.02.2024;;9000"


def choose(qtbot: QtBot, view: ImportView, editor: ChoiceEditor, value: object) -> None:
    editor.set_value(value)
    editor.activated.emit(editor.currentIndex())
    idle(qtbot, view)


def say(qtbot: QtBot, view: ImportView, words: str) -> None:
    """Press one of the buttons under the row that is picked."""
    page = view.review_step.rows_page
    (button,) = [one for one in page.buttons if one.text().replace("&", "") == words]
    answer(qtbot, view, button)


def answer(qtbot: QtBot, view: ImportView, button: QPushButton) -> None:
    assert button.isVisible()
    press(qtbot, button)
    idle(qtbot, view)


def turn_to_rows(view: ImportView, kind: GroupKind) -> None:
    view.review_step.turn_to(Page.ROWS)
    page = view.review_step.rows_page
    places = [place for place, one in enumerate(page.groups.matters) if one.group.kind is kind]
    page.groups.setCurrentRow(places[0])


def titles(view: ImportView) -> list[str]:
    return [matter.title for matter in view.review_step.rows_page.groups.matters]


def outcomes(view: ImportView) -> list[Outcome]:
    return [row.outcome for row in view.session.files[0].sheets[0].rows]


def test_the_pages_are_turned_by_keyboard_alone(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD, *BACKWARDS))
    step = view.review_step
    assert step.next.hasFocus(), "rows wait for somebody, so writing is not the next thing"
    qtbot.keyClick(step.next, Qt.Key.Key_Return)
    assert step.panel.columns.isVisible()
    qtbot.keyClick(step.next, Qt.Key.Key_Return)
    assert step.rows_page.rows.hasFocus()
    qtbot.keyClick(step.back, Qt.Key.Key_Return)
    qtbot.keyClick(step.back, Qt.Key.Key_Return)
    assert step.panel.form.isVisible()
    assert not step.back.isVisible()


def test_rows_are_grouped_by_what_is_the_matter(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD, *BACKWARDS, OPEN))
    assert titles(view) == [
        "2 rader: slutten er før starten",
        "1 rad: slutten mangler, og det står ikke at leieforholdet er tidsubestemt",
    ]
    turn_to_rows(view, GroupKind.WRONG)
    assert view.review_step.rows_page.rows.lines.rowCount() == 2


def test_one_row_is_corrected_in_place_and_the_file_left_alone(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    path = list_file(tmp_path, *GOOD, *BACKWARDS)
    before = path.read_bytes()
    look_through(qtbot, view, path)
    turn_to_rows(view, GroupKind.WRONG)
    page = view.review_step.rows_page
    assert page.cells.item(0, 0).text().startswith("Kontrakt til")
    assert page.cells.item(0, 1).text() == "31.01.2017"
    page.cells.write(0, "31.01.2027")
    answer(qtbot, view, page.read_one)
    assert outcomes(view)[2:] == [Outcome.NEW, Outcome.INVALID]
    assert titles(view) == ["1 rad: slutten er før starten", "1 rad: rettet eller avgjort av deg"]
    assert page.rows.hasFocus()
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert contracts_in(register) == 3
    assert path.read_bytes() == before


def test_all_rows_that_say_the_same_are_corrected_at_once_and_taken_back(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD, *BACKWARDS))
    turn_to_rows(view, GroupKind.WRONG)
    page = view.review_step.rows_page
    page.cells.setCurrentCell(0, 2)
    page.cells.setFocus()
    page.cells.write(0, "31.01.2027")
    assert page.read_all.text() == "Les alle 2 som sier det samme, slik"
    answer(qtbot, view, page.read_all)
    assert set(outcomes(view)) == {Outcome.NEW}
    turn_to_rows(view, GroupKind.SAID)
    say(qtbot, view, "Alle 2 som i filen igjen")
    assert titles(view) == ["2 rader: slutten er før starten"]


def test_a_cell_is_written_and_taken_with_enter(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD, BACKWARDS[0]))
    turn_to_rows(view, GroupKind.WRONG)
    cells = view.review_step.rows_page.cells
    cells.setFocus()
    cells.write(0, "31.01.2027")
    qtbot.keyClick(cells, Qt.Key.Key_Return)
    idle(qtbot, view)
    assert outcomes(view) == [Outcome.NEW] * 3


def test_rows_are_left_out_one_or_all(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD, *BACKWARDS, OPEN))
    turn_to_rows(view, GroupKind.WRONG)
    say(qtbot, view, "Utelat alle 2")
    assert outcomes(view)[2:] == [Outcome.SKIPPED, Outcome.SKIPPED, Outcome.CONFLICT]
    say(qtbot, view, "Utelat raden")
    assert outcomes(view)[4] is Outcome.SKIPPED
    assert view.review_step.rows_page.open_count == 0


def test_a_household_of_the_same_name_is_the_same_or_another(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    press(qtbot, view.done_step.more)
    moved = "9;Havnegata 9;Selam Tesfay;01.12.2026;30.11.2029;9500"
    look_through(qtbot, view, list_file(tmp_path, moved, name="Ny.csv"))
    turn_to_rows(view, GroupKind.NAMESAKE)
    assert "kontrakt i Storgata 1" in view.review_step.rows_page.why.text()
    say(qtbot, view, "Samme som sak H-00001")
    assert "samme husstanden" in view.review_step.rows_page.why.text()
    assert view.review_step.rows_page.open_count == 0
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    with reading(register.engine) as connection:
        assert len(connection.execute(select(household.c.id)).all()) == 2
        assert len(connection.execute(select(contract.c.id)).all()) == 3


def test_what_the_register_has_otherwise_is_shown_field_by_field(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    press(qtbot, view.done_step.more)
    rows = tuple(row[:-4] + "9950" for row in GOOD)
    look_through(qtbot, view, list_file(tmp_path, *rows, name="Ny.csv"))
    turn_to_rows(view, GroupKind.DIFFERENT)
    page = view.review_step.rows_page
    table = page.differences
    lines = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    assert ["Kontrakt: Husleie per måned", "8 500 kr", "9 950 kr", "Listen gjelder"] in [
        [text.replace("\u00a0", " ") for text in line] for line in lines
    ]
    say(qtbot, view, "La stå")
    assert outcomes(view) == [Outcome.DUPLICATE, Outcome.UPDATED]
    assert table.item(0, 3).text() == "Står som i registeret"
    say(qtbot, view, "Oppdater alle 2")
    assert outcomes(view) == [Outcome.UPDATED, Outcome.UPDATED]


def test_remarks_with_a_door_code_are_dropped_for_all_alike(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    noted = list_file(
        tmp_path, f"{GOOD[0]};Portkode 4711. Ryddig", f"{GOOD[1]};Portkode 1234", header=HEADER + ";Merknad"
    )
    look_through(qtbot, view, noted)
    turn_to_rows(view, GroupKind.SENSITIVE)
    assert "4711" in view.review_step.rows_page.why.text()
    say(qtbot, view, "Fjern")
    assert "4711" in view.review_step.rows_page.why.text(), "so that he may think again"
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    register.close()
    for file in [register.path, *register.path.parent.glob("register.bokart-wal")]:
        if file.exists():
            assert b"4711" not in file.read_bytes()


def test_each_guess_about_a_sheet_has_its_reason_and_can_be_changed(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    slashed = "6;Storgata 6;Amal Omar;03/04/2024;02/03/2027;9000"
    look_through(qtbot, view, list_file(tmp_path, *GOOD, OPEN, slashed))
    form = view.review_step.panel.form
    choose(qtbot, view, form.blank_end, BlankEnd.INDEFINITE)
    choose(qtbot, view, form.days, True)
    choose(qtbot, view, form.owner, Disposal.FOUNDATION)
    rows = view.session.files[0].sheets[0].rows
    assert rows[2].facts.indefinite
    assert rows[3].facts.start is not None
    assert rows[3].facts.start.month == 3
    assert rows[0].facts.disposal is Disposal.FOUNDATION
    assert form.owner.hasFocus()
    choose(qtbot, view, form.names, True)
    assert view.session.files[0].sheets[0].rows[0].facts.persons[0].given == "Tesfay"
    press(qtbot, form.as_found)
    idle(qtbot, view)
    assert view.session.files[0].said.sheets == {}
    choose(qtbot, view, form.kind, SheetKind.NOT_A_LIST)
    assert not view.review_step.apply.isEnabled()


def test_the_row_of_headings_can_be_moved(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    look_through(qtbot, view, list_file(tmp_path, HEADER, *GOOD))
    view.review_step.panel.form.header_row.setValue(2)
    idle(qtbot, view)
    sheet = view.session.files[0].sheets[0]
    assert sheet.header_row == 2
    assert [row.outcome for row in sheet.rows] == [Outcome.NEW, Outcome.NEW]


def test_a_column_becomes_a_field_of_ours(qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register) -> None:
    look_through(qtbot, view, list_file(tmp_path, f"{GOOD[0]};A1", header=HEADER + ";Skap"))
    view.review_step.turn_to(Page.COLUMNS)
    table = view.review_step.panel.columns
    choice = table.choice(6)
    assert isinstance(choice, FieldChoice)
    choice.setCurrentIndex(choice.findData(NEW_FIELD))
    choice.activated.emit(choice.currentIndex())
    dialog = table.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Nøkkelskap")
    dialog.accept()
    idle(qtbot, view)
    assert table.choice(6).currentText() == "Tas vare på som «Nøkkelskap»"
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    with reading(register.engine) as connection:
        assert connection.execute(select(contract.c.extra)).scalar_one() == {"Nøkkelskap": "A1"}


def test_a_field_chosen_for_one_column_leaves_the_other(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    header = HEADER.replace("Husleie", "Gammel leie;Husleie")
    rows = [row.replace(";8500", ";7000;8500").replace(";9000", ";7000;9000") for row in GOOD]
    look_through(qtbot, view, list_file(tmp_path, *rows, header=header))
    view.review_step.turn_to(Page.COLUMNS)
    choice = view.review_step.panel.columns.choice(5)
    assert isinstance(choice, FieldChoice)
    choice.setCurrentIndex(choice.findData("monthly_rent"))
    choice.activated.emit(choice.currentIndex())
    idle(qtbot, view)
    sheet = view.session.files[0].sheets[0]
    assert [column.field for column in sheet.columns][5:] == ["monthly_rent", None]
    assert [str(row.facts.monthly_rent) for row in sheet.rows] == ["7000", "7000"]


def name_it(view: ImportView, name: str) -> None:
    dialog = view.review_step.presets.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue(name)
    dialog.accept()


def test_a_mapping_is_saved_and_proposed_for_the_next_list_of_its_shape(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD, OPEN))
    choose(qtbot, view, view.review_step.panel.form.blank_end, BlankEnd.INDEFINITE)
    bar = view.review_step.presets
    press(qtbot, bar.save)
    name_it(view, "Boligkontoret")
    idle(qtbot, view)
    assert "Boligkontoret" in bar.text.full_text()
    assert [one.name for one in presets(register)] == ["Boligkontoret"]

    press(qtbot, view.review_step.other_files)
    look_through(qtbot, view, list_file(tmp_path, *GOOD, OPEN, name="Neste.csv"))
    assert outcomes(view)[2] is Outcome.CONFLICT
    assert bar.use.text().endswith("«Boligkontoret»")
    press(qtbot, bar.use)
    idle(qtbot, view)
    assert outcomes(view)[2] is Outcome.NEW
    assert not bar.use.isVisible()
    bar.wanted.emit(None)
    idle(qtbot, view)
    assert outcomes(view)[2] is Outcome.CONFLICT


@pytest.mark.parametrize("name", ["", "   "])
def test_a_mapping_without_a_name_is_refused(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register, name: str
) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    with qtbot.waitSignal(view._desk.told):
        view.review_step.presets.saved.emit(name)
    assert presets(register) == ()


def test_mappings_are_renamed_and_deleted(qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    bar = view.review_step.presets
    bar.saved.emit("Eiendom")
    idle(qtbot, view)
    bar.renamed.emit(view.session.files[0].proposed[0], "Boligkontoret")
    idle(qtbot, view)
    assert view.session.files[0].said.preset == "Boligkontoret"
    bar.removed.emit(view.session.files[0].proposed[0])
    idle(qtbot, view)
    assert presets(register) == ()
    assert view.session.files[0].proposed == ()


def test_what_was_written_is_taken_when_another_row_is_looked_at(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    other = IMPOSSIBLE.replace("3;Storgata 3;Ali", "4;Storgata 4;Omar")
    look_through(qtbot, view, list_file(tmp_path, IMPOSSIBLE, other, OPEN))
    turn_to_rows(view, GroupKind.WRONG)
    page = view.review_step.rows_page
    page.cells.write(0, "28.02.2027")
    page.rows.selectRow(1)
    idle(qtbot, view)
    assert outcomes(view)[:2] == [Outcome.NEW, Outcome.INVALID]
    shown = page.asked()
    assert shown is not None
    assert shown.at.row.row == 3
    page.cells.write(0, "28.02.2027")
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert view.review_step.isVisible()
    assert outcomes(view)[:2] == [Outcome.NEW, Outcome.NEW]


def test_a_remark_in_one_row_may_go_another_way_than_the_rest(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    noted = list_file(tmp_path, f"{GOOD[0]};Tlf 92 34 56 78", f"{GOOD[1]};Tlf 92 34 56 79", header=HEADER + ";Annet")
    look_through(qtbot, view, noted)
    turn_to_rows(view, GroupKind.SENSITIVE)
    page = view.review_step.rows_page
    assert "92 34 56 78" in page.why.text()
    page.for_all.click()
    say(qtbot, view, "Før opp som leietakerens telefon")
    assert page.open_count == 1
    page.for_all.click()
    say(qtbot, view, "Fjern")
    assert page.open_count == 0
    assert [row.facts.phone for row in view.session.files[0].sheets[0].rows] == [None, None]


def test_the_keyboard_stands_on_bringing_in_when_no_row_needs_anybody(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    look_through(qtbot, view, list_file(tmp_path, *GOOD))
    press(qtbot, view.review_step.next)
    press(qtbot, view.review_step.next)
    assert view.review_step.apply.hasFocus()
    assert not view.review_step.panel.form.as_found.isVisibleTo(view.review_step.panel.form)


def test_days_of_a_spreadsheet_stand_in_the_cells_as_people_write_them(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.append(HEADER.split(";"))
    book.active.append(["3", "Storgata 3", "Ali Karimi", date(2024, 2, 1), date(2017, 1, 31), 9000])
    book.save(tmp_path / "Liste.xlsx")
    look_through(qtbot, view, tmp_path / "Liste.xlsx")
    turn_to_rows(view, GroupKind.WRONG)
    page = view.review_step.rows_page
    assert [page.cells.item(0, column).text() for column in (1, 2)] == ["31.01.2017", "31.01.2017"]
    assert page.cells.corrections() == {}
    page.cells.write(0, "31.01.2027")
    press(qtbot, page.read_one)
    idle(qtbot, view)
    assert outcomes(view) == [Outcome.NEW]


def test_files_chosen_together_ask_about_names_that_they_have_in_common(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    first = list_file(tmp_path, *GOOD)
    moved = list_file(tmp_path, "9;Havnegata 9;Selam Tesfay;01.12.2026;30.11.2029;9500", name="Ny.csv")
    look_through(qtbot, view, first, moved)
    assert view.review_step.rows_page.open_count == 0
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert contracts_in(register) == 2, "the second list waits"
    assert "Er det de samme?" in view.done_step.banner.text()
    assert view.done_step.again.hasFocus()
    press(qtbot, view.done_step.again)
    idle(qtbot, view)
    assert view.review_step.page is Page.ROWS
    assert view.review_step.rows_page.rows.hasFocus()
    say(qtbot, view, "Samme som sak H-00001")
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert contracts_in(register) == 3
    with reading(register.engine) as connection:
        assert len(connection.execute(select(household.c.id)).all()) == 2


def test_names_in_common_may_be_left_unanswered(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    moved = list_file(tmp_path, "9;Havnegata 9;Selam Tesfay;01.12.2026;30.11.2029;9500", name="Ny.csv")
    look_through(qtbot, view, list_file(tmp_path, *GOOD), moved)
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    press(qtbot, view.done_step.again)
    idle(qtbot, view)
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert contracts_in(register) == 3
