"""Typing in the search field of 100,000 contracts: query and model, and from the key to painted rows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import thread_time
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.registers import TODAY, kept_register

if TYPE_CHECKING:
    from bokart_desk.ui.contracts.view import ContractsView

CONTRACTS = 100_000
ROUNDS = 3
TYPED = (
    "amina hassan",
    "kovalenko olena",
    "čović",
    "ødegård",
    "storgata 12",
    "kirkegata 7 h0201",
    "dronningens gate",
    "b004711",
    "2015000123",
    "k000815",
    "abdi ali",
    "zxq",
    "finnesikke",
)
"""What people type, one key at a time: names in either order, addresses, a dwelling number, DUF, and misses."""

QUERY_TARGET_MS = 5.0
PAINT_TARGET = 1.3
SIZES = ((1366, 768), (1920, 1080))


def keystrokes() -> list[str]:
    """Return the text in the field after each key."""
    return [text[:end] for text in TYPED for end in range(1, len(text) + 1)]


def run() -> list[Figure]:
    """Measure, and return the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from bokart_desk import i18n
    from bokart_desk.services.register import open_register
    from bokart_desk.ui.theme import apply_theme

    i18n.use_language("nb")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    apply_theme(app)
    register = open_register(kept_register(CONTRACTS), now=datetime.now(UTC))
    try:
        with TemporaryDirectory() as folder:
            view = _window(register, Path(folder))
            app.processEvents()
            figures = _query_figures(view)
            for size in SIZES:
                view.resize(*size)
                app.processEvents()
                figures += _paint_figures(view, app.processEvents)
            view.close()
            view.deleteLater()
            app.processEvents()
    finally:
        register.close()
    return figures


def _window(register: object, folder: Path) -> ContractsView:
    from PySide6.QtCore import QSettings

    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.contracts.view import ContractsView

    desk = Desk(register, today=lambda: TODAY)  # type: ignore[arg-type]
    view = ContractsView(desk, settings=QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
    desk.setParent(view)
    view.show()
    return view


def _query_figures(view: ContractsView) -> list[Figure]:
    """Time the question to the register and the rows' arrival in the model."""
    times = []
    for text in keystrokes() * ROUNDS:
        choice = view.filters.choice().with_text(text)
        search = view.contract_search(choice)
        times.append(_timed(partial(view.contracts.loader.show, search, TODAY)))
        view.contracts.loader.stop()
    cuts = quantiles(times, n=100)
    note = f"{len(times)} keystrokes in {CONTRACTS} contracts, open ones"
    return [
        Figure("search: query and model, median", cuts[49], "ms", None, note),
        Figure("search: query and model, p95", cuts[94], "ms", QUERY_TARGET_MS, note),
    ]


def _paint_figures(view: ContractsView, process: Callable[[], None]) -> list[Figure]:
    """Time from the key to painted rows, and merely painting the same rows again, turn by turn.

    Before the second painting the register is asked the same question, outside the clock: both paintings then find
    the processor's caches in the same state.
    """
    table = view.contracts.table.viewport()
    keys, repaints = [], []

    def key(text: str) -> None:
        view.filters.search.setText(text)
        table.repaint()

    for text in keystrokes() * ROUNDS:
        taken = _timed(partial(key, text))
        view.contracts.loader.stop()
        process()
        found = view.contracts.model.rowCount()
        if found:
            keys.append(taken)
            view.contract_search(view.filters.choice()).page(0, found)
            repaints.append(_timed(table.repaint))
    size = f"{view.width()}×{view.height()}"
    ratio = median(key / repaint for key, repaint in zip(keys, repaints, strict=True))
    return [
        Figure(f"search: key to painted rows, {size}", median(keys), "ms"),
        Figure(f"search: painting the same rows again, {size}", median(repaints), "ms"),
        Figure(f"search: key to painted rows, {size}", ratio, "× repainting", PAINT_TARGET, "median of pairs"),
    ]


def _timed(work: Callable[[], object]) -> float:
    """Return the milliseconds this thread was at work: on a machine with nothing else to do, those that passed."""
    started = thread_time()
    work()
    return (thread_time() - started) * 1000


if __name__ == "__main__":
    for figure in run():
        print(f"{figure.name}: {figure.value:.2f} {figure.unit}", f"(target {figure.target})" if figure.target else "")
