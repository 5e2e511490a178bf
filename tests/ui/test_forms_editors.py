"""Editors are driven by the keyboard as a consultant does, and say what they make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.app.program import application
from bokart_desk.ui.forms.calendar import CalendarPopup
from bokart_desk.ui.forms.editors import (
    AmountEditor,
    ChoiceEditor,
    DayEditor,
    LineEditor,
    NumberEditor,
    RecordPicker,
    TextEditor,
    YesNoEditor,
)
from bokart_desk.ui.forms.field import FormField

TODAY = date(2026, 11, 22)
PEOPLE = [(1, "Amina Hussein", "Storgata 8"), (2, "Olena Kovalenko", "Parkveien 12"), (3, "Amanuel Tesfay", "")]


def find_people(text: str) -> list[tuple[int, str, str]]:
    return [hit for hit in PEOPLE if text.casefold() in hit[1].casefold()]


class Page(QWidget):
    """A window with fields, and an undo of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.undone = 0
        self.shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self.shortcut.activated.connect(self.undo)

    def undo(self) -> None:
        self.undone += 1

    def put(self, editor: Any, title: str = "&Name", **more: Any) -> FormField:
        field = FormField(title, editor, "Help", **more)
        self.column.addWidget(field)
        field.show()
        return field


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    application()
    shown = Page()
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


def heard(signal: Any) -> list[int]:
    calls: list[int] = []
    signal.connect(lambda: calls.append(1))
    return calls


def start(qtbot: QtBot, editor: QWidget) -> None:
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)


def note(field: FormField) -> str:
    return field._note.text()


def test_a_line_tells_each_key_and_once_that_it_is_done(qtbot: QtBot, page: Page) -> None:
    editor = LineEditor(20)
    page.put(editor)
    typed, edited = heard(editor.typed), heard(editor.edited)
    start(qtbot, editor)
    qtbot.keyClicks(editor, "Anna  Li")
    assert len(typed) == 8
    assert edited == []
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    editor.clearFocus()
    assert edited == [1]
    assert editor.value() == "Anna Li"
    editor.set_value(None)
    assert editor.value() is None
    assert edited == [1]


def test_undo_is_the_lines_while_something_is_typed_and_else_the_windows(qtbot: QtBot, page: Page) -> None:
    editor = LineEditor(20)
    page.put(editor)
    editor.set_value("Solvik")
    start(qtbot, editor)
    qtbot.keyClick(editor, Qt.Key.Key_End)
    qtbot.keyClicks(editor, "en")
    qtbot.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Undo))
    assert editor.text() == "Solvik"
    assert page.undone == 0
    qtbot.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Undo))
    assert editor.text() == "Solvik"
    assert page.undone == 1


def test_undo_in_a_long_text_follows_the_same_rule(qtbot: QtBot, page: Page) -> None:
    editor = TextEditor()
    page.put(editor)
    editor.set_value("Første")
    start(qtbot, editor)
    qtbot.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Undo))
    assert page.undone == 1
    qtbot.keyClicks(editor, "x")
    qtbot.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Undo))
    assert editor.value() == "Første"
    assert page.undone == 1


def test_a_long_text_grows_and_tab_leaves_it(qtbot: QtBot, page: Page) -> None:
    editor, after = TextEditor(rows=2), LineEditor(5)
    page.put(editor)
    page.put(after)
    edited = heard(editor.edited)
    low = editor.height()
    start(qtbot, editor)
    for _line in range(5):
        qtbot.keyClicks(editor, "linje")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.height() > low
    assert edited == []
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert edited == [1]
    assert editor.value() == "\n".join(["linje"] * 5)


@pytest.mark.parametrize(
    ("text", "day", "shown"),
    [
        ("1.8.27", date(2027, 8, 1), "01.08.2027"),
        ("i morgen", date(2026, 11, 23), "23.11.2026"),
        ("+14d", date(2026, 12, 6), "06.12.2026"),
    ],
)
def test_a_day_types_well_and_is_told_in_words(qtbot: QtBot, page: Page, text: str, day: date, shown: str) -> None:
    editor = DayEditor(lambda: TODAY)
    field = page.put(editor)
    edited = heard(editor.edited)
    start(qtbot, editor)
    qtbot.keyClicks(editor, text)
    assert editor.value() == day
    assert shown in note(field)
    editor.clearFocus()
    assert editor.text() == shown
    assert edited == [1]


