"""What the tests of the Import screen do again and again: write a list, look through it, bring it in, press buttons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bokart_desk.services.contracts import ContractQuery, ContractState, count_contracts
from bokart_desk.services.register import Register, open_register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.importing import ImportView

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HEADER = "Bolig nr;Adresse;Leietaker;Kontrakt fra;Kontrakt til;Husleie"
GOOD = (
    "1;Storgata 1;Selam Tesfay;01.12.2023;30.11.2026;8500",
    "2;Storgata 2;Oksana Bondarenko;01.02.2024;31.01.2027;9000",
)
IMPOSSIBLE = "3;Storgata 3;Ali Karimi;01.02.2024;31.02.2027;9000"


def list_file(folder: Path, *rows: str, name: str = "Liste.csv", header: str = HEADER) -> Path:
    """Write a list as a spreadsheet program would save it as csv."""
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.bokart", now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def desk(register: Register) -> Desk:
    return Desk(register, who="Kari", today=lambda: TODAY)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[ImportView]:
    shown = ImportView(desk)
    shown.resize(1146, 740)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    assert desk.tasks.close()


def idle(qtbot: QtBot, view: ImportView) -> None:
    """Wait until nothing is being read, planned or written."""
    qtbot.waitUntil(lambda: not view.session.busy, timeout=60_000)


def look_through(qtbot: QtBot, view: ImportView, *paths: Path) -> None:
    """Choose files and wait for what they would do."""
    view.choose(paths)
    idle(qtbot, view)
    assert view.review_step.isVisible()


def bring_in(qtbot: QtBot, view: ImportView, *paths: Path) -> None:
    """Choose files and bring them in."""
    look_through(qtbot, view, *paths)
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    assert view.done_step.isVisible()


def press(qtbot: QtBot, button: QPushButton) -> None:
    """Click a button."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def contracts_in(register: Register) -> int:
    """Return how many contracts the register holds."""
    return count_contracts(register, ContractQuery(state=ContractState.ALL), TODAY)
