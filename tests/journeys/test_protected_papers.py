"""Two protected households pass through every paper, list and export; their address never with their name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from desk_walking import Walker
from protected_register import (
    CONFIDENTIAL,
    OPEN,
    PROTECTED,
    STRICT,
    TODAY,
    _table,
    beside,
    path,
    places_in,
    register,
    walk,
)
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from register_builder import NOW, building

from bokart_desk.app.main import main
from bokart_desk.domain.codes import Protection
from bokart_desk.services.doing import By
from bokart_desk.services.households import set_protection
from bokart_desk.services.register import Register

__all__ = ["path", "register", "walk"]


@pytest.fixture
def marked(register: Register, path: Path) -> Path:
    """The same register as the command line meets it, with the second household marked."""
    with building(register) as build:
        build.work.update(_table("contract"), 2, {"notes": None})
        lives = build.work.connection.exec_driver_sql(
            f"SELECT id FROM household WHERE name LIKE '%{STRICT}'"
        ).scalar_one()
    by = By("Kari Konsulent", NOW, TODAY)
    set_protection(register, lives, Protection.STRICTLY_CONFIDENTIAL, by=by)
    return path


def lines_of_paper(paper: Path) -> list[str]:
    if paper.suffix == ".xlsx":
        book = openpyxl.load_workbook(paper)
        rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
        return [" | ".join(str(cell) for cell in row if cell is not None) for row in rows]
    return [page.extract_text() for page in PdfReader(paper).pages]


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
@pytest.mark.parametrize("month", ["2026-10", "2026-12"])
def test_the_expiry_list_names_no_protected_place(marked: Path, tmp_path: Path, month: str, ending: str) -> None:
    paper = tmp_path / f"utløp.{ending}"
    words = ["--register", str(marked), "report", "expiry-list", "--month", month, "--on", "2026-11-22"]
    assert main([*words, "--out", str(paper)]) == 0
    told = "\n".join(lines_of_paper(paper))
    assert any(name in told for name in PROTECTED)
    assert not places_in(told)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
@pytest.mark.parametrize("names", [True, False])
def test_the_paper_of_the_meeting_tells_no_place_beside_a_name(
    marked: Path, tmp_path: Path, names: bool, ending: str
) -> None:
    paper = tmp_path / f"møte.{ending}"
    words = ["--register", str(marked), "report", "allocation-meeting", "--date", "2026-12-02", "--out", str(paper)]
    assert main([*words, *([] if names else ["--anonymous"])]) == 0
    lines = lines_of_paper(paper)
    told = "\n".join(lines)
    assert (CONFIDENTIAL in told) is names
    assert STRICT not in told or names
    assert not places_in(told), [line for line in lines if places_in(line)]


def test_the_lists_of_the_command_line_tell_no_place_beside_a_name(marked: Path, capsys: Any) -> None:
    for what in ("dwellings", "units", "households", "contracts", "offers", "decisions", "refusals", "imports"):
        for more in ([], ["--json"], ["--search", "kanarifuglveien"], ["--search", "K-CANARY77"]):
            assert main(["--register", str(marked), "list", what, *more]) == 0
            told = capsys.readouterr().out
            records = told.split("},") if "--json" in more else told.splitlines()
            assert not [one for one in records if beside(one)], (what, more)
            if "--search" in more:
                assert not any(name in told for name in PROTECTED), (what, more, told)
    for more in ([], ["--json"]):
        assert main(["--register", str(marked), "due", "--on", "2026-11-22", "--within", "60", *more]) == 0
        told = capsys.readouterr().out
        assert STRICT in told
        assert not places_in(told)


def test_the_full_copy_holds_everything_in_the_file_that_was_asked_for(marked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "alt.json"
    assert main(["--register", str(marked), "export", "--out", str(copy)]) == 0
    told = copy.read_text("utf-8")
    assert "Kanarifuglveien 77" in told
    assert CONFIDENTIAL in told


def test_neither_log_nor_names_of_files_tell_anything_of_a_household(marked: Path, tmp_path: Path, capsys: Any) -> None:
    for words in (["list", "contracts", "--search", STRICT], ["check"], ["backup"]):
        main(["--register", str(marked), *words])
    capsys.readouterr()
    own = [Path(os.environ[name]) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")]
    for file in (file for folder in (*own, tmp_path) for file in folder.rglob("*")):
        assert not places_in(file.name)
        assert not any(name in file.name for name in PROTECTED)
        if file.is_file() and file.suffix not in (".db", ".zip") and marked.stem not in file.name:
            held = file.read_bytes().decode("utf-8", "replace")
            assert not places_in(held), file
            assert not any(name in held for name in PROTECTED), file


def test_the_timeline_on_paper_names_no_protected_household(
    walk: Walker, register: Register, marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "tidslinje.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    walk.go("timeline")
    walk.press("Ctrl+S")
    walk.qtbot.waitUntil(target.exists)
    walk.settle()
    told = "\n".join(lines_of_paper(target))
    assert OPEN in told
    assert places_in(told)
    assert not any(name in told for name in PROTECTED)