def test_the_words_are_weekday_and_distance(page: Page) -> None:
    field = page.put(DayEditor(lambda: TODAY))
    field.set_value(date(2027, 8, 28))
    assert note(field) == "lørdag, om 9 måneder"
    field.set_value(None)
    assert note(field) == "Help"


def test_a_wrong_day_is_said_but_not_while_it_is_on_its_way(qtbot: QtBot, page: Page) -> None:
    editor = DayEditor(lambda: TODAY)
    field = page.put(editor)
    start(qtbot, editor)
    qtbot.keyClicks(editor, "31.0")
    assert field.error() == ""
    qtbot.keyClicks(editor, "2.2027")
    assert "ikke" in field.error()
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    editor.selectAll()
    qtbot.keyClicks(editor, "snart nok")
    assert field.error()
    editor.clearFocus()
    assert field.error()
    assert editor.text() == "snart nok"
    assert editor.value() is None


def test_a_term_is_counted_from_the_start(qtbot: QtBot, page: Page) -> None:
    editor = DayEditor(lambda: TODAY, base=lambda: date(2024, 9, 1), term=True)
    page.put(editor)
    start(qtbot, editor)
    qtbot.keyClicks(editor, "+3å")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "31.08.2027"


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_calendar_opens_by_key_and_writes_its_day(qtbot: QtBot, page: Page) -> None:
    editor = DayEditor(lambda: TODAY)
    page.put(editor)
    edited = heard(editor.edited)
    start(qtbot, editor)
    qtbot.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = editor.findChild(CalendarPopup)
    assert popup is not None
    popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(1))
    assert editor.value() == date(2026, 11, 23)
    assert edited == [1]


@pytest.mark.parametrize(
    ("text", "amount", "shown"),
    [("8500", "8500", "8 500"), ("8 500,-", "8500", "8 500"), ("kr 8.500,50", "8500.50", "8 500,50")],
)
def test_amounts_as_people_write_them(qtbot: QtBot, page: Page, text: str, amount: str, shown: str) -> None:
    editor = AmountEditor()
    field = page.put(editor)
    start(qtbot, editor)
    qtbot.keyClicks(editor, text)
    assert editor.value() == Decimal(amount)
    editor.clearFocus()
    assert " ".join(editor.text().split()) == shown
    assert editor.value() == Decimal(amount)
    start(qtbot, editor)
    editor.selectAll()
    qtbot.keyClicks(editor, "mye")
    assert "8500" in field.error()
    assert editor.value() is None


def test_numbers_have_limits_and_a_unit_in_the_right_form(qtbot: QtBot, page: Page) -> None:
    editor = NumberEditor(1, 12, lambda count: "måned" if count == 1 else "måneder", optional=False)
    field = page.put(editor)
    start(qtbot, editor)
    qtbot.keyClicks(editor, "13")
    assert "1" in field.error()
    assert "12" in field.error()
    editor.selectAll()
    qtbot.keyClicks(editor, "2")
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert editor.value() == 1
    assert editor._unit.text() == "måned"
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert field.error()


def test_a_choice_is_made_by_its_first_letters_and_kept_when_it_is_retired(qtbot: QtBot, page: Page) -> None:
    editor = ChoiceEditor([("size", "Størrelse"), ("rent", "Husleie")], none_text="Ikke valgt")
    page.put(editor)
    edited = heard(editor.edited)
    assert editor.value() is None
    start(qtbot, editor)
    qtbot.keyClicks(editor, "hus")
    assert editor.value() == "rent"
    assert edited
    editor.set_value("old_code")
    assert editor.value() == "old_code"
    editor.set_value(None)
    assert editor.value() is None


def test_yes_no_or_not_known(qtbot: QtBot, page: Page) -> None:
    editor = YesNoEditor()
    page.put(editor)
    assert editor.value() is None
    start(qtbot, editor)
    qtbot.keyClicks(editor, "n")
    assert editor.value() is False
    editor.set_value(True)
    assert editor.value() is True


