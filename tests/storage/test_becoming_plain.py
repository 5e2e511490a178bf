"""A command that puts something without a password in the place of a register that had one says so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from register_builder import building, new_register

from bokart_desk.app.main import main
from bokart_desk.services import locking
from bokart_desk.services.moving import pack
from bokart_desk.storage.backup import backup_register

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PASSWORD = "kaffe regn Ålesund 7"


@pytest.mark.parametrize("command", ["restore", "unpack"])
def test_a_register_that_loses_its_password_to_a_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.delenv("BOKART_PASSWORD_FILE", raising=False)
    with new_register(tmp_path) as register, building(register) as build:
        build.let("Yusuf Osman", "Fjordgata 1", date(2025, 1, 1), None)
    path, plain = register.path, tmp_path / "ut" / "plain.db"
    if command == "restore":
        backup_register(path, plain)
    else:
        plain.parent.mkdir()
        pack(register, plain, now=NOW, preferences={})
    register.close()
    locking.protect(path, PASSWORD)
    assert main(["--register", str(path), "--language", "nb", command, str(plain)]) == 0
    assert "ikke lenger passord" in capsys.readouterr().err
    assert not locking.is_encrypted(path)
