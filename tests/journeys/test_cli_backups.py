"""Backups by the command line go to the second place too, and a scheduled one tells what needs a look."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from register_builder import building

from bokart_desk.app.main import main
from bokart_desk.platform.backup_plan import backup_plan
from bokart_desk.services.locking import protect_with_backups
from bokart_desk.services.register import open_register
from bokart_desk.services.second_place import choose_second_place
from bokart_desk.storage.backup_names import free_name
from bokart_desk.storage.backup_notes import change_notes
from bokart_desk.storage.second_place import MARK

Run = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "pc").mkdir()
    path = tmp_path / "pc" / "register.db"
    register = open_register(path, now=datetime.now(UTC))
    with building(register) as made:
        made.household("Amina Hussein")
    register.close()
    return path


@pytest.fixture
def stick(path: Path, tmp_path: Path) -> Path:
    """A second place that was chosen in the window."""
    folder = tmp_path / "stick"
    folder.mkdir()
    register = open_register(path, now=datetime.now(UTC))
    register.backup_plan = backup_plan(path)
    choose_second_place(register, folder, now=datetime.now(UTC))
    register.close()
    return folder


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture) -> Run:
    def ran(*words: object, code: int = 0) -> str:
        assert main(["--register", str(path), *map(str, words)]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return ran


def copies(stick: Path) -> list[str]:
    return sorted(file.name for file in stick.iterdir() if file.name != MARK)


def test_a_backup_on_request_is_copied(run: Run, path: Path, stick: Path) -> None:
    told = run("backup")
    (copy,) = copies(stick)
    assert str(stick / copy) in told
    assert (path.parent / "backups" / copy).read_bytes() == (stick / copy).read_bytes()


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    file = tmp_path / "liste.csv"
    file.write_text(
        "Adresse;Leietaker;Kontrakt fra;Kontrakt til;Husleie\nStorgata 1;Amina Hussein;01.12.2025;30.11.2028;8500",
        encoding="utf-8",
    )
    return file


def test_an_import_is_backed_up_there_as_well(run: Run, stick: Path, lists: Path) -> None:
    run("import", lists)
    (copy,) = copies(stick)
    assert "før import" in copy


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_copy_that_fails_is_told_and_the_import_stands(
    path: Path, stick: Path, lists: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture
) -> None:
    """There, a folder has the name that the next seconds' backups would get."""
    now = datetime.now(UTC)
    for seconds in range(60):
        for reason in ("før import", "før angring av import"):
            free_name(path, stick, reason, now + timedelta(seconds=seconds)).mkdir()
    assert main(["--register", str(path), "import", str(lists), *options]) == 1
    told = capsys.readouterr()
    assert str(stick) in told.err
    assert str(stick) not in told.out
    assert main(["--register", str(path), "list", "contracts"]) == 0
    assert "Storgata 1" in capsys.readouterr().out
    assert main(["--register", str(path), "undo-import", "1"]) == 1
    assert str(stick) in capsys.readouterr().err


def test_a_stick_that_was_away_for_long_needs_a_look(run: Run, path: Path, stick: Path) -> None:
    shutil.rmtree(stick)
    assert str(stick) not in run("backup")
    long_ago = (datetime.now(UTC) - timedelta(days=9)).isoformat()
    change_notes(backup_plan(path).notes, seen=long_ago)
    assert str(stick) in run("backup", code=1)


def test_plain_copies_on_the_stick_of_a_register_with_a_password_are_encrypted_and_told(
    run: Run, path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("backup")
    pocket = stick.rename(tmp_path / "pocket")
    register = open_register(path, now=datetime.now(UTC))
    register.backup_plan = backup_plan(path)
    register.close()
    protect_with_backups(register, "kaffe regn Ålesund 7", backups_too=True)
    pocket.rename(stick)
    password = tmp_path / "password.txt"
    password.write_text("kaffe regn Ålesund 7", encoding="utf-8")
    monkeypatch.setenv("BOKART_PASSWORD_FILE", str(password))
    assert "1 eldre sikkerhetskopi uten passord er nå kryptert" in run("backup")
    assert not any(copy.read_bytes().startswith(b"SQLite") for copy in stick.glob("*.db"))
