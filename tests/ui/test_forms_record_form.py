"""A record's fields save themselves; what is refused or was changed by somebody else is told beside the field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.services import editing
from bokart_desk.storage.engine import connect, reading
from bokart_desk.storage.queries.records import read_record
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.conflict import Conflict
from bokart_desk.ui.forms.editors import DayEditor, LineEditor, NumberEditor, TextEditor, YesNoEditor
from bokart_desk.ui.forms.field import FormField
from bokart_desk.ui.forms.record_form import RecordForm

HOUSEHOLD, OTHER = 1, 2


class CaseView(QWidget):
    """A view as the screens make them: it reads again when the register changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.form = RecordForm(desk, "household", self)
        column = QVBoxLayout(self)
        for field in (
            self.form.add("name", "&Navn", LineEditor(80), required=True),
            self.form.add("size", "&Personer", NumberEditor(1, 20)),
            self.form.add("settled_on", "&Bosatt", DayEditor(desk.today)),
            self.form.add("manages_stairs", "&Trapper", YesNoEditor()),
            self.form.add("notes", "&Merknad", TextEditor()),
        ):
            column.addWidget(field)
        desk.register_changed.connect(self.read)
        self.shown = HOUSEHOLD
        self.read()

    def read(self, _what: object = None) -> None:
        self.form.show(self.shown, held(self.desk, self.shown))

    def field(self, name: str) -> FormField:
        return self.form.fields[name]


def held(desk: Desk, household: int = HOUSEHOLD) -> Any:
    with reading(desk.register.engine) as connection:
        return read_record(connection, "household", household)


def change_elsewhere(desk: Desk, **values: Any) -> None:
    """Another window, or another program, saves something."""
    seen = {name: held(desk)[name] for name in values}
    editing.change(desk.register, "household", HOUSEHOLD, values, seen=seen, by=desk.by())


def conflict_of(field: FormField) -> Conflict:
    found = field.findChild(Conflict)
    assert found is not None
    return found


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> CaseView:
    shown = CaseView(desk)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


def write(qtbot: QtBot, field: FormField, text: str, *, leave: bool = True) -> None:
    field.editor.setFocus()
    qtbot.waitUntil(field.editor.hasFocus)
    if hasattr(field.editor, "selectAll"):
        field.editor.selectAll()
    qtbot.keyClicks(field.editor, text)
    if leave:
        qtbot.keyClick(field.editor, Qt.Key.Key_Tab)


