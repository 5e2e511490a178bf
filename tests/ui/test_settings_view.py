"""What is changed in the settings is saved at once; what is wrong is said beside its field and not saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.services.municipality import municipality
from bokart_desk.services.register import open_register
from bokart_desk.ui.context import WHO_KEY, Desk
from bokart_desk.ui.settings import SettingsView

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[SettingsView]:
    shown = SettingsView(desk)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    yield shown
    desk.tasks.close()


def type_into(qtbot: QtBot, editor: QWidget, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_name_is_saved_and_said_so(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    with qtbot.waitSignal(desk.told) as told:
        type_into(qtbot, view.form.fields["name"].editor, "Solvik kommune")
    assert municipality(desk.register).name == "Solvik kommune"
    assert told.args == ["Lagret"]


def test_a_wrong_number_is_said_beside_the_field_and_not_saved(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    field = view.form.fields["number"]
    type_into(qtbot, field.editor, "39")
    assert "fire sifre" in field.error()
    with qtbot.waitSignal(desk.municipality_saved):
        type_into(qtbot, view.form.fields["office"].editor, "Flyktningtjenesten")
    saved = municipality(desk.register)
    assert saved.office == "Flyktningtjenesten"
    assert saved.number is None

    with qtbot.waitSignal(desk.municipality_saved):
        type_into(qtbot, field.editor, "3901")
    assert field.error() == ""
    assert municipality(desk.register).number == "3901"


def test_the_warning_ladder_is_saved_with_its_limits(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    for name, value in (("review_months", 9), ("vacancy_limit_days", 45)):
        editor = view.form.fields[name].editor
        assert isinstance(editor, QSpinBox)
        with qtbot.waitSignal(desk.municipality_saved):
            editor.setValue(value)
    saved = municipality(desk.register)
    assert saved.ladder.review_months == 9
    assert saved.ladder.vacant_days == saved.vacancy_limit_days == 45


def test_a_later_step_before_an_earlier_one_is_refused(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    editor = view.form.fields["advance_notice_months"].editor
    assert isinstance(editor, QSpinBox)
    editor.setValue(9)
    view.save()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert "Vurdering av behovet" in view.form.fields["advance_notice_months"].error()
    assert municipality(desk.register).ladder.advance_notice_months == 3


def test_units_are_named_in_their_right_form(view: SettingsView) -> None:
    editor = view.form.fields["last_chance_months"].editor
    assert isinstance(editor, QSpinBox)
    assert editor.text() == "1 måned"
    editor.setValue(2)
    assert editor.text() == "2 måneder"


def test_the_own_name_stands_in_the_history_and_stays_on_this_pc(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    with qtbot.waitSignal(desk.told):
        type_into(qtbot, view.who.editor, "Ola Nordmann")
    assert desk.who == "Ola Nordmann"
    assert QSettings().value(WHO_KEY) == "Ola Nordmann"


def test_nothing_is_saved_when_nothing_was_changed(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    with qtbot.assertNotEmitted(desk.municipality_saved):
        view.save()
        qtbot.waitUntil(lambda: not desk.tasks.busy)


def test_a_synchronised_folder_is_warned_about(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    register = open_register(folder / "register.db", now=NOW)
    desk = Desk(register, today=lambda: TODAY)
    view = SettingsView(desk)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(view.register_card.warning.isVisible)
    assert "OneDrive" in view.register_card.warning.text()
    desk.tasks.close()
    register.close()


def test_a_backup_is_taken_when_asked_for_and_said_so(qtbot: QtBot, desk: Desk, view: SettingsView) -> None:
    with qtbot.waitSignal(desk.told, timeout=10_000) as told:
        qtbot.mouseClick(view.register_card.back_up, Qt.MouseButton.LeftButton)
    assert told.args[0].startswith("Sikkerhetskopien er tatt og kontrollert: ")
    assert len(list(desk.register.backups.glob("*.db"))) == 1
    assert view.register_card.back_up.isEnabled()
