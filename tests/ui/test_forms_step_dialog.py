"""A step dialog explains, checks while one types, keeps what was typed when refused, and is done by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from using import carry_out, press

from bokart_desk.services.doing import Done, Refused
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import DayEditor, LineEditor, RecordPicker, TextEditor
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.qt_texts import QtTexts
from bokart_desk.ui.theme import Tone

DONE = Done("move_out", "Flytt ut: Amina Hussein", 1)


class MoveOut(StepDialog):
    """A step as the screens make them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Flytt ut", "Husstanden har flyttet.", "&Flytt ut", parent)
        self.answers: list[Exception] = []
        self.carried_out: list[dict[str, Any]] = []
        self.add_field("on", "&Dato", DayEditor(desk.today), required=True)
        self.add_field("to", "&Hvor", LineEditor(20), "Valgfritt")
        self.add_field("note", "&Merknad", TextEditor(), wide=True)
        self.sure = self.add_confirmation("sure", "Nøklene er levert.")
        self.sure.hide()

    def check(self) -> Mapping[str, str]:
        on = self.value("on")
        return {"on": "Kan ikke være så tidlig."} if on is not None and on < date(2026, 1, 1) else {}

    def consequences(self) -> Sequence[tuple[Tone, str]]:
        on = self.value("on")
        return [(Tone.INFO, f"Ledig fra {on:%d.%m.%Y}")] if on is not None else []

    def perform(self) -> Done:
        if self.answers:
            raise self.answers.pop()
        self.carried_out.append({name: self.value(name) for name in self.fields})
        return DONE


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QWidget) -> MoveOut:
    return opened(qtbot, MoveOut(desk, window))


def opened(qtbot: QtBot, step: MoveOut) -> MoveOut:
    step.open()
    qtbot.waitExposed(step)
    step.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and step.isAncestorOf(QApplication.focusWidget()))
    return step


def test_it_is_filled_in_and_done_without_the_mouse(qtbot: QtBot, desk: Desk, dialog: MoveOut) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    changed: list[Any] = []
    desk.register_changed.connect(changed.append)
    press(qtbot, "1.12.26", Qt.Key.Key_Return, "Bergen", Qt.Key.Key_Tab, "ok")
    with qtbot.waitSignal(dialog.performed) as performed:
        carry_out(qtbot)
    assert performed.args == [DONE]
    assert changed == [DONE]
    assert "Amina Hussein" in told[0]


def test_what_it_means_follows_the_typing(qtbot: QtBot, dialog: MoveOut) -> None:
    assert dialog.sentences() == ()
    press(qtbot, "1.12.26")
    assert dialog.sentences() == ((Tone.INFO, "Ledig fra 01.12.2026"),)


def test_nothing_is_red_before_something_was_typed_or_tried(qtbot: QtBot, dialog: MoveOut) -> None:
    field = dialog.fields["on"]
    assert field.error() == ""
    press(qtbot, Qt.Key.Key_Tab, "Bergen")
    assert field.error() == ""
    carry_out(qtbot)
    assert field.error()
    assert field.editor.hasFocus()
    assert dialog.message()
    assert dialog.carried_out == []
    press(qtbot, "1.12.25")
    assert field.error() == "Kan ikke være så tidlig."
    field.editor.selectAll()  # type: ignore[attr-defined]
    press(qtbot, "1.12.26")
    assert field.error() == ""


def test_a_refusal_is_shown_beside_its_field_and_what_was_typed_stays(qtbot: QtBot, dialog: MoveOut) -> None:
    dialog.answers = [Refused("Det er for tidlig.", {"on": "Kontrakten begynner senere."})]
    press(qtbot, "1.12.26", Qt.Key.Key_Tab, "Bergen")
    carry_out(qtbot)
    assert dialog.isVisible()
    assert dialog.message() == "Det er for tidlig."
    assert dialog.fields["on"].error() == "Kontrakten begynner senere."
    assert dialog.fields["to"].value() == "Bergen"
    assert dialog.fields["on"].editor.hasFocus()
    dialog.fields["on"].editor.selectAll()  # type: ignore[attr-defined]
    press(qtbot, "2.12.26")
    assert dialog.fields["on"].error() == ""
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)


def test_an_error_of_the_register_is_told_and_what_was_typed_stays(qtbot: QtBot, dialog: MoveOut) -> None:
    dialog.answers = [RegisterError(Path("register.db"))]
    press(qtbot, "1.12.26")
    carry_out(qtbot)
    assert "Ingenting ble endret" in dialog.message()
    assert dialog.isVisible()