@pytest.mark.parametrize("editor_type", [NumberEditor, ChoiceEditor])
def test_the_wheel_never_changes_a_value(qtbot: QtBot, page: Page, editor_type: type) -> None:
    editor = NumberEditor(1, 9) if editor_type is NumberEditor else ChoiceEditor([(1, "en"), (2, "to"), (3, "tre")])
    page.put(editor)
    editor.set_value(2)
    start(qtbot, editor)
    for turn in (120, -120):
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(editor, event)
        assert editor.value() == 2


def test_a_record_is_found_by_a_few_letters(qtbot: QtBot, page: Page) -> None:
    editor = RecordPicker(find_people)
    field = page.put(editor)
    edited = heard(editor.edited)
    start(qtbot, editor)
    qtbot.keyClicks(editor, "am")
    assert editor.is_open()
    assert editor.results.count() == 2
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.value() == 3
    assert not editor.is_open()
    assert edited == [1]
    editor.selectAll()
    qtbot.keyClicks(editor, "ole")
    assert editor.value() is None
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.value() == 2
    assert note(field) == "Parkveien 12"
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.clearFocus()
    assert editor.value() is None
    assert field.error() == ""
    assert len(edited) == 3


def test_a_chosen_record_can_be_cleared_by_mouse(qtbot: QtBot, page: Page) -> None:
    editor = RecordPicker(find_people)
    page.put(editor)
    assert editor._clear.isHidden()
    editor.set_record((1, "Amina Hussein", ""))
    edited = heard(editor.edited)
    qtbot.mouseClick(editor._clear, Qt.MouseButton.LeftButton)
    assert editor.value() is None
    assert edited == [1]
    assert editor.touched()


def test_letters_without_a_choice_are_pointed_out_when_one_leaves(qtbot: QtBot, page: Page) -> None:
    editor, after = RecordPicker(find_people), LineEditor(5)
    field = page.put(editor)
    page.put(after)
    start(qtbot, editor)
    qtbot.keyClicks(editor, "xyz")
    assert not editor.is_open()
    assert field.error() == ""
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert "listen" in field.error()


def test_tab_takes_the_marked_record_and_escape_closes_the_list_only(qtbot: QtBot, page: Page) -> None:
    editor, after = RecordPicker(find_people), LineEditor(5)
    page.put(editor)
    page.put(after)
    start(qtbot, editor)
    qtbot.keyClicks(editor, "ol")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.is_open()
    assert page.isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert editor.is_open()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.value() == 2
    assert after.hasFocus()


def test_a_record_is_shown_by_its_id(page: Page) -> None:
    editor = RecordPicker(find_people, look_up=lambda wanted: next(hit[1:] for hit in PEOPLE if hit[0] == wanted))
    page.put(editor)
    editor.set_value(2)
    assert editor.text() == "Olena Kovalenko"
    assert editor.value() == 2
    assert not editor.touched()


def test_the_mnemonic_of_a_title_goes_to_its_field_and_a_needed_one_is_marked(page: Page) -> None:
    field = page.put(LineEditor(5), title="Navn på &gate", required=True)
    assert field._name.text() == "Navn på &gate *"
    assert field._name.buddy() is field.editor
    assert field.editor.accessibleName() == "Navn på gate (må fylles ut)"


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("t", "Takket ja"), ("tt", "Takket nei"), ("ttt", "Trukket av kommunen"), ("takket n", "Takket nei"),
        ("nei", "Takket nei"), ("TRU", "Trukket av kommunen"), ("komm", "Trukket av kommunen"), ("x", "Venter på svar"),
    ],
)  # fmt: skip
def test_letters_choose_by_the_beginning_of_a_name_or_of_a_word_in_it(qtbot: QtBot, letters: str, name: str) -> None:
    names = ("Venter på svar", "Takket ja", "Takket nei", "Ikke svart", "Trukket av kommunen")
    editor = ChoiceEditor([(text, text) for text in names])
    qtbot.addWidget(editor)
    editor.set_value("Venter på svar")
    editor.show()
    qtbot.keyClicks(editor, letters)
    assert editor.value() == name
    assert not editor.view().isVisible()
