"""The command line as people meet it: help and complaints in Norwegian, exit codes, nothing made by reading."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from bokart_desk.app.main import main

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "resources" / "demo" / "FDVU kontrakter.csv"
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
        ["due", "--on", "0001-01-01"],
        ["report", "expiry-list", "--month", "9999-12", "--out", "a.pdf"],
        ["report", "expiry-list", "--month", "2026-12", "--months", "0", "--out", "a.pdf"],
        ["report", "expiry-list", "--month", "2026-13", "--out", "a.pdf"],
        ["report", "expiry-list", "--month", "2026-12", "--out", "a.docx"],
        ["report"],
        ["report", "allocation-meeting", "--out", "a.pdf"],
        ["import"],
        ["import", "a.csv", "--on-duplicate", "perhaps"],
        ["import", "a.csv", "--preset"],
        ["undo-import", "two"],
        ["undo-import", "-1"],
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


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    register = tmp_path_factory.mktemp("filled") / "register.db"
    assert main(["--register", str(register), "import", str(LIST)]) == 0
    return register


def in_bokmaal(told: str) -> bool:
    """Whether a message says something, in whole sentences, and holds no traceback and no fault's code."""
    return told.count(".") >= 2 and "Traceback" not in told and "Feilkode" not in told


def spoil(register: Path, how: str) -> None:
    """Turn the copy of a register into something that cannot be used."""
    if how == "is a folder":
        register.unlink()
        register.mkdir()
    elif how == "is empty":
        register.write_bytes(b"")
    elif how == "is cut off":
        register.write_bytes(register.read_bytes()[:20_000])
    elif how == "is damaged":
        whole = bytearray(register.read_bytes())
        whole[5_000:90_000] = b"U" * 85_000
        register.write_bytes(whole)
    else:
        if how == "is another program's":
            register.unlink()
        with closing(driver.connect(str(register))) as connection:
            connection.execute(SPOILED_BY[how])
            connection.commit()


SPOILED_BY = {
    "is another program's": "CREATE TABLE songs (name TEXT)",
    "is newer": "UPDATE alembic_version SET version_num = '0999'",
    "has an odd revision": "UPDATE alembic_version SET version_num = 'abc'",
    "has lost its revision": "DELETE FROM alembic_version",
    "has lost its table of revisions": "DROP TABLE alembic_version",
}


@pytest.mark.parametrize(
    "words", [["list", "contracts"], ["check", "--json"], ["import", "LIST"], ["backup"]], ids=lambda one: one[0]
)
@pytest.mark.parametrize("how", ["is a folder", "is empty", "is cut off", "is damaged", *SPOILED_BY])
def test_a_register_that_cannot_be_used_is_said_to_be_so_and_left_alone(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture, how: str, words: list[str]
) -> None:
    register = tmp_path / "register.db"
    shutil.copy(filled, register)
    spoil(register, how)
    before = register.read_bytes() if register.is_file() else None
    assert main(["--register", str(register), *(str(LIST) if word == "LIST" else word for word in words)]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert in_bokmaal(told.err)
    assert (register.read_bytes() if register.is_file() else None) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["report", "expiry-list", "--month", "2026-12", "--out", "FOLDER.pdf"], 3),
        (["report", "expiry-list", "--month", "2026-12", "--out", "LETTER/list.xlsx"], 3),
        (["report", "allocation-meeting", "--date", "2026-12-01", "--out", "FOLDER.pdf"], 3),
        (["export", "--out", "FOLDER.json"], 3),
        (["export", "--out", "FOLDER.xlsx"], 3),
        (["export", "--out", "LETTER/all.json"], 3),
        (["backup", "--out", "FOLDER"], 3),
        (["backup", "--out", "LETTER/copy.db"], 3),
        (["backup", "--out", "REGISTER"], 3),
        (["restore", "LETTER"], 3),
        (["restore", "FOLDER"], 3),
        (["restore", "MISSING"], 3),
        (["import", "MISSING"], 4),
        (["import", "FOLDER"], 4),
        (["import", "LETTER.xlsx"], 4),
        (["import", "REGISTER"], 4),
        (["import", "LIST", "--preset", "finnes ikke"], 2),
        (["import", "LIST", "--rejects", "LETTER"], 3),
        (["undo-import", "99"], 2),
        (["undo-import", "9" * 30], 2),
        (["undo-import", "9" * 6000], 2),
        (["demo", "LETTER"], 3),
    ],
    ids=lambda one: " ".join(one)[:50] if isinstance(one, list) else str(one),
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture, words: list[str], code: int
) -> None:
    for name in ("FOLDER", "FOLDER.pdf", "FOLDER.xlsx", "FOLDER.json"):
        (tmp_path / name).mkdir()
    (tmp_path / "LETTER").write_text("Kjære Kari!", encoding="utf-8")
    (tmp_path / "LETTER.xlsx").write_bytes(b"PK\x03\x04 and no more")
    register = tmp_path / "REGISTER"
    shutil.copy(filled, register)
    before = register.read_bytes()
    places = {"LIST": str(LIST), "MISSING": str(tmp_path / "MISSING")}
    places |= {one.name: str(one) for one in tmp_path.iterdir()}
    given = [next((w.replace(n, p, 1) for n, p in places.items() if w.startswith(n)), w) for w in words]
    assert main(["--register", str(register), *given]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err
    assert "Traceback" not in told.err
    assert "Feilkode" not in told.err
    assert register.read_bytes() == before
    assert (tmp_path / "LETTER").read_text(encoding="utf-8") == "Kjære Kari!"


@pytest.mark.parametrize("day", ["1950-01-01", "2199-12-31"])
def test_days_at_the_ends_of_time_are_answered(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture, day: str
) -> None:
    at = ["--register", str(filled)]
    assert main([*at, "due", "--on", day, "--within", "9" * 20, "--json"]) == 0
    json.loads(capsys.readouterr().out)
    assert main([*at, "report", "allocation-meeting", "--date", day, "--out", str(tmp_path / "m.pdf")]) == 0
    month = [*at, "report", "expiry-list", "--month", day[:7], "--months", "120", "--out", str(tmp_path / "e.pdf")]
    assert main(month) == 0


def test_rows_that_cannot_be_written_out_do_not_hide_that_the_rest_was_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(
        "Adresse;Leietaker;Kontrakt fra;Kontrakt til\nStorgata 1;Ali Hassan;01.01.2024;31.12.2026\n"
        "Storgata 2;Sara Hassan;01.01.2024;31.02.2026\nStorgata 3;Omar Yusuf;01.01.2024;31.12.2026\n",
        encoding="utf-8",
    )
    (tmp_path / "out" / "liste - ikke importert.xlsx").mkdir(parents=True)
    register = str(tmp_path / "r.db")
    assert main(["--register", register, "import", str(file), "--rejects", str(tmp_path / "out")]) == 1
    assert "Det som ble importert, står." in capsys.readouterr().err
    main(["--register", register, "list", "contracts", "--json"])
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_without_a_display_the_program_says_so_and_does_not_abort(tmp_path: Path) -> None:
    nowhere = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    told = run("--register", str(tmp_path / "r.db"), **nowhere)
    assert told.returncode == 2
    assert "Det er ingen skjerm her" in told.stderr.decode("utf-8")
    assert not (tmp_path / "r.db").exists()
