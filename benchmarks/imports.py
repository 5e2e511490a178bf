"""How long an import takes, against reading the file and inserting its raw rows and nothing else."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

from benchmarks.figures import Figure
from benchmarks.lists import HEADINGS, list_of
from benchmarks.registers import TODAY
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services.register import open_register

_NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def floor(source: Path, folder: Path) -> None:
    """Read the list with python-calamine and insert its rows with sqlite3."""
    rows = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()[3:]
    connection = sqlite3.connect(folder / "floor.db")
    connection.execute("PRAGMA journal_mode = WAL")
    columns = ", ".join(f"c{index}" for index in range(len(HEADINGS)))
    connection.execute(f"CREATE TABLE raw ({columns})")
    marks = ", ".join("?" * len(HEADINGS))
    with connection:
        connection.executemany(
            f"INSERT INTO raw VALUES ({marks})",
            ([cell if isinstance(cell, (str, float, int)) else cell.isoformat() for cell in row] for row in rows),
        )
    connection.close()


def whole_import(source: Path, folder: Path) -> None:
    """Bring the list into a new register: read, map, plan, apply."""
    register = open_register(folder / "register.db", now=_NOW)
    try:
        plan = plan_file(register, source, today=TODAY)
        apply_plan(register, plan, who="", now=_NOW)
    finally:
        register.close()


def seconds(work: Callable[[Path, Path], None], source: Path) -> float:
    """Return how long ``work`` takes in a fresh folder."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        work(source, Path(folder))
        return time.perf_counter() - begun


def ratio(rows: int, rounds: int) -> tuple[float, float, float]:
    """Return import over floor (the median of pairs run in turn), and the medians of both in seconds."""
    source = list_of(rows)
    seconds(whole_import, list_of(500))
    pairs = [(seconds(whole_import, source), seconds(floor, source)) for _ in range(rounds)]
    return median(a / b for a, b in pairs), median(a for a, _ in pairs), median(b for _, b in pairs)


def run() -> list[Figure]:
    """Measure 10,000 and 100,000 rows."""
    small, took, bare = ratio(10_000, 5)
    large, took_large, _bare = ratio(100_000, 1)
    growth = took_large / took / 10
    return [
        Figure("import of 10,000 rows / floor", small, "×", 6, f"{took:.2f} s against {bare:.2f} s"),
        Figure("import of 100,000 rows / floor", large, "×", None, f"{took_large:.1f} s"),
        Figure("time a row, 100,000 / 10,000 rows", growth, "×", 1.1, "1 means that time grows as the rows do"),
    ]
