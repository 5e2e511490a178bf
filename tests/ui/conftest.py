"""A small register as a municipality may have it on the day of the tests, and a desk on it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from running_program import RunningPrograms
from small_register import NOW, TODAY, let, place

from bokart_desk.app.program import application
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk


@pytest.fixture(scope="module", autouse=True)
def _no_window_outlives_its_module() -> Iterator[None]:
    """Its clocks would go on during the tests after these."""
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture(autouse=True)
def _windows_of_before() -> None:
    """They wait for an event loop to delete them, and would be given their style with each new one."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.unfreeze()
    gc.collect()


@pytest.fixture
def empty_register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "empty.db", now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def filled_register(tmp_path: Path) -> Iterator[Register]:
    """Two past their end, one of them with the notice given; one became indefinite; three end within a year."""
    opened = open_register(tmp_path / "register.db", now=NOW)
    with unit_of_work(opened.engine, what="test", who="test", at=NOW) as work:
        let(work, "Amina Hussein", "Storgata 8", date(2026, 10, 31))
        let(work, "Selam Tesfay", "Bakkeveien 3", date(2026, 9, 30), vacate_notice_on=date(2026, 10, 5))
        let(work, "Yusuf Osman", "Fjordgata 1", date(2026, 6, 30))
        let(work, "Olena Kovalenko", "Parkveien 12", date(2026, 12, 31))
        let(work, "Đorđe Čović", "Skolegata 4", date(2027, 3, 31))
        let(work, "Ali Rahimi", "Hemmelig vei 9", date(2027, 3, 15), protection="confidential")
        let(work, "Nour Haddad", "Elvegata 7", None)
        place(work, "Granveien 2", status="vacant", status_since=date(2026, 8, 1), bedrooms=2)
    yield opened
    opened.close()


@pytest.fixture
def desk(qtbot: QtBot, filled_register: Register) -> Iterator[Desk]:
    application()
    QSettings().clear()
    made = Desk(filled_register, who="Kari Konsulent", today=lambda: TODAY)
    yield made
    assert made.tasks.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[QWidget]:
    """The window that dialogs stand over; they delete themselves."""
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.hide()


@pytest.fixture
def programs(qtbot: QtBot) -> Iterator[RunningPrograms]:
    made = RunningPrograms(qtbot)
    yield made
    made.end_all()
