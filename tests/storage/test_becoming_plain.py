"""What has no password takes the place of a register that has one: it gets the same one, or somebody said otherwise."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from register_builder import building, new_register

from bokart_desk.app import keys
from bokart_desk.app.main import main
from bokart_desk.services import locking
from bokart_desk.services.keeping import put_back
from bokart_desk.services.moving import pack, unpack
from bokart_desk.storage import wrapping
from bokart_desk.storage.backup import backup_register
from bokart_desk.storage.errors import PasswordWouldGo
from bokart_desk.storage.glance import glance
from bokart_desk.storage.keyfile import keys_path

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PASSWORD = "kaffe regn Ålesund 7"
NAME = "Unmistakable Navn"
COMMANDS = pytest.mark.parametrize("command", ["restore", "unpack"])
Run = Callable[..., str]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOKART_PASSWORD_FILE", raising=False)
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, Path]:
    """Something plain for each command: a backup, and a file from another PC."""
    backup, packed = tmp_path / "ut" / "plain.db", tmp_path / "ut" / "plain.bokart"
    with new_register(tmp_path / "other") as register:
        with building(register) as build:
            build.let(NAME, "Fjordgata 1", date(2025, 1, 1), None)
        backup_register(register.path, backup)
        pack(register, packed, now=NOW, preferences={})
    return {"restore": backup, "unpack": packed}


@pytest.fixture
def protected(tmp_path: Path) -> tuple[Path, locking.Protected]:
    """A register with a password, and what opens it."""
    with new_register(tmp_path) as register:
        path = register.path
    return path, locking.protect(path, PASSWORD)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(register: Path, *words: object, code: int = 0) -> str:
        assert main(["--register", str(register), "--language", "nb", *map(str, words)]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return ran


def is_encrypted_with(path: Path, made: locking.Protected) -> bool:
    held = NAME.encode() not in path.read_bytes() and glance(path, key=made.key).contracts == 1
    return held and locking.unlock(path, PASSWORD) == locking.unlock(path, made.recovery) == made.key


@COMMANDS
def test_where_nobody_can_give_the_password_nothing_is_changed(
    run: Run, protected: tuple[Path, locking.Protected], plain: dict[str, Path], command: str
) -> None:
    path, made = protected
    before = {file: file.read_bytes() for file in (path, keys_path(path))}
    told = run(path, command, plain[command], code=3)
    assert "har passord" in told
    assert "Ingenting ble endret" in told
    assert "BOKART_PASSWORD_FILE" in told
    assert "--without-password" in told
    assert {file: file.read_bytes() for file in before} == before
    assert locking.unlock(path, PASSWORD) == made.key
    assert not [file for file in path.parent.iterdir() if file.name.endswith(".partial")]


@COMMANDS
@pytest.mark.parametrize("secret", ["password", "recovery"])
def test_a_password_in_a_file_keeps_the_register_encrypted(
    run: Run,
    protected: tuple[Path, locking.Protected],
    plain: dict[str, Path],
    command: str,
    secret: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, made = protected
    (tmp_path / "passord.txt").write_text(PASSWORD if secret == "password" else made.recovery, encoding="utf-8")
    monkeypatch.setenv("BOKART_PASSWORD_FILE", str(tmp_path / "passord.txt"))
    assert "kryptert nå" in run(path, command, plain[command])
    assert is_encrypted_with(path, made)


@COMMANDS
@pytest.mark.parametrize("damage", ["zeros", "gone", "none"])
def test_at_a_terminal_the_password_is_asked_for_also_of_a_damaged_register(
    run: Run,
    protected: tuple[Path, locking.Protected],
    plain: dict[str, Path],
    command: str,
    damage: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, made = protected
    if damage == "zeros":
        path.write_bytes(b"\x00" * 8192)
    elif damage == "gone":
        path.unlink()
    monkeypatch.setattr(keys, "_somebody_is_there", lambda: True)
    asked: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda prompt: asked.append(prompt) or PASSWORD)
    run(path, command, plain[command])
    assert len(asked) == 1
    assert "har ikke passord" in asked[0]
    assert is_encrypted_with(path, made)


@COMMANDS
@pytest.mark.parametrize("typed", ["feil passord her", ""])
def test_a_wrong_or_no_password_changes_nothing(
    run: Run,
    protected: tuple[Path, locking.Protected],
    plain: dict[str, Path],
    command: str,
    typed: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, made = protected
    monkeypatch.setattr(keys, "_somebody_is_there", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: typed)
    assert "endret" in run(path, command, plain[command], code=3)
    assert locking.unlock(path, PASSWORD) == made.key


@COMMANDS
@pytest.mark.parametrize("known", [True, False])
def test_only_who_says_so_loses_the_password_and_is_told(
    run: Run,
    protected: tuple[Path, locking.Protected],
    plain: dict[str, Path],
    command: str,
    known: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, _made = protected
    if known:
        (tmp_path / "passord.txt").write_text(PASSWORD, encoding="utf-8")
        monkeypatch.setenv("BOKART_PASSWORD_FILE", str(tmp_path / "passord.txt"))
    assert "ikke lenger passord" in run(path, command, plain[command], "--without-password")
    assert not locking.is_encrypted(path)
    assert not keys_path(path).exists()
    assert glance(path).contracts == 1


@COMMANDS
def test_without_its_keys_a_register_is_not_made_plain_in_silence(
    run: Run, protected: tuple[Path, locking.Protected], plain: dict[str, Path], command: str
) -> None:
    path, made = protected
    keys_path(path).unlink()
    before = path.read_bytes()
    run(path, command, plain[command], code=3)
    assert path.read_bytes() == before
    with pytest.raises(PasswordWouldGo):
        replace(command, plain, path, made.key)
    assert path.read_bytes() == before, "encrypted now, no password would open it"


@COMMANDS
def test_a_plain_register_is_replaced_without_a_question(
    run: Run, plain: dict[str, Path], command: str, tmp_path: Path
) -> None:
    with new_register(tmp_path) as register:
        path = register.path
    keys_path(path).write_text("left by a crash", encoding="utf-8")
    told = run(path, command, plain[command])
    assert "passord" not in told
    assert glance(path).contracts == 1


def replace(command: str, plain: dict[str, Path], path: Path, key: bytes) -> None:
    done = {"restore": put_back, "unpack": unpack}[command]
    done(plain[command], path, backups=path.parent / "kept", now=NOW, key_now=key)
