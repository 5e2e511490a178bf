"""None, True and False outlive any number of calls of Qt, on Python 3.11 too."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

import bokart_desk.ui  # noqa: F401 - what it does on import is what is tested


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python keeps them itself")
@pytest.mark.parametrize("single", [None, True, False, NotImplemented, Ellipsis])
def test_they_have_more_references_than_calls_can_take(single: object) -> None:
    assert sys.getrefcount(single) > 1 << 40


def test_a_hundred_thousand_calls_do_no_harm(qtbot: QtBot) -> None:
    timer = QTimer()
    for _ in range(100_000):
        timer.setInterval(1)
    assert not timer.isActive()
