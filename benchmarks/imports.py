"""How long an import takes, against reading the file and inserting its raw rows, and against LibreOffice."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from python_calamine import CalamineWorkbook

from benchmarks.figures import Figure, not_measured
from benchmarks.lists import HEADINGS, list_of
from benchmarks.office import office
from benchmarks.pairs import compare, in_words, timed
from benchmarks.processes import MAIN, PROGRAMS, peak_memory, run_time
from benchmarks.processes import python as with_python
from benchmarks.registers import TODAY
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.importing.reading.ahead import reading_ahead
from bokart_desk.services.register import open_register

_NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
_DONE = (0, 1)
"""Exit codes: rows that need a look are no failure."""
_GROWTH = 1.1
_MOST_MEMORY = 1024
"""MiB that any file may cost."""
WINDOW = PROGRAMS / "import_window.py"
_AGAINST_OFFICE = "whole import / LibreOffice to csv"


def run(*, quick: bool = False) -> list[Figure]:
    """Measure 10,000 rows and how it grows from 500 to 100,000; much fewer when it must be ``quick``."""
    few, some, many = (20, 60, 120) if quick else (500, 10_000, 100_000)
    return [
        _against_floor(some, 1 if quick else 5),
        _against_office(some, 1 if quick else 3),
        *_growth(few, some, many, (1, 1) if quick else (2, 3)),
        *_memory(few, some, many),
        _memory_of_trying(many),
        _again(some, 1 if quick else 3),
        _standstill(some, 1 if quick else 3),
    ]


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
    """Bring the list into a register (a new one in an empty folder) as the command does: read, map, plan, apply."""
    with reading_ahead(source) as read, closing(open_register(folder / "register.db", now=_NOW)) as register:
        apply_plan(register, plan_file(register, source, today=TODAY, read=read), who="", now=_NOW)


def forget_kept() -> None:
    """Empty what the program keeps of texts it has read: an import meets a list for the first time, as a user's does.

    Else 10,000 rows, which it can keep, look cheaper a row when they are imported again than 100,000 ever can.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("bokart_desk."):
            for kept in vars(module).values():
                if callable(getattr(kept, "cache_clear", None)):
                    kept.cache_clear()


def seconds(work: Callable[[Path, Path], None], source: Path) -> float:
    """Return how long ``work`` takes in a fresh folder, with a list that was not met before."""
    forget_kept()
    with tempfile.TemporaryDirectory() as folder:
        return timed(lambda: work(source, Path(folder)))()


def _against_floor(rows: int, rounds: int) -> Figure:
    source = list_of(rows)
    seen = compare(partial(seconds, whole_import, source), partial(seconds, floor, source), rounds=rounds)
    return Figure(f"import of {rows} rows / floor", seen.ratio, "×", 4, f"{seen.seconds}, reading and raw inserts")


def _against_office(rows: int, rounds: int) -> Figure:
    source = list_of(rows)
    with office() as other:
        if other is None:
            return not_measured(_AGAINST_OFFICE, "×", 1, "LibreOffice is not installed here")
        seen = compare(partial(_in_a_folder, run_time, source), lambda: other.convert(source, "csv"), rounds=rounds)
    return Figure(_AGAINST_OFFICE, seen.ratio, "×", 1, f"{seen.seconds}, {rows} rows, main.py import as a process")


def _growth(few: int, some: int, many: int, rounds: tuple[int, int]) -> list[Figure]:
    """Time a row, in turn for the sizes. ``rounds``: how often, and how often the smaller ones in each."""
    times: dict[int, list[float]] = {few: [], some: [], many: []}
    for _ in range(rounds[0]):
        for rows in times:
            times[rows] += [seconds(whole_import, list_of(rows)) for _ in range(1 if rows == many else rounds[1])]
    a_row = {rows: min(taken) / rows for rows, taken in times.items()}  # the least disturbed run of each
    told = ", ".join(f"{rows}: {a_row[rows] * 1e6:.0f} µs a row" for rows in times)
    return [
        Figure(f"import, time a row: {many} / {some} rows", a_row[many] / a_row[some], "×", _GROWTH, told),
        Figure(f"import of {many} rows", a_row[many] * many, "s"),
    ]


def _memory(few: int, some: int, many: int) -> list[Figure]:
    """Peak memory a row beyond what the smallest import needs, main process and reader together."""
    peaks = {rows: _in_a_folder(peak_memory, list_of(rows)) for rows in (few, some, many)}
    base = peaks[few]
    a_row = {rows: (peaks[rows] - base) / (rows - few) for rows in (some, many)}
    told = ", ".join(f"{rows}: {peaks[rows] / 2**20:.0f} MiB" for rows in peaks)
    ratio = a_row[many] / a_row[some] if a_row[some] > 0 else 0.0
    return [
        Figure(f"import, memory a row: {many} / {some} rows", ratio, "×", _GROWTH),
        Figure(
            f"import, memory a row, {many} rows", a_row[many] / 1024, "KiB", None, f"peak with the reader's: {told}"
        ),
    ]


def _memory_of_trying(rows: int) -> Figure:
    """Peak memory of the heaviest call of all: a long list only tried, with every row told of in JSON."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.db"
        command = with_python(MAIN, "--register", register, "import", "--dry-run", "--json", list_of(rows))
        peak = peak_memory(command, done=_DONE)
    return Figure(f"import --dry-run --json of {rows} rows, memory at most", peak / 2**20, "MiB", _MOST_MEMORY)


def _again(rows: int, rounds: int) -> Figure:
    """The same file once more, when nothing changes."""
    source = list_of(rows)

    def pair() -> tuple[float, float]:
        with tempfile.TemporaryDirectory() as folder:
            work = timed(lambda: whole_import(source, Path(folder)))
            forget_kept()
            first = work()
            forget_kept()
            return first, work()

    pairs = [pair() for _ in range(rounds)]
    first, second = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(again / once for once, again in pairs)
    return Figure("the same file again / first import", ratio, "×", 1, f"{in_words(second)} against {in_words(first)}")


def _standstill(rows: int, rounds: int) -> Figure:
    """The longest time in which the window answers nothing: looking through a list, showing it, bringing it in."""
    source = list_of(rows)
    seen = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            told = Path(folder) / "told.json"
            run_time(with_python(WINDOW, source, Path(folder) / "register.db", told))
            seen.append(json.loads(told.read_text(encoding="ascii")))
    median_of = {phase: median(one[phase] for one in seen) * 1e3 for phase in seen[0]}
    note = ", ".join(f"{phase} {gap:.0f}" for phase, gap in median_of.items())
    return Figure(
        f"import of {rows} rows, window stands still at most",
        max(median_of.values()),
        "ms",
        50,
        f"median of runs: {note}",
    )


def _in_a_folder(measure: Callable[..., Any], source: Path) -> Any:
    """Run ``main.py import`` into a new register, measured by ``measure``."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(with_python(MAIN, "--register", Path(folder) / "register.db", "import", source), done=_DONE)
