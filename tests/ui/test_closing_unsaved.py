"""Closing the window: what is being typed is saved first, and what cannot be saved is asked about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answering import answer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from bokart_desk.services import editing
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import LineEditor
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.main_window import MainWindow

HOUSEHOLD = 1


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.show_screen("overview")
    shown.show()
    yield shown
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)


@pytest.fixture
def name(window: MainWindow, desk: Desk) -> QLineEdit:
    """The field with the name of a household, somewhere in the window."""
    form = RecordForm(desk, "household", window)
    editor = LineEditor(80)
    field = form.add("name", "&Navn", editor, required=True)
    field.setParent(window)
    field.show()
    values = editing.record(desk.register, "household", HOUSEHOLD)
    assert values is not None
    form.show(HOUSEHOLD, values)
    return editor


def test_what_is_being_typed_is_saved(qtbot: QtBot, desk: Desk, window: MainWindow, name: QLineEdit) -> None:
    name.selectAll()
    qtbot.keyClicks(name, "Ny Navnesen")
    assert window.close()
    saved = editing.record(desk.register, "household", HOUSEHOLD)
    assert saved is not None
    assert saved["name"] == "Ny Navnesen"


def test_what_cannot_be_saved_is_asked_about(qtbot: QtBot, desk: Desk, window: MainWindow, name: QLineEdit) -> None:
    name.clear()
    qtbot.keyClicks(name, "Ny Navnesen")
    desk.register.read_only = True
    said = answer("Gå tilbake")
    assert not window.close()
    assert name.text() == "Ny Navnesen"
    assert said[0].startswith("Dette er ikke lagret: Navn ")
    answer("Lukk uten å lagre")
    assert window.close()
