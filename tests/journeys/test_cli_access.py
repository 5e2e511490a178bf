"""The command ``access``: the answer as a paper and for programs, and what it says when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from register_builder import building, new_register

from bokart_desk.app.main import main


@pytest.fixture
def register(tmp_path: Path) -> Path:
    with new_register(tmp_path) as made, building(made) as make:
        make.household("Amina Hussein", protection="confidential")
        make.household("Selam Tesfay", notes="Kusine av Amina Hussein")
    return tmp_path / "register.db"


def run(register: Path, *words: str) -> int:
    return main(["--register", str(register), "access", *words])


def test_both_forms_are_written(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(register, "1", "--out", str(tmp_path / "svar.json")) == 0
    document = json.loads((tmp_path / "svar.json").read_text(encoding="utf-8"))
    assert document["about"]["name"] == "Amina Hussein"
    assert len(document["reading_log"]) == 1  # the command itself has read the protected case
    said = capsys.readouterr()
    assert "svar.json" in said.out
    assert "fortrolig" in said.err
    assert "2026/" in said.err
    person = str(document["records"]["person"][0]["id"])
    assert run(register, "1", "--person", person, "--out", str(tmp_path / "svar.pdf")) == 0
    assert (tmp_path / "svar.pdf").read_bytes().startswith(b"%PDF")


def test_who_is_not_there_is_wrong_usage_and_nothing_is_written(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(register, "99", "--out", str(tmp_path / "svar.pdf")) == 2
    assert run(register, "1", "--person", "2", "--out", str(tmp_path / "svar.pdf")) == 2
    assert run(register, "1", "--out", str(tmp_path / "svar.xlsx")) == 2
    assert not (tmp_path / "svar.pdf").exists()
    assert "Husstanden finnes ikke" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(register, "1", "--out", str(tmp_path / "nowhere" / "svar.pdf")) == 3
    assert "svar.pdf" in capsys.readouterr().err
