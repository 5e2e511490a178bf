"""Moving to another PC and restoring on the command line, with and without a password."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bokart_desk.app.main import main
from bokart_desk.storage.keyfile import is_encrypted

LIST = Path(__file__).resolve().parents[2] / "resources" / "demo" / "FDVU kontrakter.csv"
PASSWORD = "kaffe regn Ålesund 7"
Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture) -> Run:
    """Run a command on a register and return what it prints, checking its exit code."""

    def ran(register: Path, *words: object, code: int = 0) -> str:
        assert main(["--register", str(register), *map(str, words)]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return ran


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return tmp_path / "gammel pc" / "register.db"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "ny pc" / "register.db"


def contracts(run: Run, register: Path) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(run(register, "list", "contracts", "--json"))
    return listed


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_register_moves_to_another_pc_in_one_file(
    run: Run, old: Path, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str | None
) -> None:
    if password is not None:
        (tmp_path / "passord.txt").write_text(password, encoding="utf-8")
        monkeypatch.setenv("BOKART_PASSWORD_FILE", str(tmp_path / "passord.txt"))
    old.parent.mkdir()
    run(old, "import", LIST)
    file = tmp_path / "minnepinne" / "flytting.bokart"
    told = run(old, "pack", "--out", file)
    assert "flytting.bokart" in told
    assert ("ikke noe passord" in told) is (password is None)
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    told = run(new, "unpack", file)
    assert str(new) in told
    assert is_encrypted(new) is (password is not None)
    assert contracts(run, new) == contracts(run, old)
    told = run(new, "unpack", file)
    assert "tatt vare på" in told
    assert contracts(run, new) == contracts(run, old)
    assert run(new, "check")


def test_a_file_that_is_none_is_refused_and_nothing_is_made(run: Run, new: Path) -> None:
    told = run(new, "unpack", LIST, code=4)
    assert "FDVU kontrakter.csv" in told
    assert "Ingenting ble endret" in told
    assert not new.exists()
    run(new, "unpack", new.parent / "borte.bokart", code=4)
    run(new, "pack", "--out", new.parent / "x.bokart", code=3)
    run(new, "pack", code=2)


def test_an_encrypted_backup_is_restored_with_the_password_in_the_file(
    run: Run, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "passord.txt").write_text(PASSWORD, encoding="utf-8")
    monkeypatch.setenv("BOKART_PASSWORD_FILE", str(tmp_path / "passord.txt"))
    old.parent.mkdir()
    run(old, "import", LIST)
    copy = tmp_path / "kopi.db"
    run(old, "backup", "--out", copy)
    before = contracts(run, old)
    run(old, "undo-import", 1)
    assert contracts(run, old) == []
    assert "tatt vare på" in run(old, "restore", copy)
    assert contracts(run, old) == before
    old.write_bytes(b"\x00" * 5000)
    assert ".damaged" in run(old, "restore", copy)
    assert contracts(run, old) == before
