"""What is changed in the settings is saved at once and can be undone; what is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.domain.codes import CodeList
from bokart_desk.services import code_lists, consultants, criteria
from bokart_desk.services.doing import By
from bokart_desk.services.municipality import municipality
from bokart_desk.services.register import open_register
from bokart_desk.storage.schema import household
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import WHO_KEY, Desk
from bokart_desk.ui.forms.conflict import Conflict
from bokart_desk.ui.settings import SettingsView

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
BY = By("Kari", NOW, TODAY)
DECLINED = CodeList.DECLINED_BECAUSE


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[SettingsView]:
    shown = SettingsView(desk)
    qtbot.addWidget(shown)
    desk.register_changed.connect(shown.refresh)
    shown.resize(1150, 738)
    shown.show()
    yield shown
    desk.register_changed.disconnect(shown.refresh)
    desk.tasks.close()


def type_into(qtbot: QtBot, editor: QWidget, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text) if text else qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def field(view: SettingsView, name: str) -> QWidget:
    return view.form.fields[name].editor


def texts(widget: QWidget) -> str:
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return "\n".join(part.text() for part in parts if part.isVisible())


def test_a_name_is_saved_told_and_undone(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    with qtbot.waitSignal(desk.told) as told:
        type_into(qtbot, field(view, "name"), "Solvik kommune")
    assert municipality(desk.register).name == "Solvik kommune"
    assert told.args == ["Innstillinger: Kommune. Ctrl+Z angrer."]
    desk.undo()
    assert municipality(desk.register).name == ""
    assert view.form.fields["name"].value() is None


def test_a_wrong_number_is_said_beside_the_field_and_not_saved(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    type_into(qtbot, field(view, "number"), "39")
    assert "fire sifre" in view.form.fields["number"].error()
    type_into(qtbot, field(view, "office"), "Flyktningtjenesten")
    assert municipality(desk.register).office == "Flyktningtjenesten"
    assert municipality(desk.register).number is None
    type_into(qtbot, field(view, "number"), "3901")
    assert view.form.fields["number"].error() == ""
    assert municipality(desk.register).number == "3901"


def test_terms_and_warnings_are_saved_and_say_what_they_mean(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("terms")
    for name, value in (("review_months", "9"), ("vacancy_limit_days", "45"), ("most_extensions", "2")):
        type_into(qtbot, field(view, name), value)
    saved = municipality(desk.register)
    assert saved.ladder.review_months == 9
    assert saved.ladder.vacant_days == saved.vacancy_limit_days == 45
    assert saved.most_extensions == 2
    type_into(qtbot, field(view, "default_term_months"), "24")
    assert "§ 11-1" in texts(view.terms)
    type_into(qtbot, field(view, "default_term_months"), "42")
    assert "3 år og 6 måneder" in texts(view.terms)
    assert municipality(desk.register).default_term_months == 42


def test_a_later_step_before_an_earlier_one_is_refused(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("terms")
    type_into(qtbot, field(view, "advance_notice_months"), "9")
    assert "står over" in view.form.fields["advance_notice_months"].error()
    assert municipality(desk.register).ladder.advance_notice_months == 3


def test_what_is_being_typed_is_saved_when_one_goes_to_another_part(
    qtbot: QtBot, desk: Desk, view: SettingsView
) -> None:
    editor = field(view, "contact")
    editor.setFocus()
    qtbot.keyClicks(editor, "32 00 00 00")
    qtbot.mouseClick(view.chips["terms"], Qt.MouseButton.LeftButton)
    assert municipality(desk.register).contact == "32 00 00 00"
    assert view.current == "terms"


def test_the_keyboard_goes_from_part_to_part_and_the_last_is_remembered(
    qtbot: QtBot, desk: Desk, view: SettingsView
) -> None:
    view.activateWindow()
    field(view, "name").setFocus()
    qtbot.keyClick(field(view, "name"), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.current == "terms"
    again = SettingsView(desk)
    qtbot.addWidget(again)
    assert again.current == "terms"


def test_a_logo_is_shown_kept_and_taken_away(tmp_path: Path, desk: Desk, view: SettingsView) -> None:
    path = tmp_path / "vaapen.png"
    Image.new("RGB", (300, 120), "navy").save(path)
    view.municipality.logo.take(path)
    assert municipality(desk.register).logo == path.read_bytes()
    assert not view.municipality.logo.preview.pixmap().isNull()
    assert "vaapen.png" in texts(view.municipality)
    view.municipality.logo.remove.click()
    assert municipality(desk.register).logo is None
    desk.undo()
    assert municipality(desk.register).logo == path.read_bytes()


def test_a_drawing_and_a_large_picture_become_logos_that_papers_print(
    tmp_path: Path, desk: Desk, view: SettingsView
) -> None:
    drawing = tmp_path / "v.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="60">'
        '<rect width="40" height="60" fill="red"/></svg>',
        encoding="utf-8",
    )
    view.municipality.logo.take(drawing)
    assert (municipality(desk.register).logo or b"").startswith(b"\x89PNG")
    large = tmp_path / "large.png"
    Image.effect_noise((1500, 900), 90).save(large)
    assert large.stat().st_size > 500_000
    view.municipality.logo.take(large)
    assert 0 < len(municipality(desk.register).logo or b"") <= 500_000


@pytest.mark.parametrize("content", [b"", b"not a picture", b"GIF89a", b"<svg>"])
def test_what_papers_cannot_print_is_no_logo(tmp_path: Path, desk: Desk, view: SettingsView, content: bytes) -> None:
    path = tmp_path / ("x.svg" if b"svg" in content else "x.png")
    path.write_bytes(content)
    view.municipality.logo.take(path)
    assert "Velg en PNG" in view.municipality.logo.problem.text()
    view.municipality.logo.take(tmp_path / "gone.png")
    assert "kunne ikke leses" in view.municipality.logo.problem.text()
    assert municipality(desk.register).logo is None


def test_the_own_name_is_typed_or_picked_and_stays_on_this_pc(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("people")
    type_into(qtbot, view.people.who.name.editor, "Ola Nordmann")
    assert desk.who == "Ola Nordmann"
    consultants.add(desk.register, "Kari Holm", by=BY)
    view.refresh()
    qtbot.mouseClick(view.people.who.buttons[0], Qt.MouseButton.LeftButton)
    assert desk.who == QSettings().value(WHO_KEY) == "Kari Holm"
    assert view.people.who.name.value() == "Kari Holm"


def test_consultants_are_added_renamed_retired_and_taken_back(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("people")
    card = view.people.list
    for name in ("Kari Holm", "Per Lie"):
        type_into(qtbot, card.new.editor, name)
    assert [name for _id, name in consultants.choices(desk.register)] == ["Kari Holm", "Per Lie"]
    type_into(qtbot, card.new.editor, "kari holm")
    assert "står i listen fra før" in card.new.error()
    kari = consultants.choices(desk.register)[0][0]
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        work.update(household, 1, {"consultant_id": kari})
    view.refresh()
    row = card.rows[str(kari)]
    type_into(qtbot, row.form.fields["name"].editor, "Kari Berg")
    assert "i 1 sak" in texts(row)
    assert not row.remove.isVisible()
    row.retire.click()
    assert [name for _id, name in consultants.choices(desk.register)] == ["Per Lie"]
    assert "Kari Berg" in texts(card)
    next(one for one in card.findChildren(QPushButton) if one.text() == "Ta i bruk igjen").click()
    assert len(consultants.choices(desk.register)) == 2


def test_reasons_are_renamed_moved_added_and_deleted(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("reasons")
    card = view.codes.lists[DECLINED]
    type_into(qtbot, card.rows["size"].form.fields["label"].editor, "For liten")
    card.rows["size"].up.click()
    assert code_lists.choices(desk.register, DECLINED)[0] == ("size", "For liten")
    assert not card.rows["size"].up.isEnabled()
    type_into(qtbot, card.new.editor, "Allergi mot dyr")
    assert card.new.value() is None
    assert card.rows["allergi_mot_dyr"].remove.isVisible()
    card.rows["allergi_mot_dyr"].remove.click()
    assert "Allergi mot dyr" not in dict(code_lists.choices(desk.register, DECLINED)).values()
    desk.undo()
    assert "allergi_mot_dyr" in card.rows


def test_an_empty_name_gives_a_standard_reason_its_own_back(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("reasons")
    editor = view.codes.lists[DECLINED].rows["size"].form.fields["label"].editor
    before = editor.text()  # type: ignore[attr-defined]
    type_into(qtbot, editor, "For liten")
    type_into(qtbot, editor, "")
    assert editor.text() == before  # type: ignore[attr-defined]


def test_another_windows_name_for_a_reason_is_asked_about(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("reasons")
    code_lists.rename(desk.register, DECLINED, "size", "Fra et annet vindu", by=BY)
    row = view.codes.lists[DECLINED].rows["size"]
    type_into(qtbot, row.form.fields["label"].editor, "Min")
    assert "Fra et annet vindu" in texts(row)
    assert code_lists.label(desk.register, DECLINED, "size") == "Fra et annet vindu"
    row.findChildren(Conflict)[0].mine.click()
    assert code_lists.label(desk.register, DECLINED, "size") == "Min"


def test_criteria_begin_with_the_usual_and_waiting_is_pointed_out(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("criteria")
    view.criteria.usual.click()
    assert len(view.criteria.list.rows) == len(criteria.USUAL)
    assert not view.criteria.usual.isVisible()
    type_into(qtbot, view.criteria.list.new.editor, "Antall måneder på venteliste")
    row = next(one for one in criteria.criteria(desk.register) if "venteliste" in one.name)
    shown = view.criteria.list.rows[str(row.id)]
    assert "hvor stort behovet er" in texts(shown)
    type_into(qtbot, shown.form.fields["weight"].editor, "11")
    assert "1" in shown.form.fields["weight"].error()
    type_into(qtbot, shown.form.fields["weight"].editor, "10")
    type_into(qtbot, shown.form.fields["explanation"].editor, "Vedtatt av kommunestyret")
    first = criteria.criteria(desk.register)[0]
    assert (first.weight, first.explanation) == (10, "Vedtatt av kommunestyret")


def test_a_synchronised_folder_is_warned_about(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    register = open_register(folder / "register.db", now=NOW)
    desk = Desk(register, today=lambda: TODAY)
    view = SettingsView(desk)
    qtbot.addWidget(view)
    view.show()
    view.show_payload("register")
    qtbot.waitUntil(view.register_card.warning.isVisible)
    assert "OneDrive" in view.register_card.warning.text()
    desk.tasks.close()
    register.close()


def test_a_backup_is_taken_when_asked_for_and_said_so(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    view.show_payload("register")
    with qtbot.waitSignal(desk.told, timeout=10_000) as told:
        qtbot.mouseClick(view.register_card.back_up, Qt.MouseButton.LeftButton)
    assert told.args[0].startswith("Sikkerhetskopien er tatt og kontrollert: ")
    assert len(list(desk.register.backups.glob("*.db"))) == 1
    assert view.register_card.back_up.isEnabled()
