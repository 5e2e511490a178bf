"""Cases opened in their screens among 100,000 contracts: from the call to the painted case, and painting it again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure
from benchmarks.registers import TODAY, kept_register

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bokart_desk.services.register import Register

CASE_MS = 100.0
"""What a person takes for at once."""
_CASES = 25
_SIZE = (1366, 768)


def run(*, quick: bool = False) -> list[Figure]:
    """Measure with 100,000 contracts, with 1,000 when it must be ``quick``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from bokart_desk import i18n
    from bokart_desk.services.register import open_register
    from bokart_desk.ui.theme import apply_theme

    i18n.use_language("nb")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    apply_theme(app)
    contracts, cases = (1_000, 4) if quick else (100_000, _CASES)
    register = open_register(kept_register(contracts), now=datetime.now(UTC))
    chosen = Random(7).sample(range(1, contracts * 9 // 10), cases)
    try:
        with TemporaryDirectory() as folder:
            return [
                figure
                for name, make in (("contract", _contracts), ("household", _households), ("dwelling", _dwellings))
                for figure in _figures(name, *make(register, Path(folder)), chosen, app.processEvents)
            ]
    finally:
        register.close()


def _figures(
    name: str, view: QWidget, open_case: Callable[[int], object], chosen: list[int], process: Callable[[], None]
) -> list[Figure]:
    view.resize(*_SIZE)
    view.show()
    process()
    opened, painted = [], []
    for case in chosen:
        begun = thread_time()
        open_case(case)
        process()
        view.repaint()
        opened.append((thread_time() - begun) * 1000)
        begun = thread_time()
        view.repaint()
        painted.append((thread_time() - begun) * 1000)
    view.close()
    view.deleteLater()
    process()
    ratio = median(one / other for one, other in zip(opened, painted, strict=True))
    note = "from the call to the painted screen; a person takes it for at once"
    return [
        Figure(f"opening a {name} in its screen", median(opened), "ms", CASE_MS, note),
        Figure(f"opening a {name} in its screen / painting it again", ratio, "×"),
    ]


def _desk(register: Register) -> Any:
    from bokart_desk.ui.context import Desk

    return Desk(register, today=lambda: TODAY)


def _settings(folder: Path) -> Any:
    from PySide6.QtCore import QSettings

    return QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)


def _contracts(register: Register, folder: Path) -> tuple[QWidget, Callable[[int], object]]:
    from bokart_desk.ui.contracts import ContractsView

    desk = _desk(register)
    view = ContractsView(desk, settings=_settings(folder))
    desk.setParent(view)
    return view, view.open_contract


def _households(register: Register, folder: Path) -> tuple[QWidget, Callable[[int], object]]:
    from bokart_desk.ui.households import HouseholdsView

    desk = _desk(register)
    view = HouseholdsView(desk, settings=_settings(folder))
    desk.setParent(view)
    return view, view.show_record


def _dwellings(register: Register, folder: Path) -> tuple[QWidget, Callable[[int], object]]:
    from bokart_desk.ui.dwellings import DwellingsView

    desk = _desk(register)
    view = DwellingsView(desk, settings=_settings(folder))
    desk.setParent(view)
    return view, view.show_record
