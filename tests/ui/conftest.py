"""A small register as a municipality may have it on the day of the tests, and a desk on it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.app.program import application
from bokart_desk.domain.text_keys import match_key, sort_key
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.schema import contract, dwelling, household, unit
from bokart_desk.storage.work import Work, unit_of_work
from bokart_desk.ui.context import Desk

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def let(work: Work, name: str, address: str, end: date | None, **more: Any) -> int:
    """Let a dwelling to a household from 1 December 2023, or ``start``; return the contract's id."""
    room = place(work, address)
    keys = {"name": name, "name_key": match_key(name), "name_sort": sort_key(name)}
    protection = more.pop("protection", "none")
    lives = work.insert(household, {**keys, "case_number": f"26/{room}", "protection": protection})
    dates = {"start_date": date(2023, 12, 1), "end_date": end, "indefinite": end is None}
    return work.insert(contract, {"unit_id": room, "household_id": lives, **dates, **more})


def place(work: Work, address: str, **more: Any) -> int:
    """Enter a dwelling of one unit; return the unit's id."""
    keys = {"address": address, "address_key": match_key(address), "address_sort": sort_key(address)}
    home = work.insert(dwelling, {**keys, "disposal": "municipal"})
    return work.insert(unit, {"dwelling_id": home, "label": "", "label_key": "", "status": "in_use", **more})


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    """As in the program: a collection on a worker's thread would delete widgets there, and Qt crashes.

    Windows of earlier tests wait for an event loop to delete them; they would be given their style with each new one.
    """
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.unfreeze()
    gc.collect()
    gc.disable()
    yield
    gc.enable()


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