def test_a_field_is_saved_when_it_is_left_and_can_be_undone(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    write(qtbot, view.field("size"), "4")
    write(qtbot, view.field("settled_on"), "1.3.24")
    write(qtbot, view.field("notes"), "Vil bo nær skolen")
    write(qtbot, view.field("manages_stairs"), "nei", leave=False)
    saved = held(desk)
    assert (saved["size"], saved["settled_on"], saved["notes"]) == (4, date(2024, 3, 1), "Vil bo nær skolen")
    assert saved["manages_stairs"] is False
    assert len(told) == 4
    desk.undo()
    assert held(desk)["manages_stairs"] is None
    assert view.field("manages_stairs").value() is None


def test_leaving_a_field_as_it_was_saves_nothing(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    changes: list[object] = []
    desk.register_changed.connect(changes.append)
    write(qtbot, view.field("name"), "Amina Hussein")
    write(qtbot, view.field("size"), "")
    assert changes == []
    assert view.form.unsaved() == []


def test_what_cannot_be_understood_is_not_saved_and_stays(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    field = view.field("settled_on")
    write(qtbot, field, "en gang")
    assert field.error()
    assert field.editor.text() == "en gang"  # type: ignore[attr-defined]
    assert held(desk)["settled_on"] is None
    write(qtbot, view.field("size"), "3")
    assert held(desk)["size"] == 3
    assert field.editor.text() == "en gang"  # type: ignore[attr-defined]
    assert view.form.unsaved() == ["settled_on"]


def test_a_needed_field_that_was_emptied_keeps_its_value(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    field = view.field("name")
    field.editor.setFocus()
    field.editor.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClick(field.editor, Qt.Key.Key_Delete)
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    assert field.error()
    assert held(desk)["name"] == "Amina Hussein"


def test_a_space_struck_over_a_filled_field_changes_nothing(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    change_elsewhere(desk, size=4, settled_on=date(2024, 3, 1), notes="Vil bo nær skolen")
    view.read()
    changes: list[object] = []
    desk.register_changed.connect(changes.append)
    for name in ("name", "size", "settled_on", "notes"):
        write(qtbot, view.field(name), "  ")
        assert view.field(name).value() == held(desk)[name] is not None
        assert not view.field(name).error()
    assert changes == []
    assert view.form.unsaved() == []


def test_typing_survives_that_the_view_reads_again(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    write(qtbot, view.field("notes"), "Halv set", leave=False)
    change_elsewhere(desk, size=5)
    desk.register_changed.emit(None)
    assert view.field("notes").value() == "Halv set"
    assert view.field("size").value() == 5
    qtbot.keyClicks(view.field("notes").editor, "ning")
    view.form.flush()
    assert held(desk)["notes"] == "Halv setning"


def test_somebody_elses_change_is_never_written_over_unseen(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    field = view.field("size")
    change_elsewhere(desk, size=5)
    write(qtbot, field, "3")
    assert held(desk)["size"] == 5
    assert "Kari Konsulent" in field.error()
    assert field.value() == 3
    conflict = conflict_of(field)
    assert conflict.isVisible()
    conflict.theirs.click()
    assert field.value() == 5
    assert field.error() == ""
    assert not conflict.isVisible()


def test_mine_can_be_used_after_seeing_theirs(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    field = view.field("size")
    change_elsewhere(desk, size=5)
    write(qtbot, field, "3")
    conflict_of(field).mine.click()
    assert held(desk)["size"] == 3
    assert field.error() == ""
    assert not conflict_of(field).isVisible()


def test_a_change_made_while_one_types_is_found_out_too(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    field = view.field("notes")
    write(qtbot, field, "Min merknad", leave=False)
    change_elsewhere(desk, notes="Annens merknad")
    desk.register_changed.emit(None)
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    assert held(desk)["notes"] == "Annens merknad"
    assert conflict_of(field).isVisible()
    assert field.value() == "Min merknad"


def test_what_is_typed_is_saved_when_the_form_goes_out_of_sight(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    write(qtbot, view.field("notes"), "Husk nøkkel", leave=False)
    view.hide()
    assert held(desk)["notes"] == "Husk nøkkel"


def test_another_record_saves_the_first_one_and_shows_its_own(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    write(qtbot, view.field("notes"), "Om den første", leave=False)
    view.shown = OTHER
    view.read()
    assert held(desk)["notes"] == "Om den første"
    assert held(desk, OTHER)["notes"] is None
    assert view.field("notes").value() is None
    assert view.field("name").value() == held(desk, OTHER)["name"]


def test_what_could_not_be_saved_is_said_when_one_goes_on(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    write(qtbot, view.field("settled_on"), "en gang")
    told: list[str] = []
    desk.told.connect(told.append)
    view.shown = OTHER
    view.read()
    assert "Bosatt" in told[-1]
    assert QApplication.focusWidget() is not None


@contextmanager
def kept_by_another(desk: Desk) -> Iterator[None]:
    """Another program is writing."""
    with closing(connect(desk.register.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_what_could_not_be_written_stays_and_can_be_tried_again(qtbot: QtBot, desk: Desk, view: CaseView) -> None:
    field = view.field("name")
    again = next(one for one in field.findChildren(QPushButton) if one.text() == "Prøv igjen")
    assert not again.isVisible()
    with kept_by_another(desk):
        write(qtbot, field, "Amina H. Hussein")
        assert "i bruk" in field.error()
        again.click()
        assert field.value() == "Amina H. Hussein"
    assert held(desk)["name"] != "Amina H. Hussein"
    again.click()
    assert held(desk)["name"] == "Amina H. Hussein"
    assert not field.error()
    assert not again.isVisible()


def test_what_could_not_be_written_is_tried_again_with_the_next_field_and_when_one_goes(
    qtbot: QtBot, desk: Desk, view: CaseView
) -> None:
    with kept_by_another(desk):
        write(qtbot, view.field("name"), "Amina H. Hussein")
    write(qtbot, view.field("size"), "4")
    assert (held(desk)["name"], held(desk)["size"]) == ("Amina H. Hussein", 4)
    with kept_by_another(desk):
        write(qtbot, view.field("size"), "5")
    view.form.flush()
    assert held(desk)["size"] == 5
    assert view.form.unsaved() == []
