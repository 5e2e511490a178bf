"""What is said in short at the bottom of the window, and that all of it can be read."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.ui.toast import Toast

_SHORT = "Lagret"
_LONG = "Sikkerhetskopien ble tatt på denne PC-en, men ikke kopiert til minnepinnen: disken er full. " * 3


def opened(qtbot: QtBot) -> tuple[QWidget, Toast]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(680, 400)
    toast = Toast(window)
    window.show()
    return window, toast


def words(toast: Toast) -> QLabel:
    return next(part for part in toast.findChildren(QLabel) if part.text())


def test_a_long_message_stays_within_the_window(qtbot: QtBot) -> None:
    window, toast = opened(qtbot)
    toast.say(_LONG)
    assert window.rect().contains(toast.geometry())
    text = words(toast)
    assert text.height() >= text.heightForWidth(text.width()) > 2 * text.fontMetrics().height()
    assert text.width() > toast.width() * 0.8, "the sign beside it takes the room of the text"


def test_it_stays_within_a_window_that_becomes_narrower(qtbot: QtBot) -> None:
    window, toast = opened(qtbot)
    toast.say(_LONG)
    window.resize(400, 400)
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()))


def test_a_short_message_after_a_long_one_is_small_again(qtbot: QtBot) -> None:
    _window, toast = opened(qtbot)
    toast.say(_SHORT)
    small = toast.size()
    toast.say(_LONG)
    toast.say(_SHORT)
    assert toast.size() == small
