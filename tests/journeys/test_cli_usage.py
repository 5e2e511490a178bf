"""The command line as people meet it: help and complaints in Norwegian, exit codes, nothing made by reading."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bokart_desk.app.main import main

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ("usage", "options:", "positional", "show this help", "error:", "required", "invalid", "choose from",
           "unrecognized", "expected one", "argument is")  # fmt: skip


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        capture_output=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "houses"],
        ["list", "contracts", "--statut", "x"],
        ["due", "--on", "31.12.2026"],
        ["due", "--on", "9999-12-31"],
        ["due", "--on", "20261231"],
        ["due", "--within", "-3"],
        ["report", "expiry-list", "--month", "2026-13", "--out", "a.pdf"],
        ["report", "expiry-list", "--month", "2026-12", "--out", "a.docx"],
        ["report"],
        ["report", "allocation-meeting", "--out", "a.pdf"],
        ["import"],
        ["import", "a.csv", "--on-duplicate", "perhaps"],
        ["import", "a.csv", "--preset"],
        ["undo-import", "two"],
        ["export", "--out", "a.zip"],
        ["--language", "se", "check"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why_in_norwegian(words: list[str], capsys: pytest.CaptureFixture) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "bruk: " in told.err
    assert "feil: " in told.err
    assert not [word for word in ENGLISH if word in told.err]


@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["report", "expiry-list", "-h"]], ids=" ".join)
def test_help_is_norwegian(words: list[str], capsys: pytest.CaptureFixture) -> None:
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "bruk: " in told
    assert not [word for word in ENGLISH if word in told]


def test_help_in_english_where_it_is_asked_for(capsys: pytest.CaptureFixture) -> None:
    assert main(["--language", "en", "--help"]) == 0
    assert "usage: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["list", "contracts", "--json"],
        ["due"],
        ["check"],
        ["undo-import", "1"],
        ["export", "--out", "all.json"],
        ["backup"],
        ["report", "expiry-list", "--month", "2026-12", "--out", "list.pdf"],
    ],
    ids=" ".join,
)
def test_reading_never_makes_a_register(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    register = tmp_path / "folder" / "register.db"
    assert main(["--register", str(register), *words]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "register.db" in told.err
    assert "Ingenting ble endret" in told.err
    assert not register.parent.exists()


def test_another_file_is_refused_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    other = tmp_path / "register.db"
    other.write_text("Dette er et brev, ikke et register. " * 50, encoding="utf-8")
    before = other.read_bytes()
    assert main(["--register", str(other), "list", "contracts"]) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert other.read_bytes() == before


def test_the_register_may_be_named_by_the_environment_and_after_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    register = tmp_path / "r.db"
    samples = ROOT / "resources" / "demo"
    assert main(["import", "--register", str(register), str(samples / "FDVU kontrakter.csv")]) == 0
    capsys.readouterr()
    monkeypatch.setenv("BOKART_REGISTER", str(register))
    assert main(["list", "contracts", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 38


def test_json_is_utf8_whatever_the_console_speaks(tmp_path: Path) -> None:
    register = str(tmp_path / "Læring og bolig.db")
    file = str(ROOT / "resources" / "demo" / "Solvik kommune - boligliste.xlsx")
    assert run("--register", register, "import", file, PYTHONIOENCODING="cp1252").returncode == 0
    told = run("--register", register, "list", "contracts", "--search", "odegard", "--json", PYTHONIOENCODING="cp437")
    assert told.returncode == 0
    assert told.stderr == b""
    names = {row["family_name"] for row in json.loads(told.stdout.decode("utf-8"))}
    assert names == {"Ødegård"}


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    register = tmp_path / "r.db"
    main(["--register", str(register), "import", str(ROOT / "resources" / "demo" / "FDVU kontrakter.csv")])
    reader, writer = os.pipe()
    os.close(reader)
    told = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--register", str(register), "list", "contracts", "--json"],
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writer)
    assert told.stderr == b""


def test_a_fault_of_the_program_is_told_calmly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    from bokart_desk.app.cli import lists

    def broken(*_: object) -> int:
        raise ZeroDivisionError("Amina Ali, Storgata 1")

    monkeypatch.setattr(lists, "print_list", broken)
    assert main(["--register", str(tmp_path / "r.db"), "list", "contracts"]) == 3
    told = capsys.readouterr().err
    assert "Noe gikk galt i programmet" in told
    assert "Amina" not in told
    assert "Traceback" not in told
