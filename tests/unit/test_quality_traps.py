"""What once cost minutes or broke in silence is not written again: names that the sources may not use.

The other known traps are held where they belong: migrations and backups in tests/storage/test_traps.py, letters and
sorting in test_domain_text_keys.py and test_contract_search.py, fonts in test_report_pdf_text.py, the clock in
test_scheduler.py, f-strings in test_quality_texts.py, synchronised folders in test_places.py, dates, errors and
formulas of spreadsheets in test_reading_workbooks.py and test_import_values.py.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TRAPS = {
    "a proxy in Python filters and sorts for half a minute: SQL does it": r"QSortFilterProxyModel|setSortingEnabled",
    "measuring each row takes a minute: row heights are fixed": r"resizeRowsToContents|setUniformRowHeights\(False",
    "QtCharts is deprecated and not LGPL": r"QtCharts?\b",
    "a database file that is copied loses what is in its log": r"shutil\.copy(file|fileobj|tree)?\(",
    "Qt's own scheduler drops late jobs": r"QtScheduler",
    "Qt's own translation never sees an f-string": r"\btr\(f[\"']",
}


def found(pattern: str, text: str) -> list[str]:
    """Return the lines of code (not comments) that the pattern is in."""
    return [line for line in text.splitlines() if re.search(pattern, line.partition("#")[0])]


@pytest.mark.parametrize("why", TRAPS)
def test_no_source_walks_into_a_known_trap(why: str) -> None:
    wrong = {
        path.relative_to(ROOT).as_posix(): lines
        for path in sorted((ROOT / "bokart_desk").rglob("*.py"))
        if (lines := found(TRAPS[why], path.read_text(encoding="utf-8")))
    }
    assert wrong == {}, why


@pytest.mark.parametrize(
    "line",
    [
        "proxy = QSortFilterProxyModel(self)",
        "self.resizeRowsToContents()",
        "from PySide6.QtCharts import QChart",
        "shutil.copy(register, backup)",
        "from apscheduler.schedulers.qt import QtScheduler",
        'label.setText(self.tr(f"{count} rows"))',
    ],
)
def test_a_trap_is_recognised(line: str) -> None:
    assert [why for why, pattern in TRAPS.items() if found(pattern, line)]


def test_only_the_essential_part_of_qt_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[\s<>=\[]", one)[0].casefold() for one in project["project"]["dependencies"]}
    assert "pyside6-essentials" in names
    assert not names & {"pyside6", "pyside6-addons"}
