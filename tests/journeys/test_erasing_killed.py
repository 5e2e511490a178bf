"""A program that is killed while it erases leaves the case whole or gone, and what is left to do is done later."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from erasing_cases import NOW, archived, fill, traces

from bokart_desk.services import editing
from bokart_desk.services.privacy.erasure import clean, erasures
from bokart_desk.services.register import open_register
from bokart_desk.storage.checks import check_register

ROOT = Path(__file__).resolve().parents[2]

KILLED = """
import os, sys
sys.path[:0] = [{tests!r}]
from pathlib import Path
from erasing_cases import BY, NOW, Archived
import {module} as module
from bokart_desk.services.privacy.erasure import Why, erase_household
from bokart_desk.services.register import open_register
before = getattr(module, {name!r})
def kill(*given, **named):
    {call}
    os._exit(9)
setattr(module, {name!r}, kill)
place, of, paper, digest = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
register = open_register(place / "register.db", now=NOW, backups=place.parent / "backups")
erase_household(register, of, why=Why.DECISION, reference="1", archived=Archived(paper, digest), by=BY)
"""
"""``call``: what is done before the program dies in the middle of it."""


@pytest.mark.parametrize(
    ("module", "name", "call", "gone"),
    [
        ("bokart_desk.storage.erasing.erasing", "empty_history", "pass", False),
        ("bokart_desk.storage.erasing.erasing", "note_erasure", "before(*given, **named)", False),
        ("bokart_desk.storage.erasing.file", "clean_file", "pass", True),
        ("bokart_desk.storage.erasing.file", "_log_emptied", "pass", True),
    ],
)
def test_killed_at_any_step(tmp_path: Path, module: str, name: str, call: str, gone: bool) -> None:
    place = tmp_path / "place"
    place.mkdir()
    register = open_register(place / "register.db", now=NOW, backups=tmp_path / "backups")
    of = fill(register, tmp_path)
    paper = archived(tmp_path)
    register.close()
    code = KILLED.format(tests=str(ROOT / "tests"), module=module, name=name, call=call)
    done = subprocess.run(
        [sys.executable, "-c", code, str(place), str(of), str(paper.path), paper.sha256],
        cwd=ROOT, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 9, done.stderr
    register = open_register(place / "register.db", now=NOW, backups=tmp_path / "backups")
    held = editing.record(register, "household", of)
    assert held is not None
    assert bool(held["erased"]) is gone
    assert len(erasures(register)) == gone
    assert check_register(register.engine).problems == []
    if gone:
        assert clean(register, NOW)
        assert traces(place) == []
    register.close()