def test_a_question_must_be_ticked_when_it_is_asked(qtbot: QtBot, dialog: MoveOut) -> None:
    dialog.sure.show()
    press(qtbot, "1.12.26")
    carry_out(qtbot)
    assert dialog.isVisible()
    assert dialog.sure.box.hasFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert dialog.confirmed("sure")
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)


def test_escape_closes_at_once_when_nothing_was_typed(qtbot: QtBot, dialog: MoveOut) -> None:
    with qtbot.waitSignal(dialog.rejected):
        press(qtbot, Qt.Key.Key_Escape)


def test_escape_asks_before_typing_is_lost(qtbot: QtBot, dialog: MoveOut) -> None:
    press(qtbot, "1.12.26", Qt.Key.Key_Escape)
    box = dialog.findChild(QMessageBox)
    assert box is not None
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.value("on") == date(2026, 12, 1)
    press(qtbot, Qt.Key.Key_Escape)
    box = next(shown for shown in dialog.findChildren(QMessageBox) if shown.isVisible())
    lose = next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.DestructiveRole)
    with qtbot.waitSignal(dialog.rejected):
        lose.click()


def test_control_enter_works_from_a_long_text(qtbot: QtBot, dialog: MoveOut) -> None:
    press(qtbot, "1.12.26")
    dialog.fields["note"].editor.setFocus()
    press(qtbot, "Lang", Qt.Key.Key_Return, "tekst")
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    assert dialog.carried_out[0]["note"] == "Lang\ntekst"


def test_control_enter_is_not_ambiguous_under_norwegian_names_of_keys(
    qtbot: QtBot, desk: Desk, window: QWidget, qapp: QApplication
) -> None:
    texts = QtTexts(qapp)
    qapp.installTranslator(texts)
    try:
        step = opened(qtbot, MoveOut(desk, window))
        press(qtbot, "1.12.26")
        with qtbot.waitSignal(step.performed):
            carry_out(qtbot)
    finally:
        qapp.removeTranslator(texts)


def test_a_long_form_scrolls_and_stays_on_the_screen(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    long = MoveOut(desk, window)
    for number in range(12):
        long.add_field(f"more{number}", f"Felt {number}", TextEditor(), wide=True)
    opened(qtbot, long)
    assert long.height() <= min(700, long.screen().availableGeometry().height())
    last = long.fields["more11"].editor
    last.setFocus()
    at = last.mapTo(long, QPoint(0, 0)).y()
    assert 0 <= at < long.height()
    assert long.do_button.mapTo(long, QPoint(0, 0)).y() + long.do_button.height() <= long.height()


def test_tab_goes_through_fields_link_and_buttons_in_their_order(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    step = MoveOut(desk, window)
    step.add_field("why", "Hvorfor", LineEditor(9))
    step.add_more("Mer", "why")
    opened(qtbot, step)
    visited = []
    for _stop in range(6):
        visited.append(step.focusWidget())
        press(qtbot, Qt.Key.Key_Tab)
    fields = [step.fields[name].editor for name in ("on", "to", "note")]
    assert step._more is not None
    assert visited == [*fields, step._more[0], step.do_button, step.cancel_button]
    step._more[0].click()
    assert step.fields["why"].editor.hasFocus()


def test_a_hidden_field_is_not_asked_for(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    step = MoveOut(desk, window)
    step.add_field("why", "Hvorfor", LineEditor(9), required=True)
    step.show_field("why", False)
    step.fill({"on": date(2026, 12, 1)})
    opened(qtbot, step)
    assert not step.touched()
    with qtbot.waitSignal(step.performed):
        carry_out(qtbot)


class GiveKeys(MoveOut):
    """A step that begins with a record one finds by typing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.add_field("who", "H&vem", RecordPicker(lambda text: [(7, "Amina Hussein", "H-7")] if text else []))
        self.add_field("keys", "&Nøkler", LineEditor())


def test_enter_takes_the_record_found_and_goes_on_to_the_next_field(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = opened(qtbot, GiveKeys(desk, window))
    dialog.fields["who"].editor.setFocus()
    press(qtbot, "ami", Qt.Key.Key_Return, "to nøkler")
    assert (dialog.value("who"), dialog.value("keys")) == (7, "to nøkler")
