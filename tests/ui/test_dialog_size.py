"""Dialogs open as large as they would like to be, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.ui.dialog_size import resize_to_fit


def test_a_window_is_as_large_as_wanted_where_there_is_room_for_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    resize_to_fit(window, 300, 200)
    assert (window.width(), window.height()) == (300, 200)
    resize_to_fit(window, 9000, 9000)
    room = window.screen().availableGeometry()
    assert window.width() < room.width()
    assert window.height() < room.height()
