"""Commands on a register that is in use: those that read work, those that write end with 3 and say by whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from other_program import writer

from bokart_desk.app.main import main
from bokart_desk.services.register import open_register

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
LIST = "Adresse;Leietaker;Kontrakt fra;Kontrakt til\nStorgata 8;Amina Hussein;01.01.2024;31.12.2026\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    open_register(path, now=NOW).close()
    return path


@pytest.fixture
def leases(tmp_path: Path) -> Path:
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def window(path: Path, machine: str) -> Iterator[None]:
    program = writer(path, machine)
    assert program.said == "writes"
    yield
    program.end()


@pytest.fixture
def elsewhere(path: Path) -> Iterator[None]:
    yield from window(path, "PC-KARI")


@pytest.fixture
def here(path: Path) -> Iterator[None]:
    yield from window(path, "")


@pytest.mark.usefixtures("elsewhere")
def test_a_command_that_reads_works_beside_another_machine(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--register", str(path), "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert main(["--register", str(path), "list", "contracts", "--json"]) == 0
    assert main(["--register", str(path), "backup", "--out", str(path.with_name("kopi.db"))]) == 0
    assert path.with_name("kopi.db").exists()


@pytest.mark.usefixtures("elsewhere")
def test_a_command_that_writes_is_refused_beside_another_machine(
    path: Path, leases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--register", str(path), "import", str(leases)]) == 3
    assert "PC-KARI" in capsys.readouterr().err
    assert main(["--register", str(path), "undo-import", "1"]) == 3
    assert main(["--register", str(path), "restore", str(leases)]) == 3


@pytest.mark.usefixtures("here")
def test_a_command_of_the_same_user_writes_beside_the_window(path: Path, leases: Path) -> None:
    assert main(["--register", str(path), "import", str(leases)]) == 0
    assert main(["--register", str(path), "check"]) == 0
